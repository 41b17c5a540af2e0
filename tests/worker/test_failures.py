from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from stamkund.worker.actions.dismiss_task import dismiss_task
from stamkund.worker.actions.forget_finished import forget_finished
from stamkund.worker.actions.retry_task import retry_task
from stamkund.worker.models import Task, TaskState
from stamkund.worker.queries import failed_tasks, progress_of
from stamkund.worker.rules import LONGEST_PAUSE
from stamkund.worker.runner import work_off
from tests.worker.conftest import burn_leather, done, sole_shoe

pytestmark = pytest.mark.django_db


def fail_for_good() -> Task:
    task = burn_leather.enqueue(shoe="Oxford")
    start = timezone.now()
    for attempt in range(3):
        with time_machine.travel(start + attempt * LONGEST_PAUSE, tick=False):
            work_off()
    task.refresh_from_db()
    return task


def test_a_failing_task_waits_before_it_is_tried_again() -> None:
    task = burn_leather.enqueue(shoe="Oxford")
    assert work_off() == 1
    task.refresh_from_db()

    assert task.state == TaskState.WAITING
    assert task.due_at > timezone.now()
    assert "the leather of Oxford is burnt" in task.error


def test_a_task_that_fails_every_time_is_given_up_and_shown() -> None:
    task = fail_for_good()

    assert (task.state, task.attempts) == (TaskState.FAILED, 3)
    assert [failed.pk for failed in failed_tasks()] == [task.pk]
    assert progress_of(task).error == "ValueError: the leather of Oxford is burnt"


def test_a_failed_task_does_not_hinder_the_next() -> None:
    burn_leather.enqueue(shoe="Oxford")
    sole_shoe.enqueue(shoe="Derby")
    work_off()

    assert done == ["Derby"]


def test_a_task_no_version_knows_fails_with_a_clear_reason() -> None:
    task = Task.objects.create(name="cobbler.gone", retries=0)
    work_off()
    task.refresh_from_db()

    assert task.state == TaskState.FAILED
    assert "no task is called 'cobbler.gone' in this version" in task.error


def test_retrying_gives_all_attempts_again() -> None:
    failed = fail_for_good()
    again = retry_task(task=failed)
    work_off()
    again.refresh_from_db()

    assert (again.state, again.attempts) == (TaskState.WAITING, 1)
    assert not failed_tasks().exists()


def test_retrying_twice_stores_the_work_once() -> None:
    failed = fail_for_good()
    retry_task(task=failed)
    retry_task(task=failed)

    assert Task.objects.filter(state=TaskState.WAITING).count() == 1


def test_a_dismissed_task_is_never_tried_again() -> None:
    failed = dismiss_task(task=fail_for_good())

    assert failed.state == TaskState.DISMISSED
    assert work_off() == 0


def test_only_a_failed_task_can_be_dismissed() -> None:
    waiting = sole_shoe.enqueue(shoe="Oxford")

    assert dismiss_task(task=waiting).state == TaskState.WAITING


def test_what_is_over_is_forgotten_after_two_weeks_but_failures_stay() -> None:
    sole_shoe.enqueue(shoe="Oxford")
    failed = fail_for_good()
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        forget_finished()

    assert list(Task.objects.all()) == [failed]
