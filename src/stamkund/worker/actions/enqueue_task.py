"""Storing work to be done later."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from stamkund.worker.models import Task, TaskState


def enqueue_task(
    *,
    name: str,
    arguments: dict[str, Any],
    queue: str = "default",
    retries: int = 5,
    unique: str | None = None,
    run_after: datetime | None = None,
) -> Task:
    """Store one task in the current transaction; with a *unique* key, return the one that already waits."""
    task = Task(
        name=name,
        arguments=arguments,
        queue=queue,
        retries=retries,
        wanted_key=unique,
        due_at=run_after or timezone.now(),
    )
    if unique is None:
        task.save(force_insert=True)
        return task
    return _store_once(task)


@transaction.atomic
def _store_once(task: Task) -> Task:
    waiting = Task.objects.filter(name=task.name, wanted_key=task.wanted_key, state=TaskState.WAITING)
    while True:
        # The lock keeps a worker from starting the stored task before this transaction's own change can be seen.
        if stored := waiting.select_for_update().first():
            return stored
        Task.objects.bulk_create([task], ignore_conflicts=True)
