"""Forgetting tasks that are over."""

from datetime import timedelta

from django.utils import timezone

from stamkund.worker.models import Task, TaskState

KEPT_FOR = timedelta(days=14)


def forget_finished() -> int:
    """Delete tasks that were done or dismissed two weeks ago; failures stay until somebody looks at them."""
    over = Task.objects.filter(state__in=(TaskState.DONE, TaskState.DISMISSED))
    return over.filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()[0]
