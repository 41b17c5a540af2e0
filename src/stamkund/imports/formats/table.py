"""Opens a file as a table, whatever it turns out to be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from stamkund.imports.formats.delimited import first_lines, read_delimited
from stamkund.imports.formats.delimiter import sniff_delimiter
from stamkund.imports.formats.encoding import Encoding, sniff_encoding
from stamkund.imports.formats.heading import find_heading, name_columns
from stamkund.imports.formats.kind import sniff_kind
from stamkund.imports.formats.lines import read_chunks
from stamkund.imports.formats.records import FileFacts, Record, Table
from stamkund.imports.formats.refusals import FileRefused
from stamkund.imports.formats.xlsx import choose_sheet, open_workbook, read_sheet

SAMPLE_ROWS = 200
MOST_COLUMNS = 1_000


def open_table(path: Path, *, sheet: str = "", delimiter: str = "", header_row: int | None = None) -> Table:
    """The table in the file. What is not told is found out: encoding, delimiter, sheet, heading (0: there is none).

    Raises `FileRefused` when there is no table in it.
    """
    with path.open("rb") as file:
        kind = sniff_kind(file.read(4096))
    if kind == "zip":
        return _workbook_table(path, sheet, header_row)
    return _text_table(path, delimiter, header_row)


def _workbook_table(path: Path, sheet: str, header_row: int | None) -> Table:
    book = open_workbook(path)
    chosen = choose_sheet(book, sheet)
    facts = FileFacts("xlsx", sheet=chosen.name, sheets=book.sheet_names, remarks=chosen.remarks)
    return _table(lambda width: read_sheet(book, chosen), facts, header_row)


def _text_table(path: Path, delimiter: str, header_row: int | None) -> Table:
    encoding = sniff_encoding(read_chunks(path))
    lines = first_lines(path, encoding, SAMPLE_ROWS)
    if not lines:
        raise FileRefused("no_text")
    told = lines[0].lower().startswith("sep=")
    delimiter = delimiter or sniff_delimiter(lines)
    facts = FileFacts("text", encoding=_plain_name(encoding), delimiter=delimiter)

    def read(width: int) -> Iterator[Record]:
        records = read_delimited(path, encoding, delimiter, width)
        return islice(records, 1, None) if told else records

    return _table(read, facts, header_row)


def _plain_name(encoding: Encoding) -> str:
    return "utf-8-sig" if encoding.name == "utf-8" and encoding.mark else encoding.name


def _table(read: Callable[[int], Iterator[Record]], facts: FileFacts, header_row: int | None) -> Table:
    sample = list(islice(read(0), SAMPLE_ROWS))
    row = find_heading(sample) if header_row is None else header_row
    heading = next((record.cells for record in sample if row and record.row == row), ())
    columns = name_columns(heading, 0 if row else _usual_width(sample))
    _check_shape(sample, len(columns))
    width = len(columns)
    return Table(columns, replace(facts, header_row=row), lambda: read(width))


def _usual_width(sample: Sequence[Record]) -> int:
    return max((len(record.cells) for record in sample if not record.flaw), default=0)


def _check_shape(sample: Sequence[Record], width: int) -> None:
    if not any(not record.flaw and not record.is_blank for record in sample):
        raise FileRefused("no_rows")
    if width > MOST_COLUMNS:
        raise FileRefused("too_many_columns", columns=width, limit=MOST_COLUMNS)
