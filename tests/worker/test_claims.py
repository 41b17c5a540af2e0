from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from stamkund.worker.claims import LEASE, claim_task, fail_attempt, finish_task, give_back, renew_leases
from stamkund.worker.models import Task, TaskState
from stamkund.worker.queries import living_workers
from tests.worker.conftest import sole_shoe

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed() -> Task:
    """A task that worker A has taken."""
    sole_shoe.enqueue(shoe="Oxford")
    task = claim_task("A")
    assert task is not None
    return task


def test_a_claimed_task_is_nobody_elses(claimed: Task) -> None:
    assert claim_task("B") is None


def test_a_task_whose_worker_is_gone_is_taken_again(claimed: Task) -> None:
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        again = claim_task("B")

    assert again is not None
    assert (again.pk, again.worker, again.attempts) == (claimed.pk, "B", 2)


def test_a_task_whose_worker_lives_stays_with_it(claimed: Task) -> None:
    with time_machine.travel(timezone.now() + LEASE - timedelta(seconds=1)):
        renew_leases("A")
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        assert claim_task("B") is None


def test_who_lost_a_task_can_no_longer_end_it(claimed: Task) -> None:
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        taken_over = claim_task("B")

    assert taken_over is not None
    assert not finish_task(claimed)
    assert not fail_attempt(claimed, "late")
    assert finish_task(taken_over)


def test_a_task_that_kills_every_worker_is_given_up(claimed: Task) -> None:
    Task.objects.update(attempts=claimed.retries + 1, due_at=timezone.now() - timedelta(seconds=1))

    assert claim_task("B") is None
    claimed.refresh_from_db()
    assert claimed.state == TaskState.FAILED
    assert "disappeared" in claimed.error


def test_what_waits_behind_a_task_that_is_given_up_is_taken_instead(claimed: Task) -> None:
    Task.objects.update(attempts=claimed.retries + 1, due_at=timezone.now() - timedelta(seconds=1))
    behind = sole_shoe.enqueue(shoe="Derby")

    assert claim_task("B") == behind


def test_a_task_given_back_is_due_at_once_and_loses_no_attempt(claimed: Task) -> None:
    give_back(claimed)
    again = claim_task("B")

    assert again is not None
    assert again.attempts == 1


def test_a_task_given_back_gives_way_to_its_twin() -> None:
    sole_shoe.enqueue(shoe="Oxford", unique="oxford")
    running = claim_task("A")
    twin = sole_shoe.enqueue(shoe="Oxford", unique="oxford")
    assert running is not None
    fail_attempt(running, "no thread left")
    running.refresh_from_db()

    assert running.state == TaskState.DISMISSED
    assert [task.pk for task in Task.objects.filter(state=TaskState.WAITING)] == [twin.pk]


def test_a_worker_takes_only_from_its_queues(claimed: Task) -> None:
    sole_shoe.enqueue(shoe="Derby")

    assert claim_task("B", queues=("nightly",)) is None
    assert claim_task("B", queues=("default",)) is not None


def test_a_worker_that_renews_is_seen_alive(claimed: Task) -> None:
    renew_leases("A")

    assert [worker.name for worker in living_workers()] == ["A"]
    with time_machine.travel(timezone.now() + 2 * LEASE):
        assert not living_workers().exists()
