from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from stamkund.customers.models import Party
from stamkund.dialogue.actions.plan_task import plan_task
from stamkund.dialogue.actions.write_note import write_note
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.staff.models import User
from stamkund.timeline.models import Event, Look
from stamkund.valuation.models import Run

Bound = Callable[[int], AbstractContextManager[object]]
HTMX = {"HX-Request": "true"}


def etag_of(client: Client, party: Party) -> str:
    return str(client.get(f"/customers/{party.public_id}").context["card"].version.etag)


def ask(client: Client, party: Party, etag: str) -> int:
    return client.get(f"/customers/{party.public_id}/live", headers={"If-None-Match": etag}).status_code


def test_an_open_card_is_told_nothing_while_nothing_happens(as_asa: Client, karin: Party) -> None:
    assert ask(as_asa, karin, etag_of(as_asa, karin)) == 304


def test_whatever_anybody_records_reaches_an_open_card(as_asa: Client, karin: Party, jonas: User) -> None:
    etag = etag_of(as_asa, karin)
    write_note(party=karin, text="Rang just now", actor=jonas, source="web")

    answer = as_asa.get(f"/customers/{karin.public_id}/live", headers={"If-None-Match": etag})
    assert "Rang just now" in answer.text
    assert answer.text.count('hx-swap-oob="outerMorph"') == 4
    assert "composer" not in answer.text
    assert ask(as_asa, karin, answer.headers["ETag"]) == 304


def test_what_happens_to_others_does_not(as_asa: Client, karin: Party, bjork: Party, jonas: User) -> None:
    etag = etag_of(as_asa, karin)
    write_note(party=bjork, text="Elsewhere", actor=jonas, source="web")

    assert ask(as_asa, karin, etag) == 304


def test_the_question_is_cheap(as_asa: Client, karin: Party, django_assert_max_num_queries: Bound) -> None:
    etag = etag_of(as_asa, karin)
    with django_assert_max_num_queries(7):
        assert ask(as_asa, karin, etag) == 304


def test_only_what_was_not_on_the_screen_arrives(as_asa: Client, karin: Party, jonas: User) -> None:
    held = etag_of(as_asa, karin).strip('"')
    write_note(party=karin, text="New", actor=jonas, source="web")

    card = as_asa.get(f"/customers/{karin.public_id}/live", {"version": held}).context["card"]
    arrived = [(entry.body, entry.has_arrived) for day in card.timeline.days for entry in day.entries]
    assert arrived == [("New", True), ("", False)]


def test_looking_is_remembered_and_polling_is_not_looking(as_asa: Client, karin: Party, asa: User) -> None:
    as_asa.get(f"/customers/{karin.public_id}")
    Look.objects.update(at=timezone.now() - timedelta(hours=3))
    before = Look.objects.get().at

    as_asa.get(f"/customers/{karin.public_id}/live")
    as_asa.get(f"/customers/{karin.public_id}/timeline")
    assert Look.objects.get().at == before
    as_asa.get(f"/customers/{karin.public_id}")
    assert Look.objects.get().before == before


def test_before_the_base_is_valued_the_card_says_so(as_asa: Client, karin: Party, asa: User) -> None:
    assert "Valued from the first purchase on." in as_asa.get(f"/customers/{karin.public_id}").text
    record_purchase(party=karin, lines=[NewLine(amount=Decimal(9))], currency="SEK", actor=asa, source="till")
    assert "Not valued yet" in as_asa.get(f"/customers/{karin.public_id}").text


def test_a_purchase_revises_value_and_next_action_in_the_same_answer(as_asa: Client, valued: Run) -> None:
    customer = Party.objects.filter(value__probability_alive__lt=0.5).order_by("-value__clv")[0]
    card = f"/customers/{customer.public_id}"
    before = as_asa.get(card).context["card"]
    written = {"kind": "purchase", "amount": "1500", "currency": "SEK", "version": str(before.version)}
    answer = as_asa.post(f"{card}/entries", written, headers=HTMX)
    after = answer.context["card"]

    assert after.worth.value.probability_alive > before.worth.value.probability_alive
    assert after.worth.value.clv.amount > before.worth.value.clv.amount
    assert after.is_revalued
    assert "fade-new" in answer.text
    assert ask(as_asa, customer, before.version.etag) == 200


def test_a_value_explains_itself(as_asa: Client, valued: Run) -> None:
    customer = Party.objects.filter(value__isnull=False).order_by("-value__clv")[0]
    page = as_asa.get(f"/customers/{customer.public_id}").text

    for said in ("Value, next 3 years", "Why?", "In 8 cases of 10", "still with us", "learnt from everybody as of"):
        assert said in page


def test_what_is_due_comes_before_what_is_suggested(as_asa: Client, karin: Party, asa: User) -> None:
    plan_task(title="Sketch", due_on=timezone.localdate(), owner=asa, party=karin, actor=asa, source="test")
    plan_task(title="Later", due_on=date(2099, 1, 1), owner=asa, party=karin, actor=asa, source="test")
    card = as_asa.get(f"/customers/{karin.public_id}").context["card"]

    assert card.action.task.title == "Sketch"
    assert [task.title for task in card.other_tasks] == ["Later"]


def test_a_suggestion_is_put_aside_with_undo(as_asa: Client, karin: Party, asa: User) -> None:
    at = timezone.now() - timedelta(days=20)
    lines = [NewLine(amount=Decimal(900))]
    record_purchase(party=karin, lines=lines, currency="SEK", purchased_at=at, actor=asa, source="till")
    card = f"/customers/{karin.public_id}"
    assert as_asa.get(card).context["card"].action.kind == "thank"

    answer = as_asa.post(f"{card}/answers", {"action": "thank", "verdict": "not_this"}, headers=HTMX)
    assert answer.context["card"].action.kind != "thank"
    notice = answer.context["notice"]
    answer = as_asa.post(notice.undo, notice.fields, headers=HTMX)
    assert answer.context["card"].action.kind == "thank"


@pytest.mark.parametrize("said", [{}, {"action": "dance", "verdict": "later"}, {"action": "save", "verdict": "never"}])
def test_an_answer_to_nothing_is_not_found(as_asa: Client, karin: Party, said: dict[str, str]) -> None:
    before = Event.objects.count()

    assert as_asa.post(f"/customers/{karin.public_id}/answers", said).status_code == 404
    assert Event.objects.count() == before


def test_a_list_can_say_who_somebody_is_in_short(
    as_asa: Client, karin: Party, asa: User, django_assert_max_num_queries: Bound
) -> None:
    write_note(party=karin, text="Likes round toes", actor=asa, source="web")
    with django_assert_max_num_queries(20):
        peek = as_asa.get(f"/customers/{karin.public_id}/peek").text

    for said in ("Karin Dalsjö", "Likes round toes", "karin@dalsjo.example"):
        assert said in peek
    assert "<html" not in peek
