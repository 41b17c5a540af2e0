"""Reading the timeline."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from stamkund.timeline.models import Event, Look
from stamkund.timeline.prepared import Prepared
from stamkund.timeline.prepared_rows import PreparedRows

_CORRECTIONS = Prepared(Event, "corrects", lambda events: events.order_by("id"))

SILENT_KINDS = ("note.corrected", "note.withdrawn")
READ = ("party", "kind", "occurred_at", "recorded_at", "data", "corrects", "actor__name", "pin__event")

CORRECTIONS = Prefetch("corrections", Event.objects.select_related("actor").order_by("id"))

_LATEST = Prepared(Event, "party", lambda events: events.only("id").order_by("-id")[:1])
_LOOKS = PreparedRows(lambda keys: Look.objects.filter(staff=keys[0], party=keys[1]).values_list("before"))
_EXTENTS = PreparedRows(
    lambda entries: (
        Event.objects.filter(party__in=entries)
        .order_by()
        .values_list("party")
        .annotate(n=Count("id") - Count("corrects"), first_at=Min("occurred_at"), latest=Max("id"), pins=Count("pin"))
    )
)


@dataclass(frozen=True, slots=True)
class Extent:
    """How many things happened with a customer, when the first of them did, the number of the latest recorded,
    and whether anything is pinned."""

    count: int
    first_at: datetime | None
    latest_id: int
    has_pins: bool


def events_of(entries: Sequence[int], kinds: Collection[str] = ()) -> QuerySet[Event]:
    """Return what happened with one customer (all its *entries*), latest first, with corrections and pins at hand."""
    events = Event.objects.filter(party_id__in=entries)
    events = events.filter(kind__in=kinds) if kinds else events.exclude(kind__in=SILENT_KINDS)
    events = events.select_related("actor", "pin").only(*READ).prefetch_related(CORRECTIONS)
    return events.order_by("-occurred_at", "-id")


def events_before(events: QuerySet[Event], occurred_at: datetime, event_id: int) -> QuerySet[Event]:
    """Return what comes after the event (*occurred_at*, *event_id*) when reading backwards in time."""
    older = Q(occurred_at__lt=occurred_at) | Q(occurred_at=occurred_at, id__lt=event_id)
    return events.filter(older, occurred_at__lte=occurred_at)


def corrections_of(event: Event) -> list[Event]:
    """Return what corrects *event*, the latest last."""
    return _CORRECTIONS.rows(event.pk)


def find_event(entries: Sequence[int], event_id: int) -> Event | None:
    """Return one event of a customer, or ``None`` where it is somebody else's."""
    return Event.objects.select_related("actor", "party", "pin").filter(party_id__in=entries, pk=event_id).first()


def events_since(events: QuerySet[Event], occurred_at: datetime, event_id: int) -> QuerySet[Event]:
    """Return the event (*occurred_at*, *event_id*) and all that stand above it."""
    newer = Q(occurred_at__gt=occurred_at) | Q(occurred_at=occurred_at, id__gte=event_id)
    return events.filter(newer, occurred_at__gte=occurred_at)


def pinned_events(entries: Sequence[int]) -> QuerySet[Event]:
    """Return what staff keep at the top of a customer's timeline, latest pinned first."""
    return events_of(entries).filter(pin__isnull=False).order_by("-pin__at")


def latest_event_id(entries: Sequence[int]) -> int:
    """Return the number of the latest recorded event of a customer: it changes whenever anything is recorded."""
    if len(entries) == 1:
        latest = _LATEST.first(entries[0])
        return latest.pk if latest else 0
    return Event.objects.filter(party_id__in=entries).aggregate(latest=Max("id"))["latest"] or 0


def looked_before(staff_id: int, party_id: int) -> datetime | None:
    """Return when a member of staff had this card open the time before; ``None`` on the first visit."""
    look = _LOOKS.rows([staff_id, party_id])
    return look[0][0] if look else None


def extent_of(entries: Sequence[int]) -> Extent:
    """Return how far a customer's timeline reaches; corrections belong to what they correct and are not counted."""
    found = _EXTENTS.rows(entries)
    if not found:
        return Extent(0, None, 0, has_pins=False)
    _entries, counts, first_at, latest_ids, pins = zip(*found, strict=True)
    return Extent(sum(counts), min(first_at), max(latest_ids), any(pins))


def events_recorded() -> QuerySet[Event]:
    """Return all events, latest recorded first."""
    return Event.objects.select_related("party", "actor").order_by("-recorded_at", "-id")


def recorded_since(since: datetime) -> QuerySet[Event]:
    """Return what was recorded after *since*, latest recorded first."""
    return Event.objects.filter(recorded_at__gt=since).order_by("-recorded_at", "-id")


def last_look(staff_id: int, before: datetime) -> datetime | None:
    """Return when a member of staff last had any card open, before *before*."""
    looks = Look.objects.filter(staff_id=staff_id, at__lt=before).order_by("-at")
    return looks.values_list("at", flat=True).first()
