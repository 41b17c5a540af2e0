"""What somebody must still do for a customer."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from stamkund.customers.models import Party


class Task(models.Model):
    """A dated thing to do, owned by one member of staff, with or without a customer."""

    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="tasks")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tasks")
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("owner", "due_on"), condition=models.Q(done_at=None), name="task_waiting"),)

    def __str__(self) -> str:
        return self.title
