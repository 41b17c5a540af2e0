"""Doing one task."""

import logging
import traceback
from collections.abc import Callable
from datetime import timedelta

from stamkund.worker.claims import LEASE, claim_task, fail_attempt, finish_task, give_back
from stamkund.worker.models import Task
from stamkund.worker.progress import Assignment, LostTaskError, WorkerStopping, current
from stamkund.worker.tasks import declared_task, discover_tasks

logger = logging.getLogger(__name__)


def _never() -> bool:
    return False


def run_next(
    worker: str,
    *,
    queues: tuple[str, ...] = (),
    lease: timedelta = LEASE,
    is_stopping: Callable[[], bool] = _never,
) -> bool:
    """Do the task that is due first; ``False`` when there is none."""
    task = claim_task(worker, queues=queues, lease=lease)
    if task is None:
        return False
    run_task(task, is_stopping=is_stopping)
    return True


def run_task(task: Task, *, is_stopping: Callable[[], bool] = _never) -> None:
    """Do a claimed task and say how it ended. Whatever it raises is kept with it and never stops the worker."""
    token = current.set(Assignment(task, is_stopping))
    try:
        declared_task(task.name)(**task.arguments)
    except WorkerStopping:
        give_back(task)
    except LostTaskError:
        logger.warning("task %s (%s) was taken over", task.pk, task.name)
    except Exception:
        logger.exception("task %s (%s) failed, attempt %s", task.pk, task.name, task.attempts)
        fail_attempt(task, traceback.format_exc())
    else:
        finish_task(task)
    finally:
        current.reset(token)


def work_off(*, queues: tuple[str, ...] = ()) -> int:
    """Do everything that is due, here and now, and return how many tasks that was: for the demo and for tests."""
    discover_tasks()
    count = 0
    while run_next("here", queues=queues):
        count += 1
    return count
