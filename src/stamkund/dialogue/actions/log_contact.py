"""Writing down a call, a visit or a meeting."""

from datetime import datetime

from django.db import transaction

from stamkund.customers.models import Party
from stamkund.dialogue.events import CallLogged, MeetingHeld, VisitLogged
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event
from stamkund.timeline.models import Channel, Event


@transaction.atomic
def log_call(
    *,
    party: Party,
    text: str,
    minutes: int | None = None,
    incoming: bool = False,
    occurred_at: datetime | None = None,
    actor: User | None,
    source: str,
    key: str | None = None,
) -> Event:
    """Remember a telephone call; *minutes* feeds the cost to serve."""
    return record_event(
        payload=CallLogged(text=text, minutes=minutes, incoming=incoming),
        party=party,
        occurred_at=occurred_at,
        channel=Channel.PHONE,
        actor=actor,
        source=source,
        key=key,
    )


@transaction.atomic
def log_visit(
    *,
    party: Party,
    text: str,
    minutes: int | None = None,
    incoming: bool = True,
    occurred_at: datetime | None = None,
    actor: User | None,
    source: str,
    key: str | None = None,
) -> Event:
    """Remember a visit: *incoming* when the customer came to us."""
    return record_event(
        payload=VisitLogged(text=text, minutes=minutes, incoming=incoming),
        party=party,
        occurred_at=occurred_at,
        channel=Channel.SHOP if incoming else Channel.VISIT,
        actor=actor,
        source=source,
        key=key,
    )


@transaction.atomic
def log_meeting(
    *,
    party: Party,
    text: str,
    minutes: int | None = None,
    place: str = "",
    occurred_at: datetime | None = None,
    actor: User | None,
    source: str,
    key: str | None = None,
) -> Event:
    """Remember a meeting that was agreed beforehand."""
    return record_event(
        payload=MeetingHeld(text=text, minutes=minutes, place=place),
        party=party,
        occurred_at=occurred_at,
        channel=Channel.VISIT,
        actor=actor,
        source=source,
        key=key,
    )
