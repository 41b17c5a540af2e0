"""Where metrics are computed. DuckDB in this process is the one engine so far; others need only these four verbs."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

Columns: TypeAlias = dict[str, NDArray[Any]]

THREADS = 2
MEMORY = "600MB"
NOTHING: dict[str, Any] = {"f": np.nan, "M": np.datetime64("NaT"), "O": None}


class Engine(Protocol):
    """Relations by name, defined by SQL, read as columns."""

    def define(self, name: str, sql: str) -> None:
        """Give a query a name that later queries can use."""

    def keep(self, name: str, sql: str) -> None:
        """Compute a query once and keep the result under a name, replacing what had it."""

    def columns(self, sql: str) -> Columns:
        """The result of a query, one array per column."""

    def close(self) -> None:
        """Let go of everything that was kept."""


class DuckEngine:
    """DuckDB in memory, two threads, spilling to `spill` past its memory limit; `keeps_order` of files if asked."""

    def __init__(self, spill: Path | None = None, *, memory: str = MEMORY, keeps_order: bool = False) -> None:
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": THREADS,
            "memory_limit": memory,
            "preserve_insertion_order": keeps_order,
        }
        if spill:
            config["temp_directory"] = str(spill)
        import duckdb  # noqa: PLC0415  (12 MiB that idle processes need not hold)

        self.connection = duckdb.connect(config=config)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def define(self, name: str, sql: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE VIEW {quoted(name)} AS {sql}")

    def keep(self, name: str, sql: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(name)} AS {sql}")

    def columns(self, sql: str) -> Columns:
        found = self.connection.execute(sql).fetchnumpy()
        return {name: as_plain(column) for name, column in found.items()}

    def close(self) -> None:
        self.connection.close()


def as_plain(column: NDArray[Any]) -> NDArray[Any]:
    """DuckDB hands out masked arrays where a column may be empty; NaN, NaT (dates) or None (texts) is nothing."""
    if not isinstance(column, np.ma.MaskedArray):
        return column
    if not np.any(column.mask):
        return np.asarray(column.data)
    data = column.data if column.dtype.kind in "fMO" else column.data.astype(np.float64)
    return np.where(column.mask, NOTHING[data.dtype.kind], data)


def quoted(name: str) -> str:
    """An identifier safe to stand in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text safe to stand in SQL."""
    return "'" + value.replace("'", "''") + "'"


def values(rows: Iterable[tuple[str, ...]], names: tuple[str, ...]) -> str:
    """A query that yields the given rows; every cell is an SQL expression."""
    selects = [", ".join(f"{cell} AS {quoted(name)}" for cell, name in zip(row, names, strict=True)) for row in rows]
    return " UNION ALL ".join(f"SELECT {select}" for select in selects)
