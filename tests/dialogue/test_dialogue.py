from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pydantic import ValidationError as PayloadError

from stamkund.customers.models import Party
from stamkund.dialogue.actions.log_contact import log_call, log_meeting, log_visit
from stamkund.dialogue.actions.plan_task import finish_task, plan_task, postpone_task, reopen_task, withdraw_task
from stamkund.dialogue.queries import tasks_due
from stamkund.staff.models import User
from stamkund.timeline.models import Channel, Event

FRIDAY = date(2026, 11, 20)


def test_calls_visits_and_meetings_say_where_and_how_long(karin: Party, asa: User) -> None:
    call = log_call(party=karin, text="The heel", minutes=12, incoming=True, actor=asa, source="web")
    visit = log_visit(party=karin, text="Measured", actor=asa, source="web")
    meeting = log_meeting(party=karin, text="Wedding shoes", place="Falun", actor=asa, source="web")

    assert (call.data["minutes"], call.channel) == (12, Channel.PHONE)
    assert (visit.channel, meeting.channel) == (Channel.SHOP, Channel.VISIT)


@pytest.mark.parametrize("minutes", [-1, 100_000])
def test_minutes_that_cannot_be_are_refused(karin: Party, asa: User, minutes: int) -> None:
    with pytest.raises(PayloadError, match="minutes"):
        log_call(party=karin, text="", minutes=minutes, actor=asa, source="web")


def test_a_task_waits_until_it_is_done_and_done_once(karin: Party, asa: User) -> None:
    task = plan_task(title="Send sketch", due_on=FRIDAY, owner=asa, party=karin, actor=asa, source="web")
    assert list(tasks_due(asa, until=FRIDAY)) == [task]
    for _ in range(2):
        finish_task(task=task, actor=asa, source="web")

    assert not tasks_due(asa, until=FRIDAY).exists()
    assert Event.objects.filter(kind="task.done").count() == 1


def test_a_finished_task_can_be_taken_up_again(karin: Party, asa: User) -> None:
    task = plan_task(title="Send sketch", due_on=FRIDAY, owner=asa, party=karin, actor=asa, source="web")
    finish_task(task=task, actor=asa, source="web")

    assert reopen_task(task=task, actor=asa, source="web").done_at is None


def test_a_postponed_task_is_due_later(karin: Party, asa: User) -> None:
    task = plan_task(title="Send sketch", due_on=FRIDAY, owner=asa, party=karin, actor=asa, source="web")
    postpone_task(task=task, due_on=date(2026, 12, 1), actor=asa, source="web")

    assert not tasks_due(asa, until=FRIDAY).exists()


def test_a_task_taken_back_waits_for_nobody_and_is_remembered(karin: Party, asa: User) -> None:
    task = plan_task(title="Send sketch", due_on=FRIDAY, owner=asa, party=karin, actor=asa, source="web")
    withdraw_task(task=task, actor=asa, source="web")

    assert not tasks_due(asa, until=FRIDAY).exists()
    told = [event.kind for event in karin.events.filter(kind__startswith="task.").order_by("id")]
    assert told == ["task.planned", "task.withdrawn"]


def test_what_is_done_is_not_taken_back(karin: Party, asa: User) -> None:
    task = plan_task(title="Send sketch", due_on=FRIDAY, owner=asa, party=karin, actor=asa, source="web")
    finish_task(task=task, actor=asa, source="web")
    with pytest.raises(ValidationError, match="done already"):
        withdraw_task(task=task, actor=asa, source="web")

    assert not Event.objects.filter(kind="task.withdrawn").exists()


def test_a_task_says_what_is_to_be_done(asa: User) -> None:
    with pytest.raises(ValidationError, match="what is to be done"):
        plan_task(title=" ", due_on=FRIDAY, owner=asa, actor=asa, source="web")


def test_a_reader_finishes_nothing(karin: Party, asa: User, rut: User) -> None:
    task = plan_task(title="Send sketch", due_on=FRIDAY, owner=asa, party=karin, actor=asa, source="web")
    with pytest.raises(PermissionDenied):
        finish_task(task=task, actor=rut, source="web")

    task.refresh_from_db()
    assert task.done_at is None
