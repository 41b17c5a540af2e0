"""What is wrong with a field of a row, and picking its fields one by one without stopping at the first fault."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from stamkund.imports.formats.records import Cell, Record
from stamkund.imports.rows.settings import MappingSettings
from stamkund.imports.values import CellRefused

T = TypeVar("T")
SHOWN = 200


class Problem(NamedTuple):
    """A fault of one field. `refused` rows are not imported; otherwise only the field is left out."""

    row: int
    field: str
    value: str
    code: str
    refused: bool = True
    who: str = ""


class Picker:
    """Picks the cells of one record by field, reads them, and notes what could not be read."""

    __slots__ = ("_columns", "_constants", "cells", "problems", "row")

    def __init__(self, record: Record, settings: MappingSettings) -> None:
        self.row = record.row
        self.cells = record.cells
        self.problems: list[Problem] = []
        self._columns = settings.columns
        self._constants = settings.constants

    def cell(self, field: str) -> Cell:
        """The cell of `field`: its column's, else its constant, else nothing."""
        index = self._columns.get(field)
        if index is not None:
            try:
                cell = self.cells[index]
            except IndexError:
                cell = ""
            if cell != "":
                return cell
        return self._constants.get(field, "")

    def read(self, field: str, reader: Callable[[Cell], T], default: T, *, optional: bool = False) -> T:
        """The value of `field`; `default` when it cannot be read, which is then noted."""
        cell = self.cell(field)
        if optional and cell == "":
            return default
        try:
            return reader(cell)
        except CellRefused as refused:
            self.note(field, refused.code)
            return default

    def note(self, field: str, code: str, *, refused: bool = True) -> None:
        """Remember what is wrong with `field`."""
        self.problems.append(Problem(self.row, field, str(self.cell(field))[:SHOWN], code, refused))


def flaw_of(record: Record, width: int, settings: MappingSettings) -> str:
    """What makes the record as a whole unusable: its own flaw, or values beyond the last column."""
    if record.flaw:
        return record.flaw
    if len(record.cells) <= width or settings.counts_from_the_right:
        return ""
    return "too_many_cells" if any(cell != "" for cell in record.cells[width:]) else ""
