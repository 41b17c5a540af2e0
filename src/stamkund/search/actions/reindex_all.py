"""Building everything that is searched anew."""

from collections.abc import Callable, Iterator
from itertools import islice

from stamkund.customers.models import Party
from stamkund.dialogue.events import SPOKEN
from stamkund.search import vocabulary
from stamkund.search.actions.index_event import index_events
from stamkund.search.actions.index_party import index_parties
from stamkund.timeline.models import Event

CHUNK = 2_000
Progress = Callable[[int, int], None]


def reindex_all(*, tell: Progress = lambda done, total: None) -> int:
    """Learn the vocabulary anew and bring every document of register and dialogue up to date; return how many.

    Searching goes on meanwhile. Done twice, or again after it was broken off, it comes to the same.
    """
    vocabulary.forget_all()
    spoken = Event.objects.filter(kind__in=SPOKEN)
    total, done = Party.objects.count() + spoken.count(), 0
    for keys in _chunks(Party.objects.order_by("pk").values_list("pk", flat=True).iterator(CHUNK)):
        done += index_parties(keys)
        tell(done, total)
    for first, last in _spans(spoken.order_by("pk").values_list("pk", flat=True).iterator(CHUNK)):
        events = spoken.filter(pk__range=(first, last)).prefetch_related("corrections")
        index_events(list(events))
        done += len(events)
        tell(done, total)
    return done


def _chunks(keys: Iterator[int]) -> Iterator[list[int]]:
    while chunk := list(islice(keys, CHUNK)):
        yield chunk


def _spans(keys: Iterator[int]) -> Iterator[tuple[int, int]]:
    return ((chunk[0], chunk[-1]) for chunk in _chunks(keys))
