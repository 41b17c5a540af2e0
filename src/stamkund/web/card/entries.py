"""One event as it stands on the timeline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from stamkund.web.card.headings import time_label
from stamkund.web.card.kinds import MENDABLE
from stamkund.web.card.tellings import Telling, tell_event

if TYPE_CHECKING:
    from stamkund.staff.models import User
    from stamkund.timeline.models import Event


@dataclass(frozen=True, slots=True)
class Mended:
    """Who gave an entry another text, when, and what stood there first."""

    by: str
    at: datetime
    first_text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in words, with what may be done to it. ``at`` is local time; the seam is sewn below the last new one."""

    id: int
    at: datetime
    time: str
    told: Telling
    body: str
    mended: Mended | None
    is_pinned: bool
    is_new: bool
    has_arrived: bool
    may_correct: bool
    may_withdraw: bool
    has_seam_below: bool = False

    @property
    def css(self) -> str:
        """The classes of its row: quiet ones are set smaller, one that just arrived fades in."""
        return f"ev{' q' if self.told.is_quiet else ''}{' arrived' if self.has_arrived else ''}"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, under which name the customer is told, when the reader looked the time before; today and language.

    ``held_id`` is the latest event on their screen already.
    """

    viewer: "User"
    customer: str
    looked_at: datetime | None
    today: date
    language: str
    held_id: int | None = None


def entries_of_events(events: "Iterable[Event]", reader: Reader) -> list[Entry]:
    """Return *events* as entries; what was taken back is left out, what was recorded since the last look is new."""
    return [entry_of(event, reader) for event in events if not was_withdrawn(event)]


def seam_index(entries: Sequence[Entry]) -> int | None:
    """Return the place of the last of the new entries at the top; ``None`` when the topmost has been seen."""
    seen = next((place for place, entry in enumerate(entries) if not entry.is_new), len(entries))
    return seen - 1 if 0 < seen < len(entries) else None


def entry_of(event: "Event", reader: Reader) -> Entry:
    """Return *event* in words, with what *reader* may do to it."""
    told = tell_event(event, reader.customer)
    at = timezone.localtime(event.occurred_at)
    may_mend = reader.viewer.may_write and event.kind in MENDABLE
    return Entry(
        id=event.pk,
        at=at,
        time=time_label(at, reader.today, reader.language),
        told=told,
        body=latest_text(event) or told.body,
        mended=_mended(event, told),
        is_pinned=hasattr(event, "pin"),
        is_new=reader.looked_at is not None and event.recorded_at > reader.looked_at,
        has_arrived=reader.held_id is not None and event.pk > reader.held_id,
        may_correct=may_mend,
        may_withdraw=may_mend and (event.actor_id == reader.viewer.pk or reader.viewer.may_administer),
    )


def _corrections(event: "Event", kind: str = "note.corrected") -> "list[Event]":
    if event.is_uncorrected or event.kind not in MENDABLE:
        return []
    return [one for one in event.corrections.all() if one.kind == kind]


def latest_text(event: "Event") -> str:
    """Return the text an event was given afterwards, "" where nobody corrected it."""
    corrections = _corrections(event)
    return str(corrections[-1].data["text"]) if corrections else ""


def _mended(event: "Event", told: Telling) -> Mended | None:
    corrections = _corrections(event)
    if not corrections:
        return None
    latest = corrections[-1]
    by = latest.actor.name if latest.actor else ""
    return Mended(by=by, at=timezone.localtime(latest.recorded_at), first_text=told.body)


def was_withdrawn(event: "Event") -> bool:
    """Say whether who wrote it took it back."""
    return bool(_corrections(event, "note.withdrawn"))
