"""What a format gives: a table with columns, and records that remember where in the file they stood."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that holds something, but nothing that can be used: a formula without a result, an error value."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


# A cell of a text file is always text; a workbook also knows numbers, dates and yes/no.
Cell = str | Decimal | date | datetime | bool | BadCell


class Record(NamedTuple):
    """One row. `row` is the line of the text file or the row of the sheet, counted from 1 as the person sees it."""

    row: int
    cells: Sequence[Cell]
    flaw: str = ""
    note: str = ""

    @property
    def is_blank(self) -> bool:
        # The first look settles nearly every row; it takes a nought for nothing, which the second does not.
        return not self.flaw and not any(self.cells) and all(cell == "" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: `name` is unique within the table, `heading` is what the file says."""

    index: int
    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was found out about the file before its first row was used."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Columns, facts, and the records below the heading, which can be read again and again from the start."""

    columns: tuple[Column, ...]
    facts: FileFacts
    read: Callable[[], Iterator[Record]] = field(repr=False)

    def records(self) -> Iterator[Record]:
        """Every row below the heading, blank ones and flawed ones too."""
        return (record for record in self.read() if record.row > self.facts.header_row)
