from decimal import Decimal

import pytest

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.models import Party
from stamkund.dialogue.actions.log_contact import log_call, log_meeting, log_visit
from stamkund.dialogue.actions.write_note import correct_note, withdraw_note, write_note
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.search.queries import search
from stamkund.staff.models import User
from tests.search.conftest import Ask


@pytest.mark.parametrize("q", ["ridstövlar", "RIDSTOVLAR", "ridst", "breda ridstövlar", "stövl", "ridstvölar"])
def test_a_note_is_found_by_what_it_says(karin: Party, asa: User, q: str) -> None:
    write_note(party=karin, text="Vill ha breda ridstövlar till våren", actor=asa, source="test")
    [hit] = search(asa, q)

    assert (hit.kind, hit.title, hit.party) == ("event", "Karin Dalsjö", karin.public_id)
    assert hit.detail == "Vill ha breda ridstövlar till våren"


def test_calls_visits_and_meetings_are_found_latest_first(karin: Party, asa: User) -> None:
    for log in (log_call, log_visit, log_meeting):
        log(party=karin, text=f"läst med {log.__name__}", actor=asa, source="test")

    assert [hit.detail for hit in search(asa, "läst")] == [
        "läst med log_meeting", "läst med log_visit", "läst med log_call",
    ]  # fmt: skip


def test_a_corrected_note_is_found_by_its_new_text_only(karin: Party, asa: User) -> None:
    note = write_note(party=karin, text="storlek 41", actor=asa, source="test")
    correct_note(event=note, text="smal häl", actor=asa, source="test")
    correct_note(event=note, text="bred häl", actor=asa, source="test")
    [hit] = search(asa, "häl")

    assert (hit.detail, hit.reference) == ("bred häl", str(note.pk))
    assert search(asa, "storlek") == search(asa, "smal") == []


def test_a_withdrawn_note_is_found_no_more(karin: Party, asa: User) -> None:
    note = write_note(party=karin, text="fel kund", actor=asa, source="test")
    withdraw_note(event=note, actor=asa, source="test")

    assert search(asa, "fel kund") == []


def test_a_long_note_shows_the_place_that_answers(karin: Party, asa: User) -> None:
    text = "lång inledning " * 40 + "ovanlig läst " + "lång avslutning " * 40
    write_note(party=karin, text=text, actor=asa, source="test")
    [hit] = search(asa, "ovanlig")
    [(begin, end)] = hit.detail_ranges

    assert hit.detail[begin:end] == "ovanlig"
    assert len(hit.detail) < 150


def test_a_customer_comes_before_what_was_said_about_the_name(karin: Party, bjork: Party, asa: User) -> None:
    write_note(party=bjork, text="Karin Dalsjö sent them", actor=asa, source="test")

    assert [hit.kind for hit in search(asa, "dalsjö")] == ["party", "event"]


def test_what_was_said_has_its_place_beside_many_customers(asa: User, bjork: Party) -> None:
    for number in range(30):
        add_party(name=f"Dalsjö {number}", actor=asa, source="test")
    write_note(party=bjork, text="Dalsjö sent them", actor=asa, source="test")

    assert "event" in {hit.kind for hit in search(asa, "dalsjö")}


def test_a_slip_in_what_was_said_is_forgiven_while_few_customers_answer(asa: User, bjork: Party) -> None:
    write_note(party=bjork, text="Dalsjo sent them", actor=asa, source="test")
    for number in range(5):
        assert [hit.kind for hit in search(asa, "dalsio")].count("event") == 1
        add_party(name=f"Dalsio {number}", actor=asa, source="test")

    assert {hit.kind for hit in search(asa, "dalsio")} == {"party"}


@pytest.mark.parametrize("q", ["WEB-31", "web-3107", "WEB-3107"])
def test_a_purchase_is_found_by_its_number(karin: Party, asa: User, q: str) -> None:
    lines = [NewLine(amount=Decimal(1480))]
    purchase = record_purchase(
        party=karin, lines=lines, currency="SEK", number="WEB-3107", actor=asa, source="web", key="1"
    )
    [hit] = [hit for hit in search(asa, q) if hit.kind == "purchase"]

    assert (hit.title, hit.party, hit.reference) == ("WEB-3107", karin.public_id, str(purchase.public_id))
    assert hit.detail.startswith("Karin Dalsjö")


def test_a_purchase_of_a_stranger_leads_to_no_card(asa: User, found: Ask) -> None:
    record_purchase(
        party=None, lines=[NewLine(amount=Decimal(9))], currency="SEK", number="K-77", actor=asa, source="till"
    )

    assert found("K-77", kind="purchase") == []
