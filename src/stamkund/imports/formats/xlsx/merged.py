"""Merged ranges: the file keeps the value in the first cell only; the rows below get it too."""

import re
from collections.abc import Iterable

from stamkund.imports.formats.records import Cell

_RANGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
MOST_RANGES = 100_000
_OVERLAP = 200


def find_merged(chunks: Iterable[bytes]) -> dict[int, dict[int, int]]:
    """First row -> column -> last row, for every range that covers more than one row.

    They stand behind the rows in the file, so the sheet is skimmed once without being parsed.
    """
    found: dict[int, dict[int, int]] = {}
    count, tail = 0, b""
    for chunk in chunks:
        window = tail + chunk
        if b"mergeCell" in window:
            count += _note(window, found)
        tail = window[-_OVERLAP:]
        if count > MOST_RANGES:
            break
    return found


def _note(window: bytes, found: dict[int, dict[int, int]]) -> int:
    matches = _RANGE.findall(window)
    for letters, first, last in matches:
        if int(last) > int(first):
            found.setdefault(int(first), {})[column_index(letters.decode("ascii"))] = int(last)
    return len(matches)


def column_index(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


class FillDown:
    """Carries the value of a merged range into the rows it covers."""

    def __init__(self, merged: dict[int, dict[int, int]]) -> None:
        self._merged = merged
        self._open: dict[int, tuple[int, Cell]] = {}

    def __call__(self, row: int, cells: list[Cell]) -> bool:
        """Fill the row in place; tells whether anything was filled."""
        filled = False
        for column, (last, value) in list(self._open.items()):
            if row > last:
                del self._open[column]
            else:
                filled |= self._fill(cells, column, value)
        for column, last in self._merged.get(row, {}).items():
            if column < len(cells):
                self._open[column] = (last, cells[column])
        return filled

    @staticmethod
    def _fill(cells: list[Cell], column: int, value: Cell) -> bool:
        cells.extend([""] * (column + 1 - len(cells)))
        if cells[column] != "":
            return False
        cells[column] = value
        return True
