"""SQLite, read as Arrow streams through ADBC: constant memory, no lock on writers, one stream per core.

ADBC brings a SQLite of its own. Two copies of SQLite in one process undo each other's file locks (sqlite.org, "How to
corrupt", 2.2.1), so this module runs as a process of its own: ``sqlite.py`` starts it and gives it its order.
"""

import json
import sqlite3
import sys
from contextlib import ExitStack, closing
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import adbc_driver_sqlite.dbapi

from stamkund.warehouse.engine import THREADS, DuckEngine
from stamkund.warehouse.schemas import Dataset
from stamkund.warehouse.sources import write_parquet

BATCH_ROWS = "65536"


class SqliteStream:
    """A database file in WAL mode; sees what has been committed. Only for a process that has it not open otherwise."""

    def __init__(self, database: Path, worth_slicing: int) -> None:
        self.uri = f"file:{quote(str(database))}?mode=ro"
        self.worth_slicing = worth_slicing

    def copy(self, dataset: Dataset, file: Path) -> None:
        with DuckEngine(file.parent) as engine, ExitStack() as streams:
            queries = self.slices(dataset)
            for number, query in enumerate(queries):
                rows = self._cursor(streams, query).fetch_arrow()
                engine.connection.from_arrow(rows).create_view(f"slice_{number}")
            union = " UNION ALL ".join(f"SELECT * FROM slice_{number}" for number in range(len(queries)))
            write_parquet(engine, dataset.typed(f"({union})"), file)

    def slices(self, dataset: Dataset) -> list[str]:
        """The dataset's query, cut by key into as many parts as there are threads if it is large."""
        with closing(sqlite3.connect(self.uri, uri=True)) as connection:
            last = connection.execute(dataset.last_key).fetchone()[0] or 0
        if last < self.worth_slicing:
            return [dataset.query]
        bounds = [last * part // THREADS for part in range(THREADS + 1)]
        return [dataset.between(low, high) for low, high in pairwise(bounds)]

    def _cursor(self, stack: ExitStack, query: str) -> Any:
        connection = stack.enter_context(adbc_driver_sqlite.dbapi.connect(self.uri))
        cursor = stack.enter_context(connection.cursor())
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": BATCH_ROWS})
        cursor.execute(query)
        return cursor


def main() -> None:
    """Carry out the one order that stands on standard input."""
    order = json.load(sys.stdin)
    stream = SqliteStream(Path(order["database"]), order["worth_slicing"])
    stream.copy(Dataset(**order["dataset"]), Path(order["file"]))


if __name__ == "__main__":
    main()
