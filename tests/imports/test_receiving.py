"""A file is kept before anything is made of it, or refused whole."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from stamkund.imports.actions.receive_file import receive_file
from stamkund.imports.files import keep_file, path_of
from stamkund.imports.formats import FileRefused
from stamkund.imports.models import Import
from stamkund.imports.reasons import FILE_REASONS, KINDS, file_reason
from stamkund.staff.models import User

CONTENT = "Namn;E-post\nÅsa;asa@sala.example\n".encode()


@pytest.mark.django_db
def test_the_raw_bytes_are_kept_by_their_checksum(files: Path, asa: User) -> None:
    run = receive_file(chunks=[CONTENT[:10], CONTENT[10:]], file_name="C:/kassan.csv", actor=asa)

    assert run.checksum == sha256(CONTENT).hexdigest()
    assert path_of(run.checksum).read_bytes() == CONTENT
    assert (run.size, run.file_name, run.state) == (len(CONTENT), "kassan.csv", "received")


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once(files: Path, asa: User) -> None:
    for _ in range(2):
        receive_file(chunks=[CONTENT], file_name="kassan.csv", actor=asa)

    assert len([path for path in files.rglob("*") if path.is_file()]) == 1


@pytest.mark.django_db
def test_a_heading_without_rows_is_refused(files: Path, asa: User) -> None:
    with pytest.raises(FileRefused) as refused:
        receive_file(chunks=[b"Namn;Ort\n"], file_name="tom.csv", actor=asa)

    assert file_reason(refused.value) == "The file has a heading, but no rows below it."
    assert not Import.objects.exists()


@pytest.mark.django_db
def test_a_disk_that_fills_up_leaves_nothing_half_done(files: Path, asa: User) -> None:
    with disk_of(4096), pytest.raises(FileRefused) as refused:
        receive_file(chunks=[CONTENT] * 1000, file_name="kassan.csv", actor=asa)

    assert file_reason(refused.value) == "The disk is full: the file was not kept, and nothing has changed."
    assert not [path for path in files.rglob("*") if path.is_file()]
    assert not Import.objects.exists()


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes."""
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, kept[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.django_db
def test_a_reader_receives_nothing(files: Path, rut: User) -> None:
    with pytest.raises(PermissionDenied):
        receive_file(chunks=[CONTENT], file_name="kassan.csv", actor=rut)


def test_what_is_kept_is_for_its_owner_only(files: Path) -> None:
    kept = keep_file([CONTENT])

    assert kept.path.stat().st_mode & 0o077 == 0


def test_every_refusal_has_a_sentence() -> None:
    details = dict.fromkeys(("columns", "limit", "member", "sheet", "sheets", "reason", "kind"), "pdf")

    sentences = [file_reason(FileRefused(code, **details)) for code in FILE_REASONS]
    sentences += [file_reason(FileRefused("not_a_table", kind=kind)) for kind in KINDS]
    assert all(sentence.endswith(".") and "%(" not in sentence for sentence in sentences)
