"""What a file is, by its first bytes and never by its name: a PDF named .csv is a PDF."""

from stamkund.imports.formats.refusals import FileRefused

# First bytes -> what people call such a file. Only the zip may still turn out to be a workbook.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"RIFF", "media"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3", "database"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)
MARKUP = (b"<?xml", b"<html", b"<!doctype html")


def sniff_kind(head: bytes) -> str:
    """`text` or `zip`; everything else is refused with its name. An empty file is refused too."""
    if not head:
        raise FileRefused("empty_file")
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return _accepted(kind)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].lower().startswith(MARKUP):
        raise FileRefused("not_a_table", kind="markup")
    return "text"


def _accepted(kind: str) -> str:
    if kind == "zip":
        return kind
    raise FileRefused("not_a_table", kind=kind)
