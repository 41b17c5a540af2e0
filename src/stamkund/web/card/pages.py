"""The customer card as one frozen read object, and the small one a list shows beside itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stamkund.customers.queries import entries_of
from stamkund.dialogue.queries import known_tasks_of
from stamkund.purchases.queries import Bought, bought_by
from stamkund.timeline.queries import events_of, extent_of
from stamkund.web.card.entries import Entry, Reader, entries_of_events, entry_of, latest_text, was_withdrawn
from stamkund.web.card.kinds import EVERYTHING
from stamkund.web.card.left_off import KINDS, Moment, where_we_left_off
from stamkund.web.card.tellings import tell_event
from stamkund.web.card.timeline import Asked, Timeline, read_timeline
from stamkund.web.card.version import Version, version_of
from stamkund.web.card.waiting import Waiting, waiting
from stamkund.web.card.who import Point, Who, read_points, read_who
from stamkund.web.card.worth import NextAction, Worth, read_action, read_worth
from stamkund.web.templatetags.words import exact_money

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.staff.models import User
    from stamkund.timeline.models import Event

TASKS = 20
LATEST = 8
PEEKED, PEEKED_TASKS = 4, 3


@dataclass(frozen=True, slots=True)
class Card:
    """All that the page of one customer shows. ``name`` is the one a colleague would use in a sentence."""

    party: "Party"
    name: str
    since: date
    left_off: str
    tasks: tuple[Waiting, ...]
    bought: tuple[Bought, ...]
    worth: Worth | None
    action: NextAction
    who: Who
    timeline: Timeline
    today: datetime
    version: Version
    is_revalued: bool
    may_write: bool

    @property
    def other_tasks(self) -> tuple[Waiting, ...]:
        """What is to be done beside the one that is the next best action."""
        return tuple(task for task in self.tasks if task != self.action.task)


def customer_card(viewer: "User", party: "Party", asked: Asked, looked_at: datetime | None) -> Card:
    """Return the card of *party* as *viewer* may see it; *looked_at* is when they looked the time before."""
    entries = entries_of(party)
    now = timezone.localtime()
    name = spoken_name(party)
    language = get_language() or "en"
    extent = extent_of(entries)
    worth = read_worth(party.pk, entries)
    version = version_of(extent.latest_id, worth.value.revised_at if worth else None)
    held_id = asked.held.event_id if asked.held else None
    reader = Reader(viewer, name, looked_at, now.date(), language, held_id)
    timeline, events = read_timeline(entries, asked, reader, extent)
    bought = tuple(bought_by(entries))
    tasks = _waiting(entries, now.date(), TASKS)
    return Card(
        party=party,
        name=name,
        since=_since(party, timeline, bought),
        left_off=_left_off(entries, events if asked.show is EVERYTHING else None, name, now, language),
        tasks=tasks,
        bought=bought,
        worth=worth,
        action=read_action(party.pk, entries, worth, tasks),
        who=read_who(party, entries, viewer),
        timeline=timeline,
        today=now,
        version=version,
        is_revalued=asked.held is not None and asked.held.valued != version.valued,
        may_write=viewer.may_write,
    )


def spoken_name(party: "Party") -> str:
    """Return the name used in a sentence: the given name of a person, the whole name of an organisation."""
    if party.kind == "organisation":
        return party.name
    return party.given_name or (party.name.split() or [party.name])[0]


def _waiting(entries: Sequence[int], today: date, at_most: int) -> tuple[Waiting, ...]:
    return tuple(waiting(task, today) for task in known_tasks_of(entries)[:at_most])


def _since(party: "Party", timeline: Timeline, bought: Sequence[Bought]) -> date:
    """Return the first day we know of: the register, the first purchase or the first entry."""
    days = [timezone.localdate(at) for at in (party.created_at, timeline.extent.first_at) if at]
    return min([*days, *(sum_.first_on for sum_ in bought if sum_.first_on)])


def _left_off(entries: Sequence[int], events: "list[Event] | None", name: str, now: datetime, language: str) -> str:
    """Say where we left off, from the latest two things said or bought."""
    latest = events_of(entries, KINDS)[:LATEST] if events is None else events
    told = [event for event in latest if event.kind in KINDS and not was_withdrawn(event)]
    return where_we_left_off([_moment(event, name) for event in told[:2]], now, language)


def _moment(event: "Event", name: str) -> Moment:
    told = tell_event(event, name)
    return Moment(
        kind=event.kind,
        at=timezone.localtime(event.occurred_at),
        who=event.actor.name.split()[0] if event.actor else _("We"),
        customer=name,
        text=latest_text(event) or told.body,
        what=told.details[0] if told.purchase and told.details else "",
        amount=exact_money(told.amount, told.currency),
        is_incoming=bool(event.data.get("incoming")),
    )


@dataclass(frozen=True, slots=True)
class Older:
    """Entries from before the ones on the screen."""

    party: "Party"
    timeline: Timeline
    may_write: bool


@dataclass(frozen=True, slots=True)
class Peek:
    """A customer beside a list: where we left off, what is to be done, what was bought."""

    party: "Party"
    left_off: str
    tasks: tuple[Waiting, ...]
    worth: Worth | None
    action: NextAction
    points: tuple[Point, ...]
    latest: tuple[Entry, ...]


def older_entries(viewer: "User", party: "Party", asked: Asked) -> Older:
    """Return the page of entries before ``asked.before``."""
    reader = Reader(viewer, spoken_name(party), None, timezone.localdate(), get_language() or "en")
    entries = entries_of(party)
    timeline, _events = read_timeline(entries, asked, reader, extent_of(entries))
    return Older(party, timeline, viewer.may_write)


def read_entry(viewer: "User", party: "Party", event: "Event") -> Entry:
    """Return one event of *party* as it stands on the timeline, taken back or not."""
    reader = Reader(viewer, spoken_name(party), None, timezone.localdate(), get_language() or "en")
    return entry_of(event, reader)


def customer_peek(viewer: "User", party: "Party") -> Peek:
    """Return *party* in short."""
    entries, now, name = entries_of(party), timezone.localtime(), spoken_name(party)
    language = get_language() or "en"
    events = list(events_of(entries, KINDS)[:PEEKED])
    reader = Reader(viewer, name, None, now.date(), language)
    tasks = _waiting(entries, now.date(), PEEKED_TASKS)
    worth = read_worth(party.pk, entries)
    return Peek(
        party=party,
        left_off=_left_off(entries, events, name, now, language),
        tasks=tasks,
        worth=worth,
        action=read_action(party.pk, entries, worth, tasks),
        points=read_points(entries),
        latest=tuple(entries_of_events(events, reader)),
    )
