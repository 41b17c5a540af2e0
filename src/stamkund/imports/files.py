"""Where the raw files are kept: under the installation's home, by checksum, so that the same file is kept once."""

import errno
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from stamkund.imports.formats import FileRefused
from stamkund.imports.formats.lines import read_chunks

DISK_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that stands on disk for good."""

    path: Path
    checksum: str
    size: int


def files_folder() -> Path:
    """The folder of raw files."""
    folder: Path = settings.STAMKUND_HOME / "files"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def path_of(checksum: str) -> Path:
    """Where the file with this checksum stands."""
    return files_folder() / checksum[:2] / checksum


def keep_file(chunks: Iterable[bytes]) -> KeptFile:
    """Write the bytes beside their place, flush them to disk, then move them there in one step.

    When the disk fills up nothing is left behind, and `FileRefused` says so.
    """
    waiting = files_folder() / f"waiting-{secrets.token_hex(8)}"
    try:
        checksum, size = _write(waiting, chunks)
        place = path_of(checksum)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        waiting.replace(place)
        _flush_folder(place.parent)
    except OSError as error:
        if error.errno in DISK_IS_FULL:
            raise FileRefused("disk_full") from error
        raise
    finally:
        waiting.unlink(missing_ok=True)
    return KeptFile(place, checksum, size)


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest = sha256()
    size = 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _flush_folder(folder: Path) -> None:
    """A renamed file is only safe once its folder is on disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def chunks_of(path: Path) -> Iterable[bytes]:
    """The bytes of a file somebody names; `FileRefused` when it cannot be opened."""
    try:
        with path.open("rb"):
            return read_chunks(path)
    except OSError as error:
        raise FileRefused("file_unreadable", reason=error.strerror or type(error).__name__) from error
