from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from pydantic import ValidationError

from stamkund.customers.models import Party
from stamkund.dialogue.actions.write_note import correct_note, withdraw_note, write_note
from stamkund.dialogue.events import NoteWritten
from stamkund.staff.models import User
from stamkund.timeline import reactions
from stamkund.timeline.actions import note_look, pin_event, record_event, unpin_event
from stamkund.timeline.events import Payload, known_kinds
from stamkund.timeline.models import Event, Look
from stamkund.timeline.queries import events_of


@pytest.fixture
def heard() -> Iterator[list[Event]]:
    """Notes that a reaction has heard of."""
    table = dict(reactions._table)
    notes: list[Event] = []
    reactions.install({"note.written": [notes.append]})
    yield notes
    reactions.install(table)


def test_an_event_is_never_changed(karin: Party, asa: User) -> None:
    event = write_note(party=karin, text="Likes round toes", actor=asa, source="web")
    event.data = {"text": "Likes square toes"}
    with pytest.raises(TypeError, match="correction"):
        event.save()
    with pytest.raises(TypeError, match="correction"):
        event.delete()


def test_a_correction_keeps_both_texts(karin: Party, asa: User) -> None:
    event = write_note(party=karin, text="Size 38", actor=asa, source="web")
    correction = correct_note(event=event, text="Size 39", actor=asa, source="web")

    assert correction.corrects == event
    assert Event.objects.get(pk=event.pk).data["text"] == "Size 38"


def test_corrections_and_withdrawals_do_not_stand_on_the_timeline_themselves(karin: Party, asa: User) -> None:
    event = write_note(party=karin, text="Size 38", actor=asa, source="web")
    withdraw_note(event=event, actor=asa, source="web")

    shown = events_of([karin.pk])
    assert [one.kind for one in shown] == ["note.written", "party.added"]
    assert [correction.kind for correction in shown[0].corrections.all()] == ["note.withdrawn"]


def test_nobody_withdraws_what_another_wrote(karin: Party, asa: User, jonas: User) -> None:
    event = write_note(party=karin, text="Size 38", actor=asa, source="web")
    with pytest.raises(PermissionDenied):
        withdraw_note(event=event, actor=jonas, source="web")


def test_the_same_key_from_the_same_source_is_one_event(karin: Party, asa: User, heard: list[Event]) -> None:
    first = write_note(party=karin, text="Hello", actor=asa, source="mail", key="m-1")
    again = write_note(party=karin, text="Hello", actor=asa, source="mail", key="m-1")

    assert first == again
    assert heard == [first]


def test_the_same_key_from_another_source_is_another_event(karin: Party, asa: User) -> None:
    one = write_note(party=karin, text="Hello", actor=asa, source="mail", key="1")
    assert one != write_note(party=karin, text="Hello", actor=asa, source="sms", key="1")


def test_what_follows_fails_together_with_what_happened(karin: Party, asa: User) -> None:
    table = dict(reactions._table)

    def fail(event: Event) -> None:
        raise RuntimeError("no room")

    reactions.install({"note.written": [fail]})
    with pytest.raises(RuntimeError), transaction.atomic():
        write_note(party=karin, text="Hello", actor=asa, source="web")
    reactions.install(table)

    assert not Event.objects.filter(kind="note.written").exists()


def test_a_reader_cannot_write(karin: Party, rut: User) -> None:
    with pytest.raises(PermissionDenied):
        write_note(party=karin, text="Hello", actor=rut, source="web")


def test_somebody_who_left_cannot_write(karin: Party, asa: User) -> None:
    asa.is_active = False
    with pytest.raises(PermissionDenied):
        record_event(payload=NoteWritten(text="x"), party=karin, actor=asa, source="web")


def test_an_empty_or_endless_note_is_refused() -> None:
    for text in ("", "x" * 20_001):
        with pytest.raises(ValidationError):
            NoteWritten(text=text)


def test_two_payloads_cannot_claim_one_kind() -> None:
    with pytest.raises(TypeError, match="two payloads"):
        type("Twice", (Payload,), {"__module__": __name__}, kind="note.written")


def test_kinds_are_named_noun_and_past() -> None:
    assert {kind for kind in known_kinds() if kind.count(".") != 1} == set()


def test_the_first_look_has_no_before_and_reloading_keeps_the_seam(karin: Party, asa: User) -> None:
    assert note_look(staff=asa, party=karin) is None
    assert note_look(staff=asa, party=karin) is None
    assert Look.objects.count() == 1


def test_a_pin_goes_on_once_and_comes_off(karin: Party, asa: User) -> None:
    event = write_note(party=karin, text="High instep", actor=asa, source="web")
    assert pin_event(event=event, actor=asa) == pin_event(event=event, actor=asa)
    unpin_event(event=event, actor=asa)
    assert not hasattr(Event.objects.get(pk=event.pk), "pin")
