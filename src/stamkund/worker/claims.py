"""Taking a task, keeping it, giving it back. Every step is one conditional change: who no longer holds the task by
then changes nothing.
"""

import random
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from stamkund.worker.models import UNFINISHED, Task, TaskState, Worker
from stamkund.worker.place import is_gone
from stamkund.worker.rules import pause_before_retry

LEASE = timedelta(seconds=30)
LONGEST_ERROR = 20_000
VANISHED = gettext_noop("Its worker disappeared each time it was tried.")


def due_tasks(queues: tuple[str, ...] = ()) -> QuerySet[Task]:
    """Return what may be taken now: work that waits, and work whose worker let its lease end."""
    due = Task.objects.filter(state__in=UNFINISHED, due_at__lte=timezone.now()).order_by("due_at", "id")
    return due.filter(queue__in=queues) if queues else due


def claim_task(worker: str, *, queues: tuple[str, ...] = (), lease: timedelta = LEASE) -> Task | None:
    """Take the task that has been due longest, for *worker* alone; ``None`` when nothing is due."""
    while due_tasks(queues).exists():  # a look takes no lock, so idle workers disturb nobody
        with transaction.atomic():
            task = due_tasks(queues).select_for_update(skip_locked=True).first()
            if task is None:
                return None
            if task.state == TaskState.RUNNING and task.attempts > task.retries:
                _finish(task, TaskState.FAILED, error=VANISHED)
                continue
            task.state, task.worker, task.attempts = TaskState.RUNNING, worker, task.attempts + 1
            task.started_at, task.due_at = timezone.now(), timezone.now() + lease
            task.save(update_fields=["state", "worker", "attempts", "started_at", "due_at"])
            return task
    return None


def renew_leases(worker: str, *, lease: timedelta = LEASE) -> None:
    """Say that *worker* lives and still holds what it has taken."""
    now = timezone.now()
    with transaction.atomic():
        Worker.objects.update_or_create(name=worker, defaults={"seen_at": now})
        Task.objects.filter(state=TaskState.RUNNING, worker=worker).update(due_at=now + lease)


def release_gone() -> None:
    """Let what workers held that were killed here be taken at once instead of when their leases end."""
    names = Task.objects.filter(state=TaskState.RUNNING).values_list("worker", flat=True).distinct()
    gone = [name for name in names if is_gone(name)]
    Task.objects.filter(state=TaskState.RUNNING, worker__in=gone).update(due_at=timezone.now())
    Worker.objects.filter(name__in=gone).delete()


def finish_task(task: Task) -> bool:
    """Say that *task* is done; ``False`` if it was taken over meanwhile."""
    return _finish(task, TaskState.DONE)


def fail_attempt(task: Task, error: str) -> bool:
    """Let *task* wait for its next attempt, longer each time, or give it up after the last one."""
    error = error[-LONGEST_ERROR:]
    if task.attempts > task.retries:
        return _finish(task, TaskState.FAILED, error=error)
    pause = pause_before_retry(task.attempts, random.random())  # noqa: S311  (spreads load, guards nothing)
    return _put_back(task, due_in=pause, error=error)


def give_back(task: Task) -> bool:
    """Let another worker go on with *task* at once; the attempt does not count."""
    return _put_back(task, due_in=timedelta(), attempts=task.attempts - 1)


def _put_back(task: Task, *, due_in: timedelta, **changes: object) -> bool:
    """Let *task* wait again, or give way to the same work that has been stored since."""
    with transaction.atomic():
        twins = Task.objects.filter(name=task.name, wanted_key=task.wanted_key, state=TaskState.WAITING)
        if task.wanted_key is not None and twins.select_for_update().exists():
            return _finish(task, TaskState.DISMISSED)
        return bool(_held(task).update(state=TaskState.WAITING, due_at=timezone.now() + due_in, worker="", **changes))


def _finish(task: Task, state: TaskState, *, error: str = "") -> bool:
    return bool(_held(task).update(state=state, finished_at=timezone.now(), error=error))


def _held(task: Task) -> QuerySet[Task]:
    return Task.objects.filter(pk=task.pk, state=TaskState.RUNNING, worker=task.worker, attempts=task.attempts)
