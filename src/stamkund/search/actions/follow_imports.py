"""Catching up with what was stored in bulk: imports record events and numbers without their immediate reactions."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from stamkund.customers.models import Identifier
from stamkund.dialogue.events import SPOKEN
from stamkund.search.actions.index_event import index_events
from stamkund.search.actions.index_party import index_parties
from stamkund.search.models import Followed
from stamkund.timeline.models import Event

REGISTER = ("party.added", "party.changed", "contact_point.added", "contact_point.removed")
CHUNK = 5_000
# A transaction that drew its keys earlier may be committed later: the last keys are looked at once more.
OVERLAP = 20_000


def follow_imports(*, tell: Callable[[int], None] = lambda done: None) -> int:
    """Index every customer and piece of dialogue stored since the last time; return how many rows were looked at."""
    done = 0
    recorded = Event.objects.filter(kind__in=(*REGISTER, *SPOKEN))
    for rows in _new_rows(recorded, "event", "kind", "party_id"):
        index_parties(dict.fromkeys(party for _, kind, party in rows if kind in REGISTER and party is not None))
        spoken = [key for key, kind, _ in rows if kind in SPOKEN]
        index_events(list(Event.objects.filter(pk__in=spoken).prefetch_related("corrections")))
        done += len(rows)
        tell(done)
    for rows in _new_rows(Identifier.objects.all(), "identifier", "party_id"):
        index_parties(dict.fromkeys(party for _, party in rows))
        done += len(rows)
        tell(done)
    return done


def _new_rows(stored: QuerySet[Any], what: str, *fields: str) -> Iterator[list[tuple[Any, ...]]]:
    """Yield rows behind the last one followed, and move on as soon as they are done: a stop loses one step."""
    followed = Followed.objects.get_or_create(what=what)[0]
    last = max(followed.last - OVERLAP, 0)
    while rows := list(stored.filter(pk__gt=last).order_by("pk").values_list("pk", *fields)[:CHUNK]):
        yield rows
        last = rows[-1][0]
        if last > followed.last:
            followed.last = last
            followed.save()
