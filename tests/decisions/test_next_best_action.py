from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.models import Party
from stamkund.decisions.actions.put_aside import put_aside, take_up
from stamkund.decisions.models import Verdict
from stamkund.decisions.queries import next_best_action, next_best_actions, situation_of, situations
from stamkund.decisions.rules import ActionKind, NextBestAction, Promised, Reason
from stamkund.decisions.wording import in_words
from stamkund.dialogue.actions.plan_task import finish_task, plan_task
from stamkund.dialogue.actions.write_note import withdraw_note, write_note
from stamkund.identity.actions.merge_parties import merge_parties
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.purchases.models import PurchaseKind
from stamkund.staff.models import User


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def buys(party: Party, days: int, amount: int = 1480, kind: str = PurchaseKind.SALE) -> None:
    lines = [NewLine(amount=Decimal(amount))]
    record_purchase(
        party=party, lines=lines, currency="SEK", kind=kind, purchased_at=ago(days), actor=None, source="till"
    )


def test_who_never_bought_is_left_in_peace(karin: Party) -> None:
    assert next_best_action(karin).reason == Reason.NEVER_BOUGHT


def test_the_first_purchase_is_thanked_for_even_before_the_base_is_valued(karin: Party) -> None:
    buys(karin, days=3)
    assert next_best_action(karin).kind == ActionKind.THANK


def test_a_habit_is_read_from_the_documents(karin: Party) -> None:
    for days in (590, 390, 190):
        buys(karin, days)
    assert next_best_action(karin).reason == Reason.DUE_AGAIN


def test_a_return_asks_to_be_mended_until_somebody_speaks(karin: Party, asa: User) -> None:
    buys(karin, days=90)
    buys(karin, days=4, amount=-1480, kind=PurchaseKind.RETURN)
    assert next_best_action(karin).kind == ActionKind.MEND

    note = write_note(party=karin, text="The instep pressed; raised it", actor=asa, source="web")
    assert next_best_action(karin).reason == Reason.JUST_IN_TOUCH
    withdraw_note(event=note, actor=asa, source="web")
    assert next_best_action(karin).kind == ActionKind.MEND


def test_what_was_said_with_a_merged_entry_counts(karin: Party, asa: User) -> None:
    carin = add_party(name="Carin Dalsjö", actor=asa, source="test")
    buys(carin, days=3)
    write_note(party=carin, text="Thanked her", actor=asa, source="web")
    merge_parties(party=carin, survivor=karin, actor=asa, source="web")

    assert next_best_action(karin).reason == Reason.JUST_IN_TOUCH


def test_not_this_is_not_asked_again_until_it_is_taken_up(karin: Party, asa: User) -> None:
    buys(karin, days=3)
    put_aside(party=karin, action=ActionKind.THANK, verdict=Verdict.NOT_THIS, actor=asa, source="web")
    assert next_best_action(karin).kind == ActionKind.REST

    take_up(party=karin, action=ActionKind.THANK, actor=asa, source="web")
    assert next_best_action(karin).kind == ActionKind.THANK


def test_a_reader_answers_nothing(karin: Party, rut: User) -> None:
    with pytest.raises(PermissionDenied):
        put_aside(party=karin, action=ActionKind.THANK, verdict=Verdict.LATER, actor=rut, source="web")


def test_a_page_of_customers_costs_no_more_queries_than_one(karin: Party, bjork: Party) -> None:
    with CaptureQueriesContext(connection) as one:
        next_best_actions([karin.pk])
    with CaptureQueriesContext(connection) as two:
        next_best_actions([karin.pk, bjork.pk])
    assert len(two) == len(one) <= 7


def test_the_suggestion_is_said_as_a_colleague_would(karin: Party) -> None:
    for days in (590, 390, 190):
        buys(karin, days)
    situation = situations([karin.pk])[karin.pk]
    words = in_words(next_best_action(karin), situation)

    assert words.title == "Offer the next one"
    assert words.reason.startswith("Buys about every 7 months; the last time was ")


@pytest.mark.parametrize(
    ("language", "day"), [("en", "9 Jan 2025"), ("sv", "9 jan. 2025"), ("nb", "9. jan. 2025")], ids=["en", "sv", "nb"]
)
def test_a_reason_writes_its_day_as_its_language_does(karin: Party, language: str, day: str) -> None:
    told = replace(situations([karin.pk])[karin.pk], last_purchase_on=date(2025, 1, 9))
    with override(language):
        words = in_words(NextBestAction(ActionKind.OFFER, Reason.DUE_AGAIN), told)

    assert words.reason.endswith(f" {day}.")


def test_a_task_that_is_late_is_said_with_its_own_title(karin: Party, asa: User) -> None:
    buys(karin, days=3)
    ahead, late = (timezone.localdate() + timedelta(days=days) for days in (5, -2))
    plan_task(title="Later", due_on=ahead, owner=asa, party=karin, actor=asa, source="test")
    task = plan_task(title="Send the sketch", due_on=late, owner=asa, party=karin, actor=asa, source="test")
    situation = situations([karin.pk])[karin.pk]
    words = in_words(next_best_action(karin), situation)
    assert words.title == "Send the sketch"
    assert words.reason.startswith("It should have been done on ")

    finish_task(task=task, actor=asa, source="test")
    assert next_best_action(karin).kind == ActionKind.THANK


def test_a_task_planned_with_a_merged_entry_counts_the_earliest_first(karin: Party, asa: User) -> None:
    carin, today = add_party(name="Carin Dalsjö", actor=asa, source="test"), timezone.localdate()
    plan_task(title="Today", due_on=today, owner=asa, party=karin, actor=asa, source="test")
    plan_task(title="Late", due_on=today - timedelta(days=1), owner=asa, party=carin, actor=asa, source="test")
    merge_parties(party=carin, survivor=karin, actor=asa, source="web")

    situation = situations([karin.pk])[karin.pk]
    assert situation.task == Promised("Late", today - timedelta(days=1))
    assert situation_of(karin.pk, [karin.pk, carin.pk], None, situation.task) == situation


def test_nobody_has_no_situation() -> None:
    assert situations([]) == {}
