"""Putting a failed task aside."""

from django.utils import timezone

from stamkund.worker.models import Task, TaskState


def dismiss_task(*, task: Task) -> Task:
    """Say that a failed task need not be done; a task that has not failed is left alone."""
    Task.objects.filter(pk=task.pk, state=TaskState.FAILED).update(
        state=TaskState.DISMISSED, finished_at=timezone.now()
    )
    task.refresh_from_db()
    return task
