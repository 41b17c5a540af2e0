"""Planning what to do, doing it, moving it, taking it back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.customers.models import Party
from stamkund.dialogue.events import TaskDone, TaskPlanned, TaskPostponed, TaskReopened, TaskWithdrawn
from stamkund.dialogue.models import Task
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event


@transaction.atomic
def plan_task(
    *, title: str, due_on: date, owner: User, party: Party | None = None, actor: User | None, source: str
) -> Task:
    """Give *owner* something to do by *due_on*."""
    if not title.strip():
        raise ValidationError({"title": _("Write what is to be done.")})
    task = Task.objects.create(title=title.strip(), due_on=due_on, owner=owner, party=party)
    payload = TaskPlanned(task=task.pk, title=task.title, due_on=due_on, owner=owner.name)
    record_event(payload=payload, party=party, actor=actor, source=source)
    return task


@transaction.atomic
def finish_task(*, task: Task, actor: User | None, source: str) -> Task:
    """Say that it is done; saying it twice changes nothing."""
    if Task.objects.filter(pk=task.pk, done_at=None).update(done_at=timezone.now()):
        payload = TaskDone(task=task.pk, title=task.title)
        record_event(payload=payload, party=task.party, actor=actor, source=source)
    task.refresh_from_db()
    return task


@transaction.atomic
def reopen_task(*, task: Task, actor: User | None, source: str) -> Task:
    """Undo: it was not done after all."""
    if Task.objects.filter(pk=task.pk, done_at__isnull=False).update(done_at=None):
        payload = TaskReopened(task=task.pk, title=task.title)
        record_event(payload=payload, party=task.party, actor=actor, source=source)
    task.refresh_from_db()
    return task


@transaction.atomic
def postpone_task(*, task: Task, due_on: date, actor: User | None, source: str) -> Task:
    """Move the day it is due."""
    payload = TaskPostponed(task=task.pk, title=task.title, before=task.due_on, after=due_on)
    task.due_on = due_on
    task.save(update_fields=["due_on"])
    record_event(payload=payload, party=task.party, actor=actor, source=source)
    return task


@transaction.atomic
def withdraw_task(*, task: Task, actor: User | None, source: str) -> None:
    """Undo: nobody has to do it, and the timeline remembers that it was planned. What is done already stays done."""
    withdrawn, _by_table = Task.objects.filter(pk=task.pk, done_at=None).delete()
    if not withdrawn:
        raise ValidationError(_("It is done already."))
    payload = TaskWithdrawn(task=task.pk, title=task.title)
    record_event(payload=payload, party=task.party, actor=actor, source=source)
