"""Files that were brought in and wait for somebody stand on Today, with what to do."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from stamkund.imports.actions.check_rows import check_rows
from stamkund.imports.actions.map_columns import map_columns
from stamkund.imports.actions.publish_import import publish_import
from stamkund.imports.actions.receive_file import receive_file
from stamkund.imports.actions.set_aside import announce_work
from stamkund.imports.actions.stop_import import stop_import
from stamkund.imports.models import Import
from stamkund.staff.models import User

pytestmark = pytest.mark.django_db
FILE = "Kvitto;Kundnr;Datum;Belopp\n1;7;03/04/2014;2 450\n2;7;v.32;390\n"


@pytest.fixture
def receive(settings: LazySettings, tmp_path: object) -> Callable[[User | None], Import]:
    settings.STAMKUND_HOME = tmp_path
    return lambda who: receive_file(chunks=[FILE.encode()], file_name="kassan.csv", actor=who)


@pytest.fixture
def checked(receive: Callable[[User | None], Import]) -> Callable[[User | None], Import]:
    """Bring the file in and let it be checked."""
    return lambda who: check_rows(run=map_columns(run=receive(who), actor=who), actor=who)


def morning(client: Client, who: User) -> str:
    client.force_login(who)
    return client.get("/").text


def test_a_checked_file_waits_for_whoever_brought_it_in(
    client: Client, checked: Callable[..., Import], asa: User, jonas: User
) -> None:
    run = checked(jonas)

    page = morning(client, jonas)
    assert f'href="/imports/{run.public_id}"' in page
    assert "Rows ready to publish: 1; refused: 1. Is 03/04/2014 3 April 2014 or 4 March 2014?" in page
    assert "Files that wait" not in morning(client, asa)


def test_a_stopped_file_waits_until_it_is_gone_on_with(
    client: Client, checked: Callable[..., Import], jonas: User
) -> None:
    run = stop_import(run=announce_work(run=checked(jonas), work="publish"), actor=jonas)
    assert "Nothing of it has been written. Check every row again, and publish." in morning(client, jonas)
    Import.objects.update(done_row=2, done_rows=1)
    assert "1 of 2 rows stand. Go on from there, or take it back." in morning(client, jonas)

    publish_import(run=run, actor=jonas)
    assert "Files that wait" not in morning(client, jonas)


def test_what_failed_on_the_command_line_waits_for_an_administrator(
    client: Client, checked: Callable[..., Import], asa: User, jonas: User
) -> None:
    checked(None)
    assert "Files that wait" not in morning(client, asa)
    Import.objects.update(state="failed", failure="The disk is full.")

    assert "The disk is full." in morning(client, asa)
    assert "The disk is full." not in morning(client, jonas)


def test_a_file_whose_worker_is_gone_waits(client: Client, checked: Callable[..., Import], jonas: User) -> None:
    announce_work(run=checked(jonas), work="publish")
    assert "Files that wait" not in morning(client, jonas)
    Import.objects.update(moved_at=timezone.now() - timedelta(minutes=3))

    assert "Nothing of it has been written." in morning(client, jonas)


def test_a_file_that_was_only_received_waits(client: Client, receive: Callable[..., Import], jonas: User) -> None:
    receive(jonas)

    assert "Say what is in its columns, then it can be checked." in morning(client, jonas)


def test_a_file_that_was_brought_in_again_or_forgotten_waits_no_more(
    client: Client, checked: Callable[..., Import], jonas: User
) -> None:
    old = checked(jonas)
    publish_import(run=checked(jonas), actor=jonas)
    assert "Files that wait" not in morning(client, jonas)

    Import.objects.exclude(pk=old.pk).delete()
    assert "Files that wait" in morning(client, jonas)
    Import.objects.update(moved_at=timezone.now() - timedelta(days=15))
    assert "Files that wait" not in morning(client, jonas)


def test_a_reader_is_not_asked(client: Client, checked: Callable[..., Import], jonas: User, rut: User) -> None:
    checked(jonas)

    assert "Files that wait" not in morning(client, rut)
