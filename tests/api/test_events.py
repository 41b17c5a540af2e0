from datetime import UTC, datetime

import pytest

from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import correct_note, withdraw_note, write_note
from stamkund.staff.models import User
from stamkund.timeline.models import Event
from tests.api.conftest import Program
from tests.api.test_pages import read_all


@pytest.mark.parametrize(
    ("body", "kind", "channel"),
    [
        ({"text": "Wants oak bark soles"}, "note.written", "internal"),
        ({"kind": "note", "text": "Wants oak bark soles"}, "note.written", "internal"),
        ({"kind": "call", "text": "Asked about soles", "minutes": 4, "incoming": True}, "call.logged", "phone"),
        ({"kind": "visit.logged", "text": "Tried on"}, "visit.logged", "shop"),
        ({"kind": "meeting", "text": "Agreed", "place": "Falun"}, "meeting.held", "visit"),
    ],
)
def test_what_was_said_is_recorded(
    till: Program, karin: Party, body: dict[str, object], kind: str, channel: str
) -> None:
    response = till.post(f"parties/{karin.public_id}/events", body)

    assert response.status_code == 201
    stored = karin.events.get(kind=kind)
    assert (stored.channel, stored.data["text"]) == (channel, body["text"])
    assert response.json()["actor"] == "Jonas Berg"


def test_the_same_key_twice_is_one_event(till: Program, karin: Party) -> None:
    path, body = f"parties/{karin.public_id}/events", {"text": "Once", "key": "note-1"}

    first, second = till.post(path, body), till.post(path, body)

    assert first.json()["id"] == second.json()["id"]
    assert karin.events.filter(kind="note.written").count() == 1


@pytest.mark.parametrize(
    "occurred_at",
    [
        "2026-11-22T10:00:00",
        "0001-01-01T00:00:00+14:00",
        "1849-12-31T12:00:00Z",
        "2999-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
    ],
    ids=["without its offset", "before all years", "long ago", "ahead of us", "after all years"],
)
def test_an_instant_that_cannot_be_meant_is_refused(till: Program, karin: Party, occurred_at: str) -> None:
    body = {"text": "When?", "occurred_at": occurred_at}

    assert till.post(f"parties/{karin.public_id}/events", body).status_code == 422


def test_a_note_that_says_nothing_is_refused(till: Program, karin: Party) -> None:
    assert till.post(f"parties/{karin.public_id}/events", {"text": " \n "}).status_code == 422


def test_a_timeline_is_read_latest_first_in_pages(till: Program, karin: Party, asa: User) -> None:
    for day in (3, 1, 2, 2):
        when = datetime(2026, 1, day, tzinfo=UTC)
        write_note(party=karin, text=f"Day {day}", occurred_at=when, actor=asa, source="test")

    whole = read_all(till, f"parties/{karin.public_id}/events")
    in_pages = read_all(till, f"parties/{karin.public_id}/events", limit=2)

    texts = [event["data"]["text"] for event in whole if event["kind"] == "note.written"]
    assert texts == ["Day 3", "Day 2", "Day 2", "Day 1"]
    assert in_pages == whole


def test_a_corrected_note_reads_as_it_should_have_been(till: Program, karin: Party, asa: User) -> None:
    note = write_note(party=karin, text="Size 41", actor=asa, source="test")
    correct_note(event=note, text="Size 42", actor=asa, source="test")

    event = till.get(f"parties/{karin.public_id}/events").json()["items"][0]

    assert (event["data"]["text"], event["corrected"]) == ("Size 42", True)


def test_a_withdrawn_note_keeps_its_text_back(till: Program, karin: Party, asa: User) -> None:
    note = write_note(party=karin, text="Written on the wrong card", actor=asa, source="test")
    withdraw_note(event=note, actor=asa, source="test")

    event = till.get(f"parties/{karin.public_id}/events").json()["items"][0]

    assert (event["data"], event["withdrawn"]) == ({}, True)


def test_nothing_is_recorded_on_a_customer_who_is_not_there(till: Program) -> None:
    response = till.post("parties/0199b1f0-0000-7000-8000-000000000000/events", {"text": "Hello"})

    assert response.status_code == 404
    assert not Event.objects.filter(kind="note.written").exists()
