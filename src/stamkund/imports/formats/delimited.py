"""Delimited text: lines become records. One broken quotation mark costs its own row, never the rest of the file."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from stamkund.imports.formats.delimiter import BLANKS
from stamkund.imports.formats.encoding import Encoding
from stamkund.imports.formats.lines import Line, read_lines
from stamkund.imports.formats.records import Record

LONGEST_CELL = 131_072
csv.field_size_limit(LONGEST_CELL)


class _Unusable(Exception):  # noqa: N818  (a signal between two readers, not an error)
    """A flawed line was met; what has been pulled so far decides whose fault it is."""


class _Feed:
    """Hands lines to the csv reader, remembers which ones the current record took, and takes them back."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._returned: list[Line] = []
        self.pulled: list[Line] = []

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._returned.pop() if self._returned else next(self._lines)
        self.pulled.append(line)
        if line.flaw:
            raise _Unusable
        return line.text + "\n"

    def give_back_all_but_first(self) -> Line:
        first, *rest = self.pulled
        self._returned.extend(reversed(rest))
        return first


def read_delimited(path: Path, encoding: Encoding, delimiter: str, width: int = 0) -> Iterator[Record]:
    """Records of the file. `width` is the number of columns, once known: a record over several lines must fit it."""
    lines = read_lines(path, encoding)
    return _blank_separated(lines) if delimiter == BLANKS else _quoted(lines, delimiter, width)


def _blank_separated(lines: Iterable[Line]) -> Iterator[Record]:
    for line in lines:
        yield Record(line.number, line.text.split(), line.flaw, line.note)


def _quoted(lines: Iterable[Line], delimiter: str, width: int) -> Iterator[Record]:
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter)
    pulled = feed.pulled
    while True:
        pulled.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _Unusable:
            yield _flawed(feed, pulled[-1].flaw)
        except csv.Error:
            yield _flawed(feed, "cell_too_long" if len(pulled) == 1 else "quote_not_closed")
        else:
            line = pulled[0]
            if len(pulled) == 1:
                yield Record(line.number, cells, note=line.note)
            elif width and len(cells) != width:
                yield _flawed(feed, "quote_not_closed")
            else:
                yield Record(line.number, cells, note=next((one.note for one in pulled if one.note), ""))


def _flawed(feed: _Feed, flaw: str) -> Record:
    """The first line alone is at fault; the lines it swallowed are read again on their own."""
    flaw = flaw if len(feed.pulled) == 1 else "quote_not_closed"
    first = feed.give_back_all_but_first()
    return Record(first.number, [first.text[:200]], flaw)


def first_lines(path: Path, encoding: Encoding, count: int) -> list[str]:
    """The first usable lines, to decide the delimiter by."""
    return [line.text for line in islice(read_lines(path, encoding), count) if not line.flaw and line.text.strip()]
