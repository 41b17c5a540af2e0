"""PostgreSQL, read by COPY through the connection that is open anyway, so that it sees its own transaction."""

from pathlib import Path

from psycopg import Connection, sql

from stamkund.warehouse.schemas import Dataset
from stamkund.warehouse.sources import csv_to_parquet


class PostgresConnection:
    """An open psycopg connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def copy(self, dataset: Dataset, file: Path) -> None:
        rows = file.with_suffix(".csv")
        try:
            self._copy_out(dataset, rows)
            csv_to_parquet(rows, dataset, file)
        finally:
            rows.unlink(missing_ok=True)

    def _copy_out(self, dataset: Dataset, rows: Path) -> None:
        statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(sql.SQL(dataset.query))
        with self.connection.cursor() as cursor, rows.open("wb") as file, cursor.copy(statement) as stream:
            for block in stream:
                file.write(block)
