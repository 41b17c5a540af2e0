from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from stamkund.config.schedule import SCHEDULE
from stamkund.worker.models import Task
from stamkund.worker.rules import Every
from stamkund.worker.schedule import install, start_scheduled
from stamkund.worker.tasks import declared_task, discover_tasks, task

pytestmark = pytest.mark.django_db


@task()
def sweep_floor() -> None:
    """Nothing is left on the floor."""


@pytest.fixture
def _swept_hourly() -> Iterator[None]:
    install({sweep_floor.name: Every(timedelta(hours=1))})
    start_scheduled()
    yield
    install(SCHEDULE)


@pytest.mark.usefixtures("_swept_hourly")
def test_a_scheduled_task_is_not_stored_before_its_time() -> None:
    assert start_scheduled() == []


@pytest.mark.usefixtures("_swept_hourly")
def test_a_scheduled_task_is_stored_once_however_many_workers_ask() -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert len(start_scheduled()) == 1
        assert start_scheduled() == []


@pytest.mark.usefixtures("_swept_hourly")
def test_what_was_missed_while_nobody_worked_is_done_once() -> None:
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        start_scheduled()

    assert Task.objects.filter(name=sweep_floor.name).count() == 1


@pytest.mark.usefixtures("_swept_hourly")
def test_a_time_moved_forward_counts_at_once() -> None:
    install({sweep_floor.name: Every(timedelta(minutes=1))})
    start_scheduled()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert len(start_scheduled()) == 1


def test_everything_on_the_schedule_is_a_declared_task() -> None:
    discover_tasks()

    assert [declared_task(name).name for name in SCHEDULE] == list(SCHEDULE)
