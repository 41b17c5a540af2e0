from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import write_note
from stamkund.staff.models import User
from stamkund.timeline.models import Event
from stamkund.timeline.reactions import install
from stamkund.worker.models import Task, TaskState
from stamkund.worker.runner import work_off
from stamkund.worker.tasks import task
from tests.worker.conftest import done, sole_shoe

pytestmark = pytest.mark.django_db


def test_a_stored_task_is_done_once() -> None:
    sole_shoe.enqueue(shoe="Oxford")

    assert work_off() == 1
    assert work_off() == 0
    assert done == ["Oxford"]


def test_tasks_are_done_in_the_order_they_fell_due() -> None:
    sole_shoe.enqueue(shoe="second")
    sole_shoe.enqueue(shoe="first", run_after=timezone.now() - timedelta(minutes=1))
    work_off()

    assert done == ["first", "second"]


def test_a_task_is_not_taken_before_its_time() -> None:
    sole_shoe.enqueue(shoe="Oxford", run_after=timezone.now() + timedelta(hours=1))

    assert work_off() == 0


def test_the_same_work_waits_only_once() -> None:
    first = sole_shoe.enqueue(shoe="Oxford", unique="oxford")
    again = sole_shoe.enqueue(shoe="Oxford", unique="oxford")
    other = sole_shoe.enqueue(shoe="Derby", unique="derby")

    assert first.pk == again.pk != other.pk
    assert work_off() == 2


def test_what_is_wanted_again_after_it_began_is_done_again() -> None:
    sole_shoe.enqueue(shoe="Oxford", unique="oxford")
    work_off()
    sole_shoe.enqueue(shoe="Oxford", unique="oxford")
    work_off()

    assert done == ["Oxford", "Oxford"]


def test_a_transaction_that_fails_takes_its_task_along() -> None:
    @transaction.atomic
    def change_your_mind() -> None:
        sole_shoe.enqueue(shoe="Oxford")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change_your_mind()

    assert not Task.objects.exists()


def test_arguments_that_json_cannot_say_are_refused() -> None:
    with pytest.raises(TypeError):
        sole_shoe.enqueue(shoe=object())


def test_a_deferred_reaction_gets_the_event(karin: Party, asa: User) -> None:
    seen: list[int] = []

    @task()
    def read_note(*, event_id: int) -> None:
        seen.append(event_id)

    from stamkund.config.reactions import REACTIONS  # noqa: PLC0415  (put back what the product has)

    install({"note.written": (read_note.later,)})
    try:
        event = write_note(party=karin, text="Wide heel", actor=asa, source="test")
    finally:
        install(REACTIONS)
    work_off()

    assert seen == [event.pk]
    assert Event.objects.get(pk=event.pk).kind == "note.written"


def test_a_task_called_directly_is_the_plain_function() -> None:
    sole_shoe(shoe="Oxford")

    assert done == ["Oxford"]
    assert not Task.objects.filter(state=TaskState.DONE).exists()
