"""The timeline as a read object: pins, days of entries, the seam, and where the older ones begin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.timeline.latest import latest_events
from stamkund.timeline.queries import (
    Extent,
    events_before,
    events_of,
    events_since,
    pinned_events,
)
from stamkund.web.card.cursor import Cursor, cursor_at
from stamkund.web.card.days import Day, days_of
from stamkund.web.card.entries import Entry, Reader, entries_of_events, seam_index
from stamkund.web.card.headings import heading_of
from stamkund.web.card.kinds import EVERYTHING, FILTERS, Filter
from stamkund.web.card.version import Version

if TYPE_CHECKING:
    from stamkund.timeline.models import Event

PAGE, OLDER_PAGE = 12, 25
LARGEST_PAGE = 200
PINS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part is asked for: a filter, down to where (the top page keeps its foot), or what is older.

    ``held`` is the version that stands on the screen already.
    """

    show: Filter = EVERYTHING
    since: Cursor | None = None
    before: Cursor | None = None
    held: Version | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of entries. ``foot`` is its last event, ``older`` the same where there is more below it."""

    show: Filter
    days: tuple[Day, ...]
    pinned: tuple[Day, ...]
    extent: Extent
    seam_at: datetime | None
    foot: Cursor | None
    older: Cursor | None
    filters: tuple[Filter, ...] = FILTERS

    @property
    def since_year(self) -> int | None:
        """The year, here, in which the first of all entries happened."""
        first_at = self.extent.first_at
        return timezone.localtime(first_at).year if first_at else None

    @property
    def groups(self) -> tuple[Day, ...]:
        """Pins, then the days."""
        return self.pinned + self.days


def read_timeline(
    entries: Sequence[int], asked: Asked, reader: Reader, extent: Extent
) -> "tuple[Timeline, list[Event]]":
    """Return the page *asked* for and the events it was made of."""
    events, has_more = _fetch(entries, asked)
    told = entries_of_events(events, reader)
    seam = None if asked.before else seam_index(told)
    if seam is not None:
        told[seam] = replace(told[seam], has_seam_below=True)
    is_top = asked.before is None
    foot = cursor_at(events[-1]) if events else None
    timeline = Timeline(
        show=asked.show,
        days=_days(told, asked.before, reader),
        pinned=_pinned(entries, reader) if is_top and asked.show is EVERYTHING and extent.has_pins else (),
        extent=extent,
        seam_at=reader.looked_at if seam is not None else None,
        foot=foot,
        older=foot if has_more else None,
    )
    return timeline, events


def _pinned(entries: Sequence[int], reader: Reader) -> tuple[Day, ...]:
    told = entries_of_events(pinned_events(entries)[:PINS], reader)
    return (Day(_("Pinned"), "", tuple(told), is_pinned=True),) if told else ()


def _fetch(entries: Sequence[int], asked: Asked) -> "tuple[list[Event], bool]":
    if asked.show is EVERYTHING and asked.before is None and asked.since is None:
        latest = latest_events(entries)
        return latest[:PAGE], len(latest) > PAGE
    events = events_of(entries, asked.show.kinds)
    if asked.before is not None:
        events = events_before(events, asked.before.at, asked.before.id)
    limit = PAGE if asked.before is None else OLDER_PAGE
    if asked.since is not None:
        standing = events_since(events, asked.since.at, asked.since.id).values("pk")[:LARGEST_PAGE]
        limit = max(standing.count(), 1)
    found = list(events[: limit + 1])
    return found[:limit], len(found) > limit


def _days(entries: Sequence[Entry], before: Cursor | None, reader: Reader) -> tuple[Day, ...]:
    """Group into days; a page of older entries does not say again the heading the page above ended with."""
    days = days_of(entries, reader.today, reader.language)
    if before is None or not days:
        return days
    above, _note = heading_of(timezone.localtime(before.at).date(), reader.today, reader.language)
    return (replace(days[0], heading=""), *days[1:]) if days[0].heading == above else days
