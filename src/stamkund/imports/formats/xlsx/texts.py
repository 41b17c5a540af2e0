"""The shared texts of a workbook, kept in a file on disk so that a million different names cost eight megabytes."""

import mmap
import re
import tempfile
from array import array
from collections.abc import Iterable
from functools import lru_cache
from typing import IO

from stamkund.imports.formats.xlsx.markup import StreamParser

LONGEST_TEXT = 131_072
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Signs that XML cannot hold are written _x000D_ in workbooks."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class SharedTexts:
    """Texts by their number. `get` gives an empty text for a number that is not there."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._ends = array("Q", [0])
        parser = _TextParser()
        with tempfile.TemporaryFile() as file:
            for _ in parser.feed(chunks):
                self._keep(parser.found, file)
            file.flush()
            # The map holds the file open by itself, and lets go of it with the workbook.
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if self._ends[-1] else b""
        self.get = lru_cache(maxsize=20_000)(self._get)

    def _keep(self, texts: list[str], file: IO[bytes]) -> None:
        for text in texts:
            encoded = unescape(text).encode("utf-8", "replace")
            file.write(encoded)
            self._ends.append(self._ends[-1] + len(encoded))
        texts.clear()

    def _get(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            return ""
        return self._map[self._ends[number] : self._ends[number + 1]].decode("utf-8", "replace")


class _TextParser(StreamParser):
    """`<si>` holds plain text or runs of it; phonetic help (`<rPh>`) is not part of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._parts: list[str] = []
        self._size = 0
        self._inside = False
        self._phonetic = False

    def start_si(self, _: dict[str, str]) -> None:
        self._parts, self._size = [], 0

    def start_rPh(self, _: dict[str, str]) -> None:  # noqa: N802  (the element's own name)
        self._phonetic = True

    def end_rPh(self) -> None:  # noqa: N802  (the element's own name)
        self._phonetic = False

    def start_t(self, _: dict[str, str]) -> None:
        self._inside = not self._phonetic

    def end_t(self) -> None:
        self._inside = False

    def text(self, data: str) -> None:
        if self._inside and self._size < LONGEST_TEXT:
            self._parts.append(data)
            self._size += len(data)

    def end_si(self) -> None:
        self.found.append("".join(self._parts))
