"""Tasks that come by the clock, without cron: ``config/schedule.py`` lists them on one page, any worker starts them."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from stamkund.worker.models import NextRun, Task
from stamkund.worker.rules import Rhythm
from stamkund.worker.tasks import declared_task

_rhythms: dict[str, Rhythm] = {}


def install(rhythms: Mapping[str, Rhythm]) -> None:
    """Replace what comes by the clock: name of a declared task without arguments → its rhythm."""
    _rhythms.clear()
    _rhythms.update(rhythms)


def installed() -> Mapping[str, Rhythm]:
    """Return what comes by the clock."""
    return dict(_rhythms)


def start_scheduled() -> list[Task]:
    """Store every task whose time has come, once however many workers ask; what was missed while down is done once."""
    started = (_start_if_due(name, rhythm) for name, rhythm in _rhythms.items())
    return [task for task in started if task is not None]


def _start_if_due(name: str, rhythm: Rhythm) -> Task | None:
    now = timezone.now()
    following = rhythm.next_after(now, timezone.get_default_timezone())
    next_run, is_new = NextRun.objects.get_or_create(schedule=name, defaults={"at": following})
    if next_run.at > following:  # somebody moved it to an earlier time of day
        NextRun.objects.filter(pk=next_run.pk, at=next_run.at).update(at=following)
    if is_new or next_run.at > now:
        return None
    with transaction.atomic():
        if not NextRun.objects.filter(pk=next_run.pk, at=next_run.at).update(at=following):
            return None
        return declared_task(name).enqueue(unique="by the clock")
