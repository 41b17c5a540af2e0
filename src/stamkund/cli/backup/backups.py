"""Making a backup, bringing it back, and finding out whether it would come back."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from stamkund.cli.backup.archive import pack, unpack
from stamkund.cli.backup.engines import Engine, engine
from stamkund.cli.backup.manifest import FILES, FORMAT, Manifest, checksum, files_in, find_damage, read_manifest
from stamkund.cli.words import gettext as _


def make_backup(target: Path, home: Path) -> Manifest:
    """Write database and files into *target*. Others go on working meanwhile."""
    with _beside(target) as folder:
        database = engine()
        tables = database.copy(folder)
        if (home / FILES).is_dir():
            shutil.copytree(home / FILES, folder / FILES, ignore=shutil.ignore_patterns("waiting-*"))
        contents = {name: checksum(folder / name) for name in files_in(folder)}
        manifest = Manifest(FORMAT, datetime.now(UTC).isoformat(timespec="seconds"), database.name, tables, contents)
        manifest.write(folder)
        pack(folder, target)
    return manifest


def verify_backup(source: Path) -> Manifest:
    """Restore *source* somewhere apart and compare; raises ``ValueError`` saying what does not agree."""
    with _opened(source, source) as (folder, manifest):
        found = _engine_of(manifest).rehearse(folder)
        for table, rows in manifest.tables.items():
            if found.get(table) != rows:
                said = _("%(table)s came back with %(found)s rows instead of %(rows)s")
                raise ValueError(said % {"table": table, "found": found.get(table, 0), "rows": rows})
    return manifest


def restore_backup(source: Path, home: Path, *, force: bool) -> Manifest:
    """Bring *source* back into this installation; refuses to write over anybody's work unless *force*."""
    with _opened(source, home / "restoring") as (folder, manifest):
        database = _engine_of(manifest)
        if not force and not (database.is_empty() and not any(files_in(home / FILES))):
            raise ValueError(_("this installation is not empty; --force writes over it"))
        database.rehearse(folder)
        _swap(folder / FILES, home / FILES)
        database.bring_back(folder)
    return manifest


def _engine_of(manifest: Manifest) -> Engine:
    database = engine()
    if database.name != manifest.engine:
        said = _("it comes from %(theirs)s and this installation runs on %(ours)s")
        raise ValueError(said % {"theirs": manifest.engine, "ours": database.name})
    return database


@contextmanager
def _opened(source: Path, place: Path) -> Iterator[tuple[Path, Manifest]]:
    """Unpack *source* beside *place* and see that nothing is missing or changed."""
    with _beside(place) as folder:
        unpack(source, folder)
        manifest = read_manifest(folder)
        if damage := find_damage(folder, manifest):
            raise ValueError(_("%(part)s is missing or changed in it") % {"part": damage[0]})
        yield folder, manifest


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A folder on the same disk as *path*, so that what is ready can be renamed into place."""
    with tempfile.TemporaryDirectory(prefix=".stamkund-", dir=path.resolve().parent) as folder:
        yield Path(folder)


def _swap(new: Path, old: Path) -> None:
    if old.exists():
        old.rename(old.with_name(f"{old.name}.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}"))
    if new.exists():
        new.rename(old)
