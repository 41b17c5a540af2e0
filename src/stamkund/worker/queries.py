"""Reading background work: what failed, what runs, how far it has come."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from stamkund.worker.claims import LEASE
from stamkund.worker.models import UNFINISHED, Task, TaskState, Worker


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task has come, in words for the reader's language; ``share`` is between 0 and 1 where it is known,
    ``error`` the last line of what went wrong.
    """

    state: str
    done: int
    total: int | None
    share: float | None
    sentence: str
    error: str

    @property
    def is_over(self) -> bool:
        return self.state not in UNFINISHED


def failed_tasks() -> QuerySet[Task]:
    """Return the tasks that were given up and wait for a person, latest first."""
    return Task.objects.filter(state=TaskState.FAILED).order_by("-finished_at")


def unfinished_tasks() -> QuerySet[Task]:
    """Return what waits or runs, in the order it will be done."""
    return Task.objects.filter(state__in=UNFINISHED).order_by("due_at", "id")


def finished_tasks() -> QuerySet[Task]:
    """Return what was done, latest first."""
    return Task.objects.filter(state=TaskState.DONE).order_by("-finished_at")


def find_task(pk: int) -> Task | None:
    return Task.objects.filter(pk=pk).first()


def living_workers(*, within: timedelta = LEASE) -> QuerySet[Worker]:
    """Return the workers that gave a sign of life lately; with none, nothing is done later."""
    return Worker.objects.filter(seen_at__gte=timezone.now() - within).order_by("name")


def progress_of(task: Task) -> Progress:
    """Return how far *task* has come."""
    sentence = gettext(task.sentence) if task.sentence else ""
    filled = sentence % {"done": task.done, "total": task.total} if "%(" in sentence else sentence
    share = min(task.done / task.total, 1.0) if task.total else None
    last_line = task.error.strip().rpartition("\n")[2]
    reason = gettext(last_line) if last_line else ""
    return Progress(task.state, task.done, task.total, share, filled, reason)
