"""Bytes to lines, holding never more than one line and one chunk in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from stamkund.imports.formats.encoding import Encoding, as_utf8, decode_line

CHUNK_BYTES = 1 << 18
LONGEST_LINE_BYTES = 1 << 20


class Line(NamedTuple):
    """One line of text. `flaw` says what makes it unusable, `note` what is odd about it."""

    number: int
    text: str
    flaw: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _TooLong:
    start: bytes


def read_chunks(path: Path, size: int = CHUNK_BYTES) -> Iterator[bytes]:
    """The file in pieces of `size` bytes."""
    with path.open("rb") as file:
        while chunk := file.read(size):
            yield chunk


def read_lines(path: Path, encoding: Encoding) -> Iterator[Line]:
    """Every line of the file, numbered from 1. A line beyond a mebibyte is told of, not kept."""
    raw = _split(_plain_line_ends(as_utf8(read_chunks(path), encoding)))
    readable = Encoding("utf-8") if encoding.is_wide else encoding
    for number, line in enumerate(raw, start=1):
        yield _too_long(number, line, readable) if isinstance(line, _TooLong) else _line(number, line, readable)


def _line(number: int, raw: bytes, encoding: Encoding) -> Line:
    text, is_mixed = decode_line(raw.rstrip(b"\r"), encoding)
    if "\r" in text:
        text = text.replace("\r", " ")
    if "\0" in text:
        return Line(number, text.replace("\0", ""), flaw="nul_byte")
    return Line(number, text, note="mixed_encoding" if is_mixed else "")


def _too_long(number: int, line: _TooLong, encoding: Encoding) -> Line:
    return Line(number, decode_line(line.start, encoding)[0].replace("\0", ""), flaw="line_too_long")


def _split(chunks: Iterator[bytes]) -> Iterator[bytes | _TooLong]:
    rest, start = b"", b""
    for chunk in chunks:
        if start and b"\n" not in chunk:
            continue
        *complete, rest = (rest + chunk).split(b"\n")
        for line in complete:
            if start or len(line) > LONGEST_LINE_BYTES:
                yield _TooLong(start or line[:200])
                start = b""
            else:
                yield line
        if len(rest) > LONGEST_LINE_BYTES:
            start, rest = start or rest[:200], b""
    if start:
        yield _TooLong(start)
    elif rest:
        yield rest


def _plain_line_ends(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Files from old Macs end their lines with a lone carriage return: the first chunk shows it."""
    first = next(chunks, b"")
    is_old_mac = b"\n" not in first and b"\r" in first
    yield first.replace(b"\r", b"\n") if is_old_mac else first
    for chunk in chunks:
        yield chunk.replace(b"\r", b"\n") if is_old_mac else chunk
