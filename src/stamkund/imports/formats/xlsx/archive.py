"""The zip around a workbook, opened with suspicion: what it declares is checked, and what it gives is counted."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from stamkund.imports.formats.refusals import FileRefused

CHUNK_BYTES = 1 << 17
MOST_MEMBERS = 10_000
LARGEST_MEMBER_BYTES = 4 << 30
SMALL_PART_BYTES = 32 << 20
# Sheets of real workbooks shrink to a tenth or a fiftieth; deflate's limit, which bombs come near, is 1 to 1,032.
WORST_RATIO = 250
RATIO_MATTERS_FROM_BYTES = 8 << 20


def check_archive(path: Path) -> dict[str, int]:
    """The names of the members with their sizes; refused when broken, locked, or absurdly large once unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise FileRefused("broken_zip") from error
    if len(members) > MOST_MEMBERS:
        raise FileRefused("zip_bomb", member="*")
    for member in members:
        _check(member)
    return {member.filename: member.file_size for member in members}


def _check(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 0x1:
        raise FileRefused("locked_workbook")
    ratio = member.file_size / max(member.compress_size, 1)
    is_steep = member.file_size > RATIO_MATTERS_FROM_BYTES and ratio > WORST_RATIO
    if is_steep or member.file_size > LARGEST_MEMBER_BYTES:
        raise FileRefused("zip_bomb", member=member.filename[:100])


def read_member(path: Path, name: str) -> Iterator[bytes]:
    """The member in pieces; never more than it declared, which is what was checked."""
    given = 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as member:
            declared = archive.getinfo(name).file_size
            while chunk := member.read(CHUNK_BYTES):
                given += len(chunk)
                if given > declared:
                    raise FileRefused("zip_bomb", member=name[:100])
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise FileRefused("broken_zip") from error


def read_small_member(path: Path, members: dict[str, int], name: str) -> bytes:
    """A part that describes the workbook, in whole. Empty when the workbook has none."""
    if name not in members:
        return b""
    if members[name] > SMALL_PART_BYTES:
        raise FileRefused("zip_bomb", member=name[:100])
    return b"".join(read_member(path, name))
