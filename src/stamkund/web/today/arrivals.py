"""What came in since somebody last looked: counts by kind, with the first names, bounded however much it was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from stamkund.customers.queries import hidden_from, visible_parties
from stamkund.timeline.queries import recorded_since

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.staff.models import User

READ_AT_MOST = 2_000
NAMED = 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """One kind of news: its icon, the count in words, and some of the customers it is about."""

    icon: str
    tone: str
    said: str
    about: "tuple[Party, ...]"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """News since an instant; *is_more* where there was more than one can read."""

    since: datetime
    kinds: tuple[Arrival, ...]
    is_more: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """Which events make one line of news, and how they are counted in words."""

    icon: str
    kinds: tuple[str, ...]
    say: Callable[[int], str]
    tone: str = ""


KINDS = (
    Kind("receipt", ("purchase.recorded",), lambda n: ngettext("%(n)d purchase", "%(n)d purchases", n)),
    Kind(
        "receipt-refund",
        ("purchase.returned", "purchase.cancelled"),
        lambda n: ngettext("%(n)d brought back or called off", "%(n)d brought back or called off", n),
        tone="risk",
    ),
    Kind("phone", ("call.logged",), lambda n: ngettext("%(n)d call", "%(n)d calls", n)),
    Kind("walk", ("visit.logged", "meeting.held"), lambda n: ngettext("%(n)d visit", "%(n)d visits", n)),
    Kind("notes", ("note.written",), lambda n: ngettext("%(n)d note", "%(n)d notes", n)),
    Kind("circle-check", ("task.done",), lambda n: ngettext("%(n)d thing done", "%(n)d things done", n), tone="ok"),
    Kind("user-plus", ("party.added",), lambda n: ngettext("%(n)d new customer", "%(n)d new customers", n)),
    Kind(
        "file-import",
        ("import.published",),
        lambda n: ngettext("%(n)d file came in", "%(n)d files came in", n),
    ),
)  # icons: receipt receipt-refund phone walk notes circle-check user-plus file-import


def arrivals(viewer: "User", since: datetime) -> Arrivals:
    """Return what others recorded since *since*, as far as *viewer* may see it."""
    events = recorded_since(since).exclude(actor=viewer).exclude(party__in=hidden_from(viewer))
    rows = list(events.values_list("kind", "party_id")[: READ_AT_MOST + 1])
    found = [(kind, [party for name, party in rows if name in kind.kinds]) for kind in KINDS]
    names = _names(viewer, (party for _kind, parties in found for party in dict.fromkeys(parties)))
    kinds = tuple(_arrival(kind, parties, names) for kind, parties in found if parties)
    return Arrivals(since=since, kinds=kinds, is_more=len(rows) > READ_AT_MOST)


def _arrival(kind: Kind, parties: Sequence[int | None], names: "dict[int, Party]") -> Arrival:
    about = [names[party] for party in dict.fromkeys(parties) if party in names]
    said = kind.say(len(parties)) % {"n": len(parties)}
    return Arrival(icon=kind.icon, tone=kind.tone, said=said, about=tuple(about[:NAMED]))


def _names(viewer: "User", parties: Iterable[int | None]) -> "dict[int, Party]":
    wanted = [party for party in parties if party is not None]
    return visible_parties(viewer).only("public_id", "name").in_bulk(wanted[: NAMED * len(KINDS) * 4])
