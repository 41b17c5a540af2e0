"""The rows of one sheet, as they are parsed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice

from stamkund.imports.formats.records import BadCell, Cell, Record
from stamkund.imports.formats.xlsx.archive import read_member
from stamkund.imports.formats.xlsx.dates import from_serial
from stamkund.imports.formats.xlsx.markup import StreamParser
from stamkund.imports.formats.xlsx.merged import FillDown, column_index, find_merged
from stamkund.imports.formats.xlsx.texts import LONGEST_TEXT, unescape
from stamkund.imports.formats.xlsx.workbook import Sheet, Workbook

MOST_COLUMNS = 16_384
ROWS_LOOKED_AT = 50


def choose_sheet(book: Workbook, name: str = "") -> Sheet:
    """The sheet called `name`; without a name the first visible one that holds anything."""
    if name:
        return book.called(name)
    visible = [sheet for sheet in book.sheets if not sheet.is_hidden] or list(book.sheets)
    return next((sheet for sheet in visible if _has_rows(book, sheet)), visible[0])


def _has_rows(book: Workbook, sheet: Sheet) -> bool:
    return any(not record.is_blank for record in islice(read_sheet(book, sheet), ROWS_LOOKED_AT))


def read_sheet(book: Workbook, sheet: Sheet) -> Iterator[Record]:
    """Records of the sheet. A cell of a merged range gets the range's value; the record says so in its note."""
    fill_down = FillDown(find_merged(read_member(book.path, sheet.member)))
    parser = _RowParser(book)
    for _ in parser.feed(read_member(book.path, sheet.member)):
        for row, cells in parser.found:
            note = "merged_cells" if fill_down(row, cells) else ""
            yield Record(row, cells, note=note)
        parser.found.clear()


class _RowParser(StreamParser):
    """Collects the rows that were complete when the last piece ended."""

    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self._book = book
        self._date_styles = book.date_styles
        self.found: list[tuple[int, list[Cell]]] = []
        self._row = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._type = self._style = ""
        self._parts: list[str] = []
        self._size = 0
        self._collecting = self._has_formula = False
        self._readers: dict[str, Callable[[str], Cell]] = {
            "s": self._shared,
            "n": self._number,
            "b": lambda raw: raw == "1",
            "e": lambda raw: BadCell("error_value", raw),
            "d": _iso_date,
        }

    def start_row(self, attributes: dict[str, str]) -> None:
        told = attributes.get("r", "")
        self._row = int(told) if told.isdigit() else self._row + 1
        self._cells = []

    def end_row(self) -> None:
        self.found.append((self._row, self._cells))

    def start_c(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = column_index(reference.rstrip("0123456789")) if reference else len(self._cells)
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._parts, self._size, self._has_formula = [], 0, False

    def start_v(self, _: dict[str, str]) -> None:
        self._collecting = True

    def end_v(self) -> None:
        self._collecting = False

    start_t, end_t = start_v, end_v

    def start_rPh(self, _: dict[str, str]) -> None:  # noqa: N802  (the element's own name)
        self._type = "phonetic" if self._type == "inlineStr" and self._parts else self._type

    def start_f(self, _: dict[str, str]) -> None:
        self._has_formula = True

    def text(self, data: str) -> None:
        if self._collecting and self._size <= LONGEST_TEXT and self._type != "phonetic":
            self._parts.append(data)
            self._size += len(data)

    def end_c(self) -> None:
        if not 0 <= self._column < MOST_COLUMNS:
            return
        cells = self._cells
        if self._column > len(cells):
            cells.extend([""] * (self._column - len(cells)))
        cells[self._column :] = [self._value("".join(self._parts))]

    def _value(self, raw: str) -> Cell:
        if not raw:
            return BadCell("formula_without_result", "") if self._has_formula else ""
        if self._size > LONGEST_TEXT:
            return BadCell("cell_too_long", raw[:200])
        read = self._readers.get(self._type, unescape)
        return read(raw)

    def _shared(self, raw: str) -> str:
        return self._book.texts.get(int(raw)) if raw.isdigit() else ""

    def _number(self, raw: str) -> Cell:
        try:
            number = Decimal(raw) if len(raw) < 16 else Decimal(f"{float(raw):.15g}")
        except (InvalidOperation, ValueError):
            return BadCell("not_a_number", raw[:200])
        if not number.is_finite():
            return BadCell("not_a_number", raw[:200])
        return from_serial(number, self._book.epoch) if self._style in self._date_styles else number


def _iso_date(raw: str) -> date | datetime | BadCell:
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return BadCell("impossible_date", raw[:200])
    return moment if "T" in raw else moment.date()
