from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import correct_note, write_note
from stamkund.staff.models import User
from stamkund.timeline.actions import pin_event
from stamkund.timeline.latest import AT_MOST, latest_events
from stamkund.timeline.models import Event
from stamkund.timeline.queries import events_of

Bound = Callable[[int], AbstractContextManager[object]]


def corrections(event: Event) -> list[Event]:
    return [] if event.is_uncorrected else list(event.corrections.all())


def told(events: list[Event]) -> list[tuple[object, ...]]:
    return [
        (one, one.data, one.occurred_at, one.actor and one.actor.name, hasattr(one, "pin"), corrections(one))
        for one in events
    ]


@pytest.fixture
def notes(karin: Party, bjork: Party, asa: User) -> list[Event]:
    notes = [write_note(party=karin, text=f"n{number}", actor=asa, source="test") for number in range(AT_MOST)]
    notes.append(write_note(party=bjork, text="Two pairs", actor=None, source="test"))
    correct_note(event=notes[-2], text="n twelve", actor=asa, source="test")
    pin_event(event=notes[-1], actor=asa)
    return notes


def test_the_latest_events_are_those_the_timeline_begins_with(karin: Party, bjork: Party, notes: list[Event]) -> None:
    for entries in ([karin.pk], [karin.pk, bjork.pk]):
        assert told(latest_events(entries)) == told(list(events_of(entries)[:AT_MOST]))


def test_pins_and_corrections_are_at_hand(
    karin: Party, notes: list[Event], django_assert_max_num_queries: Bound
) -> None:
    with django_assert_max_num_queries(3):
        latest = told(latest_events([karin.pk]))
    assert len(latest) == AT_MOST
