"""Writing down what was said, and mending it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from stamkund.customers.models import Party
from stamkund.dialogue.events import NoteCorrected, NoteWithdrawn, NoteWritten
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event
from stamkund.timeline.models import Event


@transaction.atomic
def write_note(
    *,
    party: Party,
    text: str,
    occurred_at: datetime | None = None,
    actor: User | None,
    source: str,
    key: str | None = None,
) -> Event:
    """Remember *text* about *party*."""
    payload = NoteWritten(text=text)
    return record_event(payload=payload, party=party, occurred_at=occurred_at, actor=actor, source=source, key=key)


@transaction.atomic
def correct_note(*, event: Event, text: str, actor: User, source: str) -> Event:
    """Give a note, call, visit or meeting another text; both stay on record."""
    payload = NoteCorrected(text=text)
    return record_event(payload=payload, party=event.party, actor=actor, source=source, corrects=event)


@transaction.atomic
def withdraw_note(*, event: Event, actor: User, source: str) -> Event:
    """Take back what one wrote oneself; the timeline stops showing it and still knows it was there."""
    if event.actor_id != actor.pk and not actor.may_administer:
        raise PermissionDenied("only who wrote it withdraws it")
    key = f"withdrawn:{event.pk}"
    return record_event(payload=NoteWithdrawn(), party=event.party, actor=actor, source=source, key=key, corrects=event)
