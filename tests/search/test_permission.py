"""Karin is restricted to Åsa. Jonas tries everything."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from stamkund.customers.actions.add_parties import NewParty, add_parties
from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.restrict_party import release_party, restrict_party
from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import correct_note, write_note
from stamkund.identity.actions.merge_parties import merge_parties
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.search.actions.index_party import index_parties
from stamkund.search.actions.reindex_all import reindex_all
from stamkund.search.queries import search
from stamkund.staff.models import User

TRIES = [
    "karin", "dalsjö", "krain", "alsj", "karin@dalsjo.example", "0701740612", "0612", "412", "K-900", "k-9",
    "hemlig", "hemilg", "emli", "läst", "Karin OR hemlig", '"karin"', "k*", "%", "_", "carina", "a", "ka", "e",
]  # fmt: skip


@pytest.fixture
def secret(karin: Party, asa: User) -> Party:
    """Karin with a note, a correction and a purchase, hidden from all but Åsa."""
    note = write_note(party=karin, text="hemlig läst", actor=asa, source="test")
    correct_note(event=note, text="hemlig läst 44", actor=asa, source="test")
    record_purchase(
        party=karin, lines=[NewLine(amount=Decimal(9))], currency="SEK", number="K-900", actor=asa, source="till"
    )
    restrict_party(party=karin, staff=[], reason="protected address", actor=asa, source="test")
    return karin


@pytest.mark.parametrize("q", TRIES)
def test_a_restricted_customer_is_never_found_by_others(secret: Party, jonas: User, rut: User, q: str) -> None:
    assert search(jonas, q) == search(rut, q) == []


@pytest.mark.parametrize("q", ["karin", "hemlig", "K-900"])
def test_an_administrator_finds_everything(secret: Party, asa: User, q: str) -> None:
    assert {hit.party for hit in search(asa, q)} == {secret.public_id}


@pytest.mark.parametrize("q", ["karin", "hemlig", "K-900"])
def test_whom_it_was_opened_to_finds_it(secret: Party, asa: User, jonas: User, rut: User, q: str) -> None:
    restrict_party(party=secret, staff=[jonas], reason="protected address", actor=asa, source="test")

    assert {hit.party for hit in search(jonas, q)} == {secret.public_id}
    assert search(rut, q) == []


def test_a_merge_opens_no_back_door_to_the_survivor(secret: Party, asa: User, jonas: User) -> None:
    double = add_party(name="Carina Lund", actor=asa, source="test")
    write_note(party=double, text="samma person", actor=asa, source="test")
    merge_parties(party=double, survivor=secret, actor=asa, source="test")

    assert search(jonas, "carina") == search(jonas, "samma") == []


def test_a_hidden_customer_is_not_joined_into_one_that_more_may_see(secret: Party, asa: User, jonas: User) -> None:
    open_entry = add_party(name="Carina Lund", actor=asa, source="test")

    with pytest.raises(ValidationError, match="who is hidden"):
        merge_parties(party=secret, survivor=open_entry, actor=asa, source="test")
    assert search(jonas, "hemlig") == search(jonas, "dalsjö") == []
    assert len(search(jonas, "carina")) == 1


def test_many_restricted_namesakes_do_not_hide_the_open_one(asa: User, jonas: User) -> None:
    namesakes = add_parties(
        parties=[NewParty(name=f"Maria {number}") for number in range(220)], actor=asa, source="test"
    )
    index_parties(party.id for party in namesakes)
    Party.objects.filter(name__startswith="Maria").update(restricted=True)
    add_party(name="Maria Lund", actor=asa, source="test")

    assert [hit.title for hit in search(jonas, "maria")] == ["Maria Lund"]


def test_reindexing_opens_nothing(secret: Party, jonas: User) -> None:
    reindex_all()

    assert search(jonas, "karin") == []


def test_a_released_customer_is_found_at_once(secret: Party, asa: User, jonas: User) -> None:
    release_party(party=secret, reason="moved", actor=asa, source="test")

    assert [hit.title for hit in search(jonas, "karin")] == ["Karin Dalsjö"]
