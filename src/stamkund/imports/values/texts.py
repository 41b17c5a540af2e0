"""Texts and keys as they stand in the file, with what spreadsheets add to them taken off."""

import re
from datetime import date, datetime
from decimal import Decimal

from stamkund.imports.formats.records import BadCell, Cell
from stamkund.imports.values.refusals import CellRefused

LONGEST_TEXT = 10_000
LONGEST_KEY = 200
_FLOAT_KEY = re.compile(r"^-?\d+\.0+$")
# Zero-width signs and soft hyphens: invisible, and they make two equal keys differ.
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202c")
_NOTHING = frozenset({"", "null", "none", "nil", "n/a", "#n/a", "-", "–", "—", "\\n"})
_LONGEST_NOTHING = max(map(len, _NOTHING))


def read_text(cell: Cell, longest: int = LONGEST_TEXT) -> str:
    """One line of text without edges; a number as it would be written by hand."""
    if isinstance(cell, str):
        text = cell
    elif isinstance(cell, BadCell):
        raise CellRefused(cell.code)
    else:
        text = _written(cell)
    text = text if text.isprintable() else text.translate(_INVISIBLE)  # what is invisible is never printable
    text = " ".join(text.split())
    if len(text) > longest:
        raise CellRefused("text_too_long")
    return text


def _written(cell: Decimal | date | bool) -> str:  # noqa: FBT001  (a cell may hold yes or no)
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()


def read_key(cell: Cell) -> str:
    """A number or code that names something: 17850.0 is 17850 after a spreadsheet, NULL is nothing."""
    text = read_text(cell, LONGEST_KEY)
    if "." in text and _FLOAT_KEY.match(text):
        text = text.partition(".")[0]
    return "" if len(text) <= _LONGEST_NOTHING and text.lower() in _NOTHING else text


def read_blank_or_text(cell: Cell) -> str:
    """Text, where the ways databases write nothing (NULL, N/A, a dash) are nothing."""
    text = read_text(cell)
    return "" if len(text) <= _LONGEST_NOTHING and text.lower() in _NOTHING else text
