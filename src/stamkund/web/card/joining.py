"""Which other entry is this customer: both as they are told apart, by city, value and purchases."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stamkund.customers.queries import entries_of, parties_named
from stamkund.purchases.queries import bought_by
from stamkund.valuation.queries import values_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.staff.models import User
    from stamkund.valuation.queries import CustomerValue

CANDIDATES = 6
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, with what tells it apart."""

    party: "Party"
    value: "CustomerValue | None"
    purchases: int


@dataclass(frozen=True, slots=True)
class Joining:
    """The customer that stays, and those whose name begins as *typed*."""

    stays: Side
    found: tuple[Side, ...]
    typed: str


def read_joining(viewer: "User", party: "Party", typed: str | None) -> Joining:
    """Return who may be meant; before anything is *typed*, those who begin alike."""
    typed = (party.family_name or party.name.partition(" ")[0] if typed is None else typed).strip()[:LONGEST]
    named = parties_named(viewer, typed)[: CANDIDATES + 1] if typed else ()
    others = [one for one in named if one != party][:CANDIDATES]
    stays, *found = _sides([party, *others])
    return Joining(stays, tuple(found), typed)


def _sides(parties: "list[Party]") -> "list[Side]":
    values = values_of(party.pk for party in parties)
    return [Side(party, values.get(party.pk), _purchases(party)) for party in parties]


def _purchases(party: "Party") -> int:
    return sum(bought.sales for bought in bought_by(entries_of(party)))
