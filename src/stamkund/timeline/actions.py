"""Recording what happened, and how far somebody has read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from stamkund.timeline.events import Payload
from stamkund.timeline.models import Channel, Event, Look, Pin
from stamkund.timeline.prepared_rows import PreparedRows
from stamkund.timeline.reactions import react

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from stamkund.customers.models import Party
    from stamkund.staff.models import User

BATCH = 1_000
STILL_LOOKING = timedelta(minutes=30)
NOT_WORTH_A_WRITE = timedelta(minutes=1)
_LOOKS = PreparedRows(lambda keys: Look.objects.filter(staff=keys[0], party=keys[1]).values_list("at", "before"))


class Writer(Protocol):
    """Whoever acts: an actor that may not write is stopped here, where every write must pass."""

    @property
    def may_write(self) -> bool: ...


@transaction.atomic
def record_event(
    *,
    payload: Payload,
    party: "Party | None" = None,
    actor: "User | None" = None,
    source: str,
    key: str | None = None,
    occurred_at: datetime | None = None,
    channel: str = Channel.INTERNAL,
    subject: str = "",
    corrects: Event | None = None,
) -> Event:
    """Append one event and let its reactions follow, all in one transaction.

    The same *key* from the same *source* is the same event: the stored one is returned and nothing follows.
    """
    refuse_readers(actor)
    if key is not None and (stored := Event.objects.filter(source=source, key=key).first()):
        return stored
    event = Event.objects.create(
        party=party,
        kind=payload.kind,
        subject=subject,
        occurred_at=occurred_at or timezone.now(),
        channel=channel,
        source=source,
        key=key,
        actor=actor,
        data=payload.model_dump(mode="json"),
        corrects=corrects,
    )
    react(event)
    return event


def record_many(events: Iterable[Event]) -> None:
    """Append many events without their reactions: whoever imports in bulk says once what follows."""
    Event.objects.bulk_create(events, batch_size=BATCH)


def take_back_events(*, events: "QuerySet[Event]") -> None:
    """Remove events that an import brought, when that import is taken back. Nobody else removes an event."""
    events.delete()


def refuse_readers(actor: Writer | None) -> None:
    """Raise ``PermissionDenied`` for an actor that may only read; ``None`` is the system itself."""
    if actor is not None and not actor.may_write:
        raise PermissionDenied("readers may look but not write")


def note_look(*, staff: "User", party: "Party") -> datetime | None:
    """Remember that *staff* opens the card now; return when they looked the time before.

    Reloading within half an hour is the same visit: the seam stays where it was. Within a minute nothing is written.
    """
    looks, now = _LOOKS.rows([staff.pk, party.pk]), timezone.now()
    if not looks:
        Look.objects.bulk_create([Look(staff=staff, party=party, at=now)], ignore_conflicts=True)
        return None
    (at, before), *_ = looks
    seam: datetime | None = at if now - at > STILL_LOOKING else before
    if now - at >= NOT_WORTH_A_WRITE:
        Look.objects.filter(staff=staff, party=party).update(at=now, before=seam)
    return seam


@transaction.atomic
def pin_event(*, event: Event, actor: "User") -> Pin:
    """Keep *event* at the top of its customer's timeline."""
    refuse_readers(actor)
    return Pin.objects.get_or_create(event=event, defaults={"by": actor})[0]


@transaction.atomic
def unpin_event(*, event: Event, actor: "User") -> None:
    """Let a pinned event take its own place in time again."""
    refuse_readers(actor)
    Pin.objects.filter(event=event).delete()
