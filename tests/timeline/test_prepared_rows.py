from datetime import timedelta

import pytest
from django.db.models import Max
from django.utils import timezone

from stamkund.customers.models import Party
from stamkund.dialogue.actions.plan_task import plan_task
from stamkund.dialogue.actions.write_note import write_note
from stamkund.dialogue.models import Task
from stamkund.staff.models import User
from stamkund.timeline.models import Event
from stamkund.timeline.prepared_rows import PreparedRows, rounded

EVENTS = PreparedRows(
    lambda keys: (
        Event.objects.filter(party__in=keys, kind="note.written")
        .exclude(corrections__kind="note.withdrawn")
        .order_by("id")
        .values_list("party", "occurred_at", "data", "actor__name")
    )
)
LATEST = PreparedRows(
    lambda keys: Event.objects.filter(party__in=keys).order_by().values_list("party").annotate(at=Max("occurred_at"))
)


@pytest.fixture
def notes(karin: Party, bjork: Party, asa: User) -> list[Event]:
    return [write_note(party=party, text=party.name, actor=asa, source="test") for party in (karin, bjork, karin)]


def test_one_key_and_several_are_each_asked_for_as_they_are(karin: Party, bjork: Party, notes: list[Event]) -> None:
    for keys in ([karin.pk], [bjork.pk], [karin.pk, bjork.pk], [bjork.pk, karin.pk]):
        wanted = [one for one in notes if one.party_id in keys]
        found = [[one.party_id, one.occurred_at, one.data, "Åsa Norling"] for one in wanted]
        assert EVENTS.rows(keys) == found


def test_many_keys_are_rounded_and_nothing_is_found_twice(karin: Party, bjork: Party, notes: list[Event]) -> None:
    assert [list(rounded(range(count))) for count in (0, 1, 2, 3, 5)] == [
        [], [0], [0, 1], [0, 1, 2, 2], [0, 1, 2, 3, 4, 4, 4, 4],
    ]  # fmt: skip
    assert [row[0] for row in EVENTS.rows([-1, bjork.pk, karin.pk])] == [one.party_id for one in notes]


def test_sums_are_read_in_pythons_form(karin: Party, notes: list[Event]) -> None:
    assert LATEST.rows([karin.pk]) == [[karin.pk, notes[-1].occurred_at]]


def test_no_keys_find_what_needs_none(karin: Party, asa: User) -> None:
    due_on = timezone.localdate() + timedelta(days=1)
    plan_task(title="Sketch", due_on=due_on, owner=asa, party=karin, actor=asa, source="test")

    assert PreparedRows(lambda _keys: Task.objects.values_list("title", "due_on")).rows([]) == [["Sketch", due_on]]
