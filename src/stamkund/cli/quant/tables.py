"""Files in and out of ``stamkund quant``: CSV (also gzipped) or Parquet, read as columns, written row by row.

Rows are counted from 1 below the heading. A cell that is not what its column must be ends the command: mathematics on
what is left over would be about other customers than the file's. A moment with a time zone counts as it is in UTC.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

import duckdb
from numpy.typing import NDArray

from stamkund.cli.output import fail
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _
from stamkund.warehouse.engine import Columns, DuckEngine, literal, quoted

NAMED_ROWS = 5
PARQUET = (".parquet", ".pq")
DELIMITERS = ",;\t|"
LONGEST = csv.field_size_limit()
QUOTES = "auto_detect = false, quote = '\"', escape = '\"'"
LINES = "auto_detect = false, header = false, delim = '\x1f', quote = '', escape = '', columns = {'line': 'VARCHAR'}"


class Kind(StrEnum):
    """What the cells of a column must be, as the SQL that reads one (``{}``) or gives NULL."""

    # By way of a text, for DuckDB believes of floats what Parquet says of their range, which leaves NaN out.
    TEXT = (
        "CASE WHEN TYPEOF({0}) NOT IN ('FLOAT', 'DOUBLE') OR NOT ISNAN(TRY_CAST(CAST({0} AS VARCHAR) AS DOUBLE)) "
        "THEN NULLIF(CAST({0} AS VARCHAR), '') END"
    )
    NUMBER = "CASE WHEN ISFINITE(TRY_CAST({0} AS DOUBLE)) THEN TRY_CAST({0} AS DOUBLE) END"
    FLAG = (
        "CASE WHEN TRY_CAST({0} AS DOUBLE) IN (0, 1) THEN TRY_CAST({0} AS DOUBLE) "
        "WHEN TRY_CAST({0} AS DOUBLE) IS NULL THEN CAST(TRY_CAST(CAST({0} AS VARCHAR) AS BOOLEAN) AS DOUBLE) END"
    )
    # A year first, so that words as "infinity" and "epoch" are none.
    MOMENT = (
        "CASE WHEN LEFT(CAST({0} AS VARCHAR), 1) BETWEEN '0' AND '9' THEN COALESCE("
        "CAST(TRY_CAST({0} AS TIMESTAMPTZ) AS TIMESTAMP), TRY_STRPTIME(CAST({0} AS VARCHAR), '%Y%m%d')) END"
    )
    DATE = f"CAST({MOMENT} AS DATE)"


NO_DATE = _("%(file)s, column %(column)s: not a date (2026-11-25) in %(rows)s")
WRONG = {
    Kind.TEXT: _("%(file)s, column %(column)s: nothing in %(rows)s"),
    Kind.NUMBER: _("%(file)s, column %(column)s: not a number in %(rows)s"),
    Kind.FLAG: _("%(file)s, column %(column)s: not 0 or 1 in %(rows)s"),
    Kind.MOMENT: NO_DATE,
    Kind.DATE: NO_DATE,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is wanted from a file."""

    name: str
    kind: Kind = Kind.NUMBER
    may_be_blank: bool = False

    @property
    def sql(self) -> str:
        """The value, or NULL where the cell is not one."""
        return self.kind.value.format(quoted(self.name))

    @property
    def named(self) -> str:
        return f"{self.sql} AS {quoted(self.name)}"

    @property
    def wrong(self) -> str:
        """Whether a cell must be refused."""
        if self.may_be_blank and self.kind is Kind.TEXT:
            return "FALSE"
        blank_is_fine = f" AND CAST({quoted(self.name)} AS VARCHAR) <> ''" if self.may_be_blank else ""
        return f"{self.sql} IS NULL{blank_is_fine}"


class Table:
    """One file as a relation named ``file`` in an engine of its own; :func:`open_table` makes it."""

    def __init__(self, path: Path, engine: DuckEngine) -> None:
        self.path, self.engine = path, engine
        engine.connection.execute("SET TimeZone = 'UTC'")
        self._define(_relation(path))

    def _define(self, relation: str) -> None:
        self.engine.define("file", relation)
        described = self.engine.connection.execute("DESCRIBE file").fetchall()
        self.names: tuple[str, ...] = tuple(str(row[0]) for row in described)

    def require(self, names: Sequence[str]) -> None:
        """Fail unless the file has these columns."""
        if not (set(names) <= set(self.names) or _is_parquet(self.path)):
            self._go_by_heading(names)
        if missing := [name for name in names if name not in self.names]:
            said = _("%(file)s has no column %(missing)s; its columns are %(known)s")
            fail(said % {"file": self.path.name, "missing": ", ".join(missing), "known": ", ".join(self.names)})

    def _go_by_heading(self, names: Sequence[str]) -> None:
        """Where rows differ in length DuckDB finds other columns than the heading's; told those, it names the row."""
        first = self.engine.connection.execute(f"{_csv(self.path, LINES)} LIMIT 1").fetchone()
        line = str(first[0] if first else "").split("\r")[0][:LONGEST]
        delimiter = max(DELIMITERS, key=line.count)
        heading = [name.strip() for name in next(csv.reader([line], delimiter=delimiter))]
        if set(names) <= set(heading):
            columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in heading)
            self._define(_csv(self.path, f"header = true, delim = '{delimiter}', columns = {{{columns}}}, {QUOTES}"))

    def read(self, wanted: Sequence[Column]) -> Columns:
        """Return the wanted columns, one array each, in the order of the file."""
        self.refuse_wrong(wanted)
        return self.engine.columns(f"SELECT {', '.join(column.named for column in wanted)} FROM file")

    def count(self, condition: str) -> int:
        """How many rows meet a condition."""
        (found,) = self.engine.connection.execute(f"SELECT COUNT(*) FROM file WHERE {condition}").fetchone() or (0,)
        return int(found)

    def refuse_wrong(self, wanted: Sequence[Column]) -> None:
        """Fail unless every cell of these columns is what it must be."""
        self.require([column.name for column in wanted])
        counts = ", ".join(f"COUNT(*) FILTER (WHERE {column.wrong})" for column in wanted)
        found = self.engine.connection.execute(f"SELECT {counts} FROM file").fetchone() or ()
        for column, count in zip(wanted, found, strict=True):
            if count:
                self._refuse(column, column.wrong, count, WRONG[column.kind])

    def refuse_where(self, condition: str, column: Column, said: str) -> None:
        """Fail with these words where a condition holds, naming the rows and what the column says there."""
        if count := self.count(condition):
            self._refuse(column, condition, count, said)

    def _refuse(self, column: Column, condition: str, count: int, said: str) -> NoReturn:
        rows = self.engine.connection.execute(
            f"SELECT number, cell FROM (SELECT ROW_NUMBER() OVER () AS number, {condition} AS wrong, "
            f"CAST({quoted(column.name)} AS VARCHAR) AS cell FROM file) WHERE wrong ORDER BY number LIMIT {NAMED_ROWS}"
        ).fetchall()
        cells = [(number, f"“{cell}”" if cell else _("empty")) for number, cell in rows]
        where = ", ".join(_("row %(row)s (%(cell)s)") % {"row": row, "cell": cell} for row, cell in cells)
        if count > len(rows):
            where = _("%(rows)s and %(number)s more") % {"rows": where, "number": figure(count - len(rows))}
        told = {"file": self.path.name, "column": column.name, "rows": where}
        fail(said % told)


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a CSV or Parquet file, or fail with a sentence saying what is wrong with it."""
    if not path.is_file():
        fail(_("there is no file %(file)s") % {"file": path})
    if not path.stat().st_size:
        fail(_("%(file)s is empty") % {"file": path.name})
    with TemporaryDirectory(prefix="stamkund-quant-") as spill, DuckEngine(Path(spill), keeps_order=True) as engine:
        try:
            yield Table(path, engine)
        except duckdb.Error as error:
            said = _("%(file)s cannot be read as %(format)s: %(reason)s")
            fail(said % {"file": path.name, "format": _format(path), "reason": _reason(error)})


def read_columns(path: Path, wanted: Sequence[Column]) -> Columns:
    """Return the wanted columns of a file, one array each: floats, datetime64 or texts (``None`` for a blank one)."""
    with open_table(path) as table:
        return table.read(wanted)


def write_rows(path: Path, columns: Mapping[str, NDArray[Any]]) -> None:
    """Write columns of equal length to a CSV or Parquet file; there is never half a file."""
    half = path.with_name(f".{path.name}.half")
    plain = "FORMAT csv, HEADER, COMPRESSION gzip" if path.suffix.lower() == ".gz" else "FORMAT csv, HEADER"
    options = "FORMAT parquet, COMPRESSION zstd" if _is_parquet(path) else plain
    with duckdb.connect() as connection:
        connection.register("rows", dict(columns))
        try:
            connection.execute(f"COPY (SELECT * FROM rows) TO {literal(str(half))} ({options})")
            half.replace(path)
        except (duckdb.Error, OSError) as error:
            half.unlink(missing_ok=True)
            fail(_("%(file)s could not be written: %(reason)s") % {"file": path, "reason": _reason(error)})


def _relation(path: Path) -> str:
    if _is_parquet(path):
        return f"SELECT * FROM read_parquet({literal(str(path))})"
    return _csv(path, "all_varchar = true, header = true")


def _csv(path: Path, options: str) -> str:
    # Trimmed here, DuckDB does not push a TRY_CAST into its reader, where it would be a CAST.
    return f"SELECT TRIM(COLUMNS(*)) FROM read_csv({literal(str(path))}, {options})"


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() in PARQUET


def _format(path: Path) -> str:
    return "Parquet" if _is_parquet(path) else "CSV"


def _reason(error: Exception) -> str:
    """The first two lines that say something; DuckDB goes on with advice on its own options."""
    said = re.sub(r"Original Line:.*?\n(?=Expected)", "", str(error), flags=re.DOTALL)
    lines = [line for line in said.strip().splitlines() if not line.startswith("Original Line")]
    return ": ".join(line.rstrip(".:") for line in lines[:2])
