"""How far a task has come, for the page that waits for it."""

import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from stamkund.worker.models import Task, TaskState

PAUSE_SECONDS = 0.3


class WorkerStopping(BaseException):
    """The worker is asked to stop: the task is given back at a place where it can go on."""


class LostTaskError(Exception):
    """The lease ended and another worker took the task: this one leaves it alone."""


@dataclass(slots=True)
class Assignment:
    """The task this process works on, and whether it is asked to stop."""

    task: Task
    is_stopping: Callable[[], bool]
    reported_at: float = field(default=0.0)


current: ContextVar[Assignment | None] = ContextVar("current", default=None)


def report_progress(*, done: int, total: int | None = None, sentence: str = "") -> None:
    """Tell whoever waits how far this task has come; call it between two transactions.

    *sentence* is an English message id marked with ``gettext_noop``; the page translates it and fills in ``%(done)s``
    and ``%(total)s``. Outside a worker nothing happens. When the worker must stop, it stops here.
    """
    assignment = current.get()
    if assignment is None:
        return
    if assignment.is_stopping():
        raise WorkerStopping
    now = time.monotonic()
    if now - assignment.reported_at < PAUSE_SECONDS and done != total:
        return
    assignment.reported_at = now
    task = assignment.task
    held = Task.objects.filter(pk=task.pk, state=TaskState.RUNNING, worker=task.worker, attempts=task.attempts)
    if not held.update(done=done, total=total, sentence=sentence):
        raise LostTaskError(f"another worker took over {task.name}")
