"""Which row is the heading, and what its columns are called."""

import re
from collections.abc import Sequence
from statistics import median

from stamkund.imports.formats.records import BadCell, Cell, Column, Record

_FIGURE = re.compile(r"^[^a-zåäöæø]*\d[^a-zåäöæø]*$", re.IGNORECASE)


def find_heading(records: Sequence[Record]) -> int:
    """The row number of the heading, or 0 when the first full row is already data.

    Titles and blank lines above the heading are narrower than the table; a heading holds words, data holds figures.
    """
    filled = [(record, _filled(record.cells)) for record in records if not record.flaw]
    widths = [count for _, count in filled if count]
    if not widths:
        return 0
    enough = max(1.0, 0.6 * median(widths))
    record = next(record for record, count in filled if count >= enough)
    return 0 if _looks_like_data(record.cells) else record.row


def _filled(cells: Sequence[Cell]) -> int:
    return sum(1 for cell in cells if cell != "")


def _looks_like_data(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if cell != ""]
    return any(_is_value(cell) for cell in filled) and sum(map(_is_value, filled)) * 3 >= len(filled)


def _is_value(cell: Cell) -> bool:
    if isinstance(cell, str):
        return "@" in cell or bool(_FIGURE.match(cell.strip()))
    return not isinstance(cell, BadCell)


def name_columns(heading: Sequence[Cell], width: int) -> tuple[Column, ...]:
    """One column per cell, each with its own name: a nameless one by its letter, a repeated one by its count."""
    headings = [_clean(cell) for cell in heading] + [""] * max(0, width - len(heading))
    while headings and not headings[-1] and len(headings) > width:
        headings.pop()
    taken: set[str] = set()
    return tuple(
        Column(index, _unique(text or column_letter(index), taken), text) for index, text in enumerate(headings)
    )


def _clean(cell: Cell) -> str:
    return " ".join(str(cell).split())


def _unique(name: str, taken: set[str]) -> str:
    candidate, count = name, 1
    while candidate.casefold() in taken:
        count += 1
        candidate = f"{name} ({count})"
    taken.add(candidate.casefold())
    return candidate


def column_letter(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA: what a spreadsheet calls the column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
