import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from stamkund.api.forgetting import forget_old
from stamkund.api.guesses import this_minute
from stamkund.api.models import Answer, Guess
from stamkund.config.schedule import SCHEDULE
from stamkund.customers.models import Party
from stamkund.purchases.models import Purchase
from stamkund.staff.actions.add_staff import add_staff
from stamkund.staff.actions.change_staff import change_staff
from stamkund.staff.models import StaffRole, User
from stamkund.worker.tasks import declared_task, discover_tasks
from tests.api.conftest import Program, program_of

SALE = {"lines": [{"amount": "1480"}], "currency": "SEK"}


def test_the_same_key_and_body_answers_the_same_and_writes_once(till: Program) -> None:
    first, second = (till.post("purchases", SALE, Idempotency_Key="k-1") for _ in range(2))

    assert (first.status_code, first.content) == (second.status_code, second.content) == (201, first.content)
    assert Purchase.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(till: Program) -> None:
    till.post("purchases", SALE, Idempotency_Key="k-1")

    response = till.post("purchases", SALE | {"currency": "NOK"}, Idempotency_Key="k-1")

    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == "header/Idempotency-Key"
    assert Purchase.objects.count() == 1


def test_the_same_key_on_another_address_is_refused(till: Program, karin: Party, bjork: Party) -> None:
    till.post(f"parties/{karin.public_id}/events", {"text": "Hello"}, Idempotency_Key="k-1")

    response = till.post(f"parties/{bjork.public_id}/events", {"text": "Hello"}, Idempotency_Key="k-1")

    assert response.status_code == 422
    assert not bjork.events.filter(kind="note.written").exists()


def test_another_member_of_staff_may_use_the_same_key(till: Program, asa: User, client: Client) -> None:
    till.post("purchases", SALE, Idempotency_Key="k-1")
    program_of(asa, client).post("purchases", SALE, Idempotency_Key="k-1")

    assert Purchase.objects.count() == 2


def test_what_was_refused_may_be_sent_again_with_the_same_key(till: Program) -> None:
    refused = till.post("purchases", SALE | {"currency": "XYZ"}, Idempotency_Key="k-1")
    mended = till.post("purchases", SALE, Idempotency_Key="k-1")

    assert (refused.status_code, mended.status_code) == (422, 201)
    assert Answer.objects.count() == 1


def test_without_a_key_every_request_is_its_own(till: Program) -> None:
    till.post("purchases", SALE)
    till.post("purchases", SALE)

    assert Purchase.objects.count() == 2
    assert not Answer.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb", "nyckel-å"])
def test_a_key_that_cannot_be_one_is_refused(till: Program, key: str) -> None:
    assert till.post("purchases", SALE, Idempotency_Key=key).status_code == 400


def test_a_stored_answer_is_not_for_somebody_who_may_no_longer_write(till: Program, jonas: User, asa: User) -> None:
    till.post("purchases", SALE, Idempotency_Key="k-1")
    change_staff(user=jonas, changes={"role": StaffRole.READER}, actor=asa, source="test")

    assert till.post("purchases", SALE, Idempotency_Key="k-1").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_same_request_eight_times_at_once_writes_once() -> None:
    jonas = add_staff(email="jonas@sala.example", name="Jonas Berg", password="en-lång-fras", source="test")
    till = program_of(jonas, Client())
    together, answers = threading.Barrier(8), list[Any]()

    def send() -> None:
        try:
            together.wait()
            answers.append(Program(till.secret, Client()).post("purchases", SALE, Idempotency_Key="k-1"))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [201] * 8
    assert len({answer.content for answer in answers}) == 1
    assert Purchase.objects.count() == 1


def test_answers_are_forgotten_after_thirty_days_and_the_key_is_then_new(till: Program) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=31)):
        till.post("purchases", SALE, Idempotency_Key="old")
    till.post("purchases", SALE, Idempotency_Key="young")

    assert forget_old() == 1
    for key in ("old", "young"):
        assert till.post("purchases", SALE, Idempotency_Key=key).status_code == 201

    assert Purchase.objects.count() == 3


def test_forgetting_comes_by_the_clock_and_takes_guesses_with_it(db: None) -> None:
    Guess.objects.create(address="10.0.0.1", minute=this_minute() - 2, count=3)

    discover_tasks()
    declared_task(next(name for name in SCHEDULE if name.startswith("api.")))()

    assert not Guess.objects.exists()
