"""Which letters the bytes stand for, by evidence: marks at the start, the pattern of NULs, what reads as UTF-8, and
for the old eight-bit encodings which of them gives words that Nordic people would have written.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Windows first: it wins a tie. Then old Macs, and the DOS page that tills wrote for decades.
EIGHT_BIT = ("cp1252", "mac_roman", "cp850")
NORDIC = frozenset("åäöÅÄÖæøÆØ")
WESTERN = frozenset("éèêëÉüÜáàâíóôúñçßïÿ€£°§´–—’‘“”…½·«»×")
EVIDENCE_BYTES = 1 << 16
LONGEST_EVIDENCE = 2048


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` is what most of the file is in; `fallback` reads lines that are not UTF-8; `mark` bytes are skipped."""

    name: str
    fallback: str = "cp1252"
    mark: int = 0

    @property
    def is_wide(self) -> bool:
        return self.name.startswith(("utf-16", "utf-32"))


def sniff_encoding(chunks: Iterable[bytes]) -> Encoding:
    """Read as much of the file as is needed to know. A file of plain ASCII is called UTF-8, which it also is."""
    iterator = iter(chunks)
    head = next(iterator, b"")
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, mark=len(mark))
    if wide := _wide_without_mark(head):
        return Encoding(wide)
    return _by_evidence(_lines_with_high_bytes(head, iterator))


def _wide_without_mark(head: bytes) -> str:
    """UTF-16 in a Western language has a NUL in nearly every second place, always the same one."""
    sample = head[:4096]
    pairs = len(sample) // 2
    if pairs < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return ""


def _lines_with_high_bytes(head: bytes, rest: Iterator[bytes]) -> list[bytes]:
    found: list[bytes] = []
    size = _collect(head, found)
    for chunk in rest:
        if size >= EVIDENCE_BYTES:
            break
        size += _collect(chunk, found)
    return found


def _collect(chunk: bytes, found: list[bytes]) -> int:
    if chunk.isascii():
        return 0
    lines = [line[:LONGEST_EVIDENCE] for line in chunk[: EVIDENCE_BYTES * 4].split(b"\n") if not line.isascii()]
    found.extend(lines)
    return sum(map(len, lines))


def _by_evidence(lines: list[bytes]) -> Encoding:
    others = [line for line in lines if not _is_utf8(line)]
    fallback = best_eight_bit(others)
    if len(others) * 2 > len(lines):
        return Encoding(fallback, fallback)
    return Encoding("utf-8", fallback)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(line) == LONGEST_EVIDENCE and error.reason == "unexpected end of data"
    return True


def best_eight_bit(lines: Iterable[bytes]) -> str:
    """The eight-bit encoding under which the lines look most like something a person wrote."""
    sample = b"\n".join(lines)[:EVIDENCE_BYTES]
    return max(EIGHT_BIT, key=lambda name: (_likeness(sample, name), -EIGHT_BIT.index(name)))


def _likeness(sample: bytes, name: str) -> int:
    text = sample.decode(name, errors="replace")
    return sum(3 if sign in NORDIC else 1 if sign in WESTERN else -2 for sign in text if ord(sign) > 127)


def decode_line(line: bytes, encoding: Encoding) -> tuple[str, bool]:
    """The text of one line, and whether it is written in another encoding than most of the file."""
    if line.isascii():
        return line.decode("ascii"), False
    try:
        return line.decode("utf-8"), encoding.name != "utf-8"
    except UnicodeDecodeError:
        return _decode_eight_bit(line, encoding.fallback), encoding.name == "utf-8"


def _decode_eight_bit(line: bytes, name: str) -> str:
    try:
        return line.decode(name)
    except UnicodeDecodeError:
        return line.decode("latin-1")


def as_utf8(chunks: Iterable[bytes], encoding: Encoding) -> Iterator[bytes]:
    """The same text with one byte per ASCII sign, so that lines can be found: UTF-16 and UTF-32 are rewritten."""
    skip = encoding.mark
    decoder = codecs.getincrementaldecoder(encoding.name)("replace") if encoding.is_wide else None
    for chunk in chunks:
        text = chunk[skip:]
        skip = max(0, skip - len(chunk))
        yield decoder.decode(text).encode("utf-8", "replace") if decoder else text
