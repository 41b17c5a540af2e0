"""Two entries of one customer are joined on the card that stays, and parted again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import ContactKind, Party
from stamkund.identity.actions.merge_parties import merge_parties
from stamkund.identity.models import Merge
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.staff.models import User
from stamkund.valuation.models import Equity, Run, Value

Bound = Callable[[int], AbstractContextManager[object]]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def carin(asa: User) -> Party:
    """The same Karin, written down twice."""
    mora = NewContactPoint(kind=ContactKind.POSTAL, city="Mora")
    carin = add_party(given_name="Carin", family_name="Dalsjö", contact_points=[mora], actor=asa, source="test")
    lines = [NewLine(amount=Decimal(480), description="Laces")]
    record_purchase(party=carin, lines=lines, currency="SEK", actor=asa, source="till", key="1")
    return carin


def merges(party: Party, page: str) -> str:
    return f"/customers/{party.public_id}/merges/{page}"


def join(client: Client, survivor: Party, other: object) -> Any:
    return client.post(merges(survivor, "new"), {"party": str(other), "whom": "x"}, headers=HTMX)


def test_the_card_asks_and_shows_both(as_asa: Client, karin: Party, carin: Party) -> None:
    assert merges(karin, "new") in as_asa.get(f"/customers/{karin.public_id}").text
    asked = as_asa.get(merges(karin, "new")).text

    for said in ("Karin Dalsjö stays.", "Falun", "Carin Dalsjö", "Mora", "1 purchase", "You can part them again."):
        assert said in asked
    assert f'value="{carin.public_id}"' in asked
    assert f'value="{karin.public_id}"' not in asked


def test_others_are_found_as_one_types(as_asa: Client, karin: Party, bjork: Party) -> None:
    found = as_asa.get(merges(karin, "candidates"), {"whom": "bjö"}).text
    assert "Bjørk &amp; Ærlig AS" in found
    assert "nothing bought yet" in found
    assert "Nobody else in the register" in as_asa.get(merges(karin, "candidates"), {"whom": "dals"}).text
    assert "radio" not in as_asa.get(merges(karin, "candidates"), {"whom": " "}).text


def test_asking_costs_a_bounded_number_of_questions(
    as_asa: Client, karin: Party, asa: User, django_assert_max_num_queries: Bound
) -> None:
    for number in range(12):
        add_party(given_name=f"K{number}", family_name="Dalsjö", actor=asa, source="test")
    with django_assert_max_num_queries(22):
        assert as_asa.get(merges(karin, "new")).text.count('type="radio"') == 6


def test_joining_tells_the_timeline_and_is_undone(as_asa: Client, karin: Party, carin: Party) -> None:
    answer = join(as_asa, karin, carin.public_id)
    assert "Carin Dalsjö is one with this customer now." in answer.text
    carin.refresh_from_db()
    assert carin.merged_into == karin
    assert "Joined with <b>Carin Dalsjö</b>" in as_asa.get(f"/customers/{karin.public_id}?show=register").text

    notice = answer.context["notice"]
    assert as_asa.post(notice.undo, notice.fields, headers=HTMX).status_code == 200
    carin.refresh_from_db()
    assert carin.merged_into is None


def test_value_equity_and_next_action_are_revised_in_the_same_answer(as_asa: Client, valued: Run) -> None:
    one, two = Party.objects.order_by("-value__clv")[:2]
    before, equity = Value.objects.get(pk=one.pk).clv, Equity.objects.get(pk=1)
    answer = join(as_asa, one, two.public_id)

    card = answer.context["card"]
    now = Equity.objects.get(pk=1)
    assert card.worth.value.clv.amount == Value.objects.get(pk=one.pk).clv != before
    assert (now.customers, now.total != equity.total) == (equity.customers - 1, True)
    assert 'id="next"' in answer.text

    notice = answer.context["notice"]
    parted = as_asa.post(notice.undo, notice.fields, headers=HTMX)
    assert abs(parted.context["card"].worth.value.clv.amount - before) <= Decimal("0.02")
    assert Equity.objects.get(pk=1).customers == equity.customers


def test_nobody_or_oneself_is_refused_in_the_dialog(as_asa: Client, karin: Party) -> None:
    for other, said in (("", "Choose who it is."), (karin.public_id, "These two cannot be joined")):
        answer = join(as_asa, karin, other)
        assert answer.status_code == 422
        assert said in answer.text
    assert join(as_asa, karin, uuid4()).status_code == 404
    assert not Merge.objects.exists()


def test_an_entry_that_became_another_customer_does_not_bring_that_one(
    as_asa: Client, karin: Party, carin: Party, bjork: Party
) -> None:
    merge_parties(party=carin, survivor=bjork, actor=None, source="test")

    assert join(as_asa, karin, carin.public_id).status_code == 422
    bjork.refresh_from_db()
    assert bjork.merged_into is None


def test_a_hidden_customer_is_not_found_on_either_side(
    client: Client, karin: Party, carin: Party, asa: User, jonas: User
) -> None:
    restrict_party(party=carin, staff=[], reason="Protected address", actor=asa, source="test")
    client.force_login(jonas)

    assert "Carin" not in client.get(merges(karin, "new")).text
    assert "Carin" not in client.get(merges(karin, "candidates"), {"whom": "dals"}).text
    for survivor, other in ((karin, carin), (carin, karin)):
        assert join(client, survivor, other.public_id).status_code == 404
    assert client.get(merges(carin, "candidates"), {"whom": "dals"}).status_code == 404
    assert not Merge.objects.exists()


def test_readers_are_neither_offered_nor_allowed_to_join(client: Client, karin: Party, carin: Party, rut: User) -> None:
    client.force_login(rut)

    assert merges(karin, "new") not in client.get(f"/customers/{karin.public_id}").text
    assert client.get(merges(karin, "new")).status_code == 403
    assert client.get(merges(karin, "candidates"), {"whom": "dals"}).status_code == 403
    assert join(client, karin, carin.public_id).status_code == 403
