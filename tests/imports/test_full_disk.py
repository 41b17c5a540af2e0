"""A disk that fills up while rows are published: what was stored stands, and publishing goes on once there is room."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from stamkund.imports.actions.publish_import import publish_import
from stamkund.imports.models import ImportState
from stamkund.purchases.models import Purchase
from stamkund.staff.models import User
from tests.imports.conftest import Receive
from tests.imports.test_stops_and_turns import ROWS, sales


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can be told how large it may grow")
def test_publishing_stops_with_a_sentence_and_goes_on_when_there_is_room(match: Receive, asa: User) -> None:
    run = match(sales())
    with room_for(pages=20), pytest.raises(OperationalError):
        publish_import(run=run, actor=asa)

    assert run.state == ImportState.FAILED
    assert run.failure == "The disk is full. What was published before stands; make room, then go on."
    assert Purchase.objects.count() * 3 == run.done_rows
    publish_import(run=run, actor=asa)
    assert (run.counts["published"], Purchase.objects.count()) == (ROWS, 2917)


@contextmanager
def room_for(pages: int) -> Iterator[None]:
    """Let the database grow by so many pages only."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that other tests left empty would be room too
        used = cursor.execute("PRAGMA page_count").fetchone()[0]
        most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {used + pages}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")
