"""The list of what a backup holds, so that it can be told whole from damaged."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from stamkund.cli.words import gettext as _

NAME = "manifest.json"
FORMAT = 1
FILES = "files"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: *tables* with their rows, *contents* with their SHA-256."""

    format: int
    made_at: str
    engine: str
    tables: dict[str, int]
    contents: dict[str, str]

    def write(self, folder: Path) -> None:
        """Write the list into *folder*."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1, sort_keys=True))

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def read_manifest(folder: Path) -> Manifest:
    """Return the list in *folder*; raises ``ValueError`` where there is none that we understand."""
    try:
        manifest = Manifest(**json.loads((folder / NAME).read_text()))
    except (OSError, TypeError, ValueError) as error:
        raise ValueError(_("it is not a backup made by Stamkund, or its end is missing")) from error
    if manifest.format != FORMAT:
        said = _("it has format %(theirs)s; this version reads %(ours)s")
        raise ValueError(said % {"theirs": manifest.format, "ours": FORMAT})
    return manifest


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def files_in(folder: Path) -> Iterator[str]:
    """Yield the files in *folder*, however deep, by their path from there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix()


def find_damage(folder: Path, manifest: Manifest) -> list[str]:
    """Return what of *manifest* is missing or changed in *folder*."""
    return [
        name
        for name, expected in manifest.contents.items()
        if not (folder / name).is_file() or checksum(folder / name) != expected
    ]
