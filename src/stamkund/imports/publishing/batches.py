"""Cutting the rows of a file into batches, in their order. A document cut in two is put together while storing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from stamkund.imports.formats.records import Record, Table
from stamkund.imports.rows.problems import Problem, flaw_of
from stamkund.imports.rows.settings import MappingSettings

# Larger ones are cheaper to write; while one is written, whoever else wants to write waits about 0.4 s.
BATCH_ROWS = 4_000
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Reader(Protocol[R_co]):
    """Reads one record into a row of ours."""

    def read(self, record: Record) -> tuple[R_co | None, list[Problem]]: ...


@dataclass
class Batch(Generic[R]):
    """Rows that are stored together. `last_row` is where the next batch begins behind."""

    rows: list[R] = field(default_factory=list)
    problems: list[list[Problem]] = field(default_factory=list)
    count: int = 0
    blank: int = 0
    last_row: int = 0


def read_batches(
    table: Table,
    settings: MappingSettings,
    reader: Reader[R],
    behind: int = 0,
    together: Callable[[R], str] = lambda row: "",
) -> Iterator[Batch[R]]:
    """Batches of the rows behind row `behind`. Every row is in exactly one batch, as a row or as problems.

    Rows in a line for which `together` gives the same text stay in one batch, unless they alone would fill it.
    """
    width = len(table.columns)
    taken: list[_Taken[R]] = []
    begun, last = 0, ""
    for record in table.records():
        if record.row <= behind:
            continue
        one = _take(record, flaw_of(record, width, settings), reader)
        key = together(one.row) if one.row is not None else last
        if not key or key != last:
            begun, last = len(taken), key
        taken.append(one)
        if len(taken) >= BATCH_ROWS:
            cut = begun or len(taken)
            yield _batch(taken[:cut])
            taken, begun = taken[cut:], 0
    if taken:
        yield _batch(taken)


@dataclass(slots=True)
class _Taken(Generic[R]):
    """A record that was read: a row, or problems, or neither when it is blank."""

    number: int
    row: R | None = None
    problems: list[Problem] = field(default_factory=list)


def _take(record: Record, flaw: str, reader: Reader[R]) -> _Taken[R]:
    if flaw:
        shown = " ".join(str(cell) for cell in record.cells[:6])[:200]
        return _Taken(record.row, None, [Problem(record.row, "", shown, flaw)])
    if record.is_blank:
        return _Taken(record.row)
    return _Taken(record.row, *reader.read(record))


def _batch(taken: list[_Taken[R]]) -> Batch[R]:
    rows = [one.row for one in taken if one.row is not None]
    problems = [one.problems for one in taken if one.problems]
    blank = sum(one.row is None and not one.problems for one in taken)
    return Batch(rows, problems, len(taken) - blank, blank, taken[-1].number)


def is_refusal(problems: Iterable[Problem]) -> bool:
    """Whether any of a row's problems refuses it."""
    return any(problem.refused for problem in problems)
