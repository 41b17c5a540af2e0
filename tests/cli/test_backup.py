"""Backups of a real database file, made, verified, damaged and brought back."""

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.db import connection

from stamkund.cli.backup.backups import make_backup, restore_backup, verify_backup
from stamkund.customers.actions.add_party import add_party
from stamkund.customers.models import Party

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one customer in the database and one file."""
    add_party(name="Karin Dalsjö", actor=None, source="test")
    home = tmp_path / "home"
    (home / "files" / "ab").mkdir(parents=True)
    (home / "files" / "ab" / "abcd").write_bytes(b"raw bytes of an import")
    return home


@pytest.fixture
def backup(home: Path, tmp_path: Path) -> Path:
    make_backup(tmp_path / "all.tar", home)
    return tmp_path / "all.tar"


def test_a_backup_holds_every_row_and_file_and_can_be_verified(backup: Path) -> None:
    manifest = verify_backup(backup)

    assert manifest.tables["customers_party"] == 1
    assert "files/ab/abcd" in manifest.contents


def test_what_was_lost_comes_back(backup: Path, home: Path) -> None:
    Party.objects.update(name="Overwritten")
    add_party(name="Added later", actor=None, source="test")
    shutil.rmtree(home / "files")

    restore_backup(backup, home, force=True)

    assert [party.name for party in Party.objects.all()] == ["Karin Dalsjö"]
    assert (home / "files" / "ab" / "abcd").read_bytes() == b"raw bytes of an import"


def test_an_installation_with_customers_is_not_written_over(backup: Path, home: Path) -> None:
    with pytest.raises(ValueError, match="--force"):
        restore_backup(backup, home, force=False)

    assert Party.objects.get().name == "Karin Dalsjö"


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95])
def test_a_file_that_ends_early_is_told_from_a_whole_one(backup: Path, keep: float) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * keep)])

    with pytest.raises(ValueError, match=r"cannot be read to its end|not a backup|missing or changed"):
        verify_backup(backup)


def test_one_changed_byte_is_found(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    place = content.find(b"raw bytes of an import")
    content[place] ^= 1
    backup.write_bytes(content)

    with pytest.raises(ValueError, match="files/ab/abcd is missing or changed"):
        verify_backup(backup)


def stranger(name: str, kind: bytes = tarfile.REGTYPE, points_to: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, points_to
    return member


@pytest.fixture(params=["knows", "does not know"])
def python(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that knows harmful members of archives, and one before 3.11.4, as Debian 12 has it."""
    if request.param != "knows":
        monkeypatch.delattr(tarfile, "data_filter", raising=False)
        monkeypatch.setattr(tarfile.TarFile, "extraction_filter", lambda tar, member, path: member, raising=False)


@pytest.mark.usefixtures("python")
@pytest.mark.parametrize(
    "member", [stranger("../../outside"), stranger("/outside"), stranger("in", tarfile.SYMTYPE, "/etc")]
)
def test_a_stranger_s_archive_cannot_write_outside(member: tarfile.TarInfo, tmp_path: Path, home: Path) -> None:
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.addfile(member)

    with pytest.raises(ValueError, match="is not a file of a backup"):
        verify_backup(tmp_path / "evil.tar")
    assert not (tmp_path.parent / "outside").exists()


def test_a_failed_backup_leaves_the_last_one_and_nothing_half(
    backup: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = backup.read_bytes()
    monkeypatch.setattr("os.fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    with pytest.raises(OSError, match="No space left"):
        make_backup(backup, home)

    assert backup.read_bytes() == whole
    assert sorted(path.name for path in backup.parent.iterdir()) == ["all.tar", "home"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="one engine is enough for the way from a new home to another")
def test_a_home_moves_to_another_machine(tmp_path: Path) -> None:
    def stamkund(home: str, *arguments: str, stdin: str = "") -> str:
        command = [sys.executable, "-c", "from stamkund.cli.main import run; run()", *arguments]
        place = {"STAMKUND_HOME": str(tmp_path / home), "PATH": "/usr/bin:/bin"}
        return subprocess.run(command, env=place, input=stdin, capture_output=True, text=True, check=True).stdout

    stamkund("old", "init", "--admin", "asa@sala.example", "--password-stdin", stdin="en-lång-fras\n")
    stamkund("old", "backup", str(tmp_path / "all.tar.gz"))
    assert "is whole" in stamkund("old", "verify", str(tmp_path / "all.tar.gz"))
    stamkund("new", "restore", str(tmp_path / "all.tar.gz"))

    assert "✓ administrators: 1" in stamkund("new", "check")
