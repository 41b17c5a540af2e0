"""Real worker processes: several at once, killed, asked to stop."""

import signal
import time
from collections.abc import Callable

import pytest

from stamkund.timeline.models import Event
from stamkund.worker.models import Task, TaskState, Worker
from tests.resilience.conftest import Hire
from tests.resilience.labour import hammer, polish, stitch

PATIENCE_SECONDS = 90

pytestmark = pytest.mark.slow


def wait_until(condition: Callable[[], bool]) -> None:
    """Return as soon as *condition* holds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, list(Task.objects.values("name", "state", "attempts", "error"))
        time.sleep(0.05)


def is_done(task: Task) -> bool:
    return Task.objects.filter(pk=task.pk, state=TaskState.DONE).exists()


def is_running(task: Task) -> bool:
    return Task.objects.filter(pk=task.pk, state=TaskState.RUNNING).exists()


def test_three_workers_do_every_task_exactly_once(hire: Hire) -> None:
    for seam in range(150):
        stitch.enqueue(seam=seam)
    for _ in range(3):
        hire()
    wait_until(lambda: not Task.objects.exclude(state=TaskState.DONE).exists())

    done = [data["text"] for data in Event.objects.filter(source="labour").values_list("data", flat=True)]
    assert sorted(done, key=int) == [str(seam) for seam in range(150)]
    assert not Task.objects.exclude(attempts=1).exists()


def test_a_task_of_a_killed_worker_is_done_by_another(hire: Hire) -> None:
    task = hammer.enqueue(seconds=3)
    first = hire()
    wait_until(lambda: is_running(task))
    first.kill()
    first.wait()
    hire()
    wait_until(lambda: is_done(task))
    task.refresh_from_db()

    assert task.attempts == 2
    assert Event.objects.filter(source="labour").count() == 1


def test_a_task_longer_than_its_lease_stays_with_its_living_worker(hire: Hire) -> None:
    task = hammer.enqueue(seconds=9)
    for _ in range(2):
        hire(lease_seconds=4)
    wait_until(lambda: is_done(task))
    task.refresh_from_db()

    assert task.attempts == 1
    assert Event.objects.filter(source="labour").count() == 1


def test_a_worker_asked_to_stop_gives_its_task_back_and_leaves(hire: Hire) -> None:
    task = polish.enqueue(strokes=10_000)
    worker = hire()
    wait_until(lambda: is_running(task))
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE_SECONDS) == 0
    task.refresh_from_db()
    assert (task.state, task.attempts) == (TaskState.WAITING, 0)
    assert not Worker.objects.exists()


def test_a_worker_asked_to_stop_finishes_a_task_that_cannot_be_left(hire: Hire) -> None:
    task = hammer.enqueue(seconds=2)
    worker = hire()
    wait_until(lambda: is_running(task))
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE_SECONDS) == 0
    assert is_done(task)
