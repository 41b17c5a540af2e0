import pytest

from stamkund.worker.claims import claim_task, finish_task
from stamkund.worker.models import Task, TaskState
from stamkund.worker.progress import report_progress
from stamkund.worker.queries import find_task, progress_of
from stamkund.worker.runner import run_task, work_off
from stamkund.worker.tasks import task
from tests.worker.conftest import sole_shoe

pytestmark = pytest.mark.django_db


@task()
def sole_pair(*, pairs: int) -> None:
    for done in range(1, pairs + 1):
        report_progress(done=done, total=pairs, sentence="%(done)s of %(total)s pairs")


def test_a_task_tells_how_far_it_came() -> None:
    stored = sole_pair.enqueue(pairs=4)
    work_off()
    found = find_task(stored.pk)
    assert found is not None
    progress = progress_of(found)

    assert (progress.share, progress.sentence, progress.is_over) == (1.0, "4 of 4 pairs", True)


def test_a_task_that_has_not_begun_has_no_share() -> None:
    progress = progress_of(sole_shoe.enqueue(shoe="Oxford"))

    assert (progress.share, progress.is_over) == (None, False)


def test_outside_a_worker_progress_goes_nowhere() -> None:
    sole_pair(pairs=2)

    assert not Task.objects.exists()


def test_a_worker_that_must_stop_gives_the_task_back_at_its_next_report() -> None:
    stored = sole_pair.enqueue(pairs=4)
    claimed = claim_task("A")
    assert claimed is not None
    run_task(claimed, is_stopping=lambda: True)
    stored.refresh_from_db()

    assert (stored.state, stored.attempts) == (TaskState.WAITING, 0)


def test_a_worker_that_lost_its_task_stops_at_its_next_report() -> None:
    stored = sole_pair.enqueue(pairs=4)
    claimed = claim_task("A")
    assert claimed is not None
    finish_task(claimed)
    run_task(claimed)
    stored.refresh_from_db()

    assert stored.done == 0
