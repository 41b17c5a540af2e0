"""A check or a publication that somebody stops: what was published stays, and the state says so."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from stamkund.imports.actions.check_rows import check_rows
from stamkund.imports.actions.publish_import import publish_import
from stamkund.imports.actions.revert_import import revert_import
from stamkund.imports.actions.set_aside import announce_work
from stamkund.imports.actions.stop_import import stop_import
from stamkund.imports.models import Import, ImportState
from stamkund.imports.tasks import match_and_check, publish
from stamkund.purchases.models import Purchase
from stamkund.staff.models import User
from stamkund.timeline.models import Event
from stamkund.worker.runner import run_next
from tests.imports.conftest import Receive
from tests.imports.test_stops_and_turns import ROWS, sales

pytestmark = pytest.mark.django_db


@pytest.fixture
def stopped_by_asa(asa: User) -> Any:
    """Åsa stops the import as soon as she sees it move."""

    def stopping(run: Import) -> Any:
        return lambda done, total: stop_import(run=run, actor=asa)

    return stopping


def test_publishing_ends_with_the_batch_under_way_and_goes_on_behind_it(
    match: Receive, stopped_by_asa: Any, asa: User
) -> None:
    run = match(sales())
    publish_import(run=run, actor=asa, progress=stopped_by_asa(run))

    assert (run.state, run.work, run.is_publishable, run.is_revertable) == (ImportState.STOPPED, "", True, True)
    assert run.counts["rows"] == run.counts["published"] == 3_999
    assert Purchase.objects.count() == 1333
    stopped = Event.objects.get(kind="import.stopped")
    assert (stopped.actor, stopped.data["rows"]) == (asa, 3_999)

    publish_import(run=run, actor=asa)
    assert (run.state, run.counts["published"], Purchase.objects.count()) == (ImportState.PUBLISHED, ROWS, 2917)


def test_what_was_published_before_the_stop_can_be_taken_back(match: Receive, stopped_by_asa: Any, asa: User) -> None:
    run = match(sales())
    publish_import(run=run, actor=asa, progress=stopped_by_asa(run))
    revert_import(run=run, actor=asa)

    assert (run.state, Purchase.objects.count()) == (ImportState.REVERTED, 0)


def test_a_check_stops_and_can_be_done_again(match: Receive, stopped_by_asa: Any, asa: User) -> None:
    run = match(sales())
    check_rows(run=run, actor=asa, progress=stopped_by_asa(run))
    assert (run.state, run.work, run.counts["rows"]) == (ImportState.STOPPED, "", 3_999)
    assert not Event.objects.filter(kind="import.stopped").exists()

    check_rows(run=run, actor=asa)
    assert (run.state, run.counts["rows"]) == (ImportState.CHECKED, ROWS)


def test_a_task_that_still_waits_begins_nothing_after_the_stop(match: Receive, asa: User) -> None:
    run = announce_work(run=match(sales(5)), work="publish")
    publish.enqueue(import_id=str(run.public_id))
    stop_import(run=run, actor=asa)
    while run_next("test"):
        pass

    run.refresh_from_db()
    assert (run.state, run.done_row, Purchase.objects.count()) == (ImportState.STOPPED, 0, 0)


def test_a_stop_while_the_columns_are_matched_is_kept(
    match: Receive, asa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = announce_work(run=match(sales(5)), work="check")
    match_and_check.enqueue(import_id=str(run.public_id), wishes={"kind": "purchases"})
    claimed = Import.objects.get(pk=run.pk)
    monkeypatch.setattr("stamkund.imports.tasks._find", lambda import_id: claimed)
    stop_import(run=run, actor=asa)
    while run_next("test"):
        pass

    run.refresh_from_db()
    assert (run.state, run.work, run.counts) == (ImportState.STOPPED, "", {})


def test_nothing_is_stopped_that_does_not_move(publish: Receive, asa: User) -> None:
    with pytest.raises(ValidationError, match="being checked or published"):
        stop_import(run=publish(sales(5)), actor=asa)


def test_a_reader_stops_nothing(match: Receive, rut: User) -> None:
    run = announce_work(run=match(sales(5)), work="publish")
    with pytest.raises(PermissionDenied):
        stop_import(run=run, actor=rut)
    assert Import.objects.get().work == "publish"
