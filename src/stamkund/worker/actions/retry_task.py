"""Trying a failed task again."""

from django.db import transaction
from django.utils import timezone

from stamkund.worker.actions.enqueue_task import enqueue_task
from stamkund.worker.models import Task, TaskState


@transaction.atomic
def retry_task(*, task: Task) -> Task:
    """Give a failed task all its attempts again, now; a task that has not failed is left alone.

    Where the same work already waits (its ``wanted_key``), the failed one is only dismissed.
    """
    if not Task.objects.filter(pk=task.pk, state=TaskState.FAILED).update(
        state=TaskState.DISMISSED, finished_at=timezone.now()
    ):
        return task
    return enqueue_task(
        name=task.name, arguments=task.arguments, queue=task.queue, retries=task.retries, unique=task.wanted_key
    )
