"""The latest events of a customer, as an open card reads them: one query compiled once, no rows that are not there."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import prefetch_related_objects

from stamkund.timeline.models import Event, Pin
from stamkund.timeline.prepared_rows import PreparedRows, Row
from stamkund.timeline.queries import CORRECTIONS, events_of

AT_MOST = 13
COLUMNS = ["id", "party_id", "kind", "occurred_at", "recorded_at", "data", "corrects_id"]

_LATEST = PreparedRows(
    lambda entries: (
        events_of(entries)
        .prefetch_related(None)
        .values_list(*COLUMNS, "pin__id", "actor_id", "actor__name", "actor__role")[:AT_MOST]
    )
)
_CORRECTED = PreparedRows(lambda keys: Event.objects.filter(corrects__in=keys).order_by().values_list("corrects"))


def latest_events(entries: Sequence[int]) -> list[Event]:
    """Return the latest ``AT_MOST`` events of a customer, latest first: the same that ``events_of`` gives."""
    events = [_event_from(row) for row in _LATEST.rows(entries)]
    _find_corrections(events)
    return events


def _event_from(row: Row) -> Event:
    *columns, pin, actor, name, role = row
    event = Event.from_db("default", COLUMNS, columns)
    related: Any = Event._meta  # noqa: SLF001  (documented model API)
    event.actor = get_user_model().from_db("default", ["id", "name", "role"], [actor, name, role]) if actor else None
    related.get_field("pin").set_cached_value(event, Pin(pk=pin, event_id=event.pk) if pin else None)
    return event


def _find_corrections(events: Sequence[Event]) -> None:
    """Put corrections at hand; few events have any, so it is asked first which."""
    corrected = {key for (key,) in _CORRECTED.rows([event.pk for event in events])} if events else set()
    prefetch_related_objects([event for event in events if event.pk in corrected], CORRECTIONS)
    for event in events:
        event.is_uncorrected = event.pk not in corrected
