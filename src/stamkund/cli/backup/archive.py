"""Putting a folder into one file, whole or not at all, and taking it out again without trusting it."""

import os
import tarfile
from pathlib import Path, PurePosixPath

from stamkund.cli.words import gettext as _


def pack(folder: Path, target: Path) -> None:
    """Write everything in *folder* into *target*: first beside it, flushed to disk, then renamed."""
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with half.open("xb") as file:
            with tarfile.open(fileobj=file, mode="w:gz" if _is_squeezed(target) else "w") as tar:
                for path in sorted(folder.iterdir()):
                    tar.add(path, path.name)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
        flush(target.parent)
    finally:
        half.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> None:
    """Take *source* apart into *folder*; names that point elsewhere, links out and devices are refused."""
    try:
        with tarfile.open(source, "r:*") as tar:
            tar.extraction_filter = getattr(tarfile, "data_filter", None)  # there from Python 3.11.4 on
            for member in tar:
                tar.extract(_harmless(member), folder)
    except (tarfile.TarError, EOFError, OSError) as error:
        reason = str(error).splitlines()[0].rstrip(":")
        raise ValueError(_("it cannot be read to its end (%(reason)s)") % {"reason": reason}) from error


def _harmless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A backup holds files and folders with names of its own; a link, a device or a way out is somebody else's."""
    path = PurePosixPath(member.name)
    if not (member.isreg() or member.isdir()) or path.is_absolute() or ".." in path.parts:
        raise tarfile.ReadError(_("%(name)s is not a file of a backup") % {"name": member.name})
    return member


def flush(folder: Path) -> None:
    """Make a rename in *folder* durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_squeezed(target: Path) -> bool:
    return target.suffix in {".gz", ".tgz"}
