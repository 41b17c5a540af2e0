"""Tasks, the workers that do them, and when scheduled ones come next."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone


class TaskState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DISMISSED = "dismissed"


UNFINISHED = (TaskState.WAITING, TaskState.RUNNING)


class Task(models.Model):
    """One piece of work. ``due_at`` says from when a worker may take it: after its delay, or, for a task that runs,
    when the lease of its worker ends. ``wanted_key`` names work that need not wait twice.
    """

    name = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=32, default="default")
    wanted_key = models.CharField(max_length=200, null=True)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    retries = models.PositiveSmallIntegerField(default=5)
    worker = models.CharField(max_length=80, blank=True)
    enqueued_at = models.DateTimeField(default=timezone.now, db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    sentence = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("name", "wanted_key"), condition=models.Q(state="waiting"), name="task_waits_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at", "id"), condition=models.Q(state__in=("waiting", "running")), name="task_unfinished"
            ),
            models.Index(fields=("state", "-finished_at"), name="task_finished"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class Worker(models.Model):
    """A process that does tasks, and when it last gave a sign of life."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class NextRun(models.Model):
    """When a scheduled task comes next. Whoever moves ``at`` forward is the one who stores the task."""

    schedule = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.schedule} {self.at:%Y-%m-%d %H:%M}"
