"""A customer's card as a terminal shows it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from stamkund.cli.words import gettext as _
from stamkund.customers.queries import entries_of, identifiers_of, points_of
from stamkund.decisions.queries import next_best_action
from stamkund.timeline.queries import events_of
from stamkund.valuation.queries import CustomerValue, value_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.timeline.models import Event

LATEST = 12


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    at: datetime
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Worth:
    """What the customer is worth, in *currency*."""

    amount: str
    currency: str
    low: str
    high: str
    probability_alive: float | None
    expected_purchases: float


@dataclass(frozen=True, slots=True)
class Card:
    """Who, how to reach them, what they are worth, what to do next, what happened last."""

    id: str
    kind: str
    name: str
    city: str
    keeper: str | None
    contact_points: list[tuple[str, str]]
    identifiers: list[tuple[str, str]]
    value: Worth | None
    next_best_action: str
    events: list[Happening]

    def as_dict(self) -> dict[str, Any]:
        """Return the card for machines."""
        return asdict(self)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Return label and text of each fact, in reading order."""
        yield "id", self.id
        yield from self.contact_points
        yield from ((source, key) for source, key in self.identifiers)
        yield _("keeper"), self.keeper or _("nobody")
        if self.value is not None:
            yield _("value"), _("%(amount)s %(currency)s (%(low)s to %(high)s)") % asdict(self.value)
        yield _("next"), self.next_best_action


def read_card(party: "Party") -> Card:
    """Gather what the card shows."""

    entries = entries_of(party)
    return Card(
        id=str(party.public_id),
        kind=party.kind,
        name=party.name,
        city=party.city,
        keeper=party.keeper.name if party.keeper else None,
        contact_points=[(point.kind, point.value) for point in points_of(entries)],
        identifiers=[(identifier.source, identifier.key) for identifier in identifiers_of(entries)],
        value=_worth(value_of(party.pk)),
        next_best_action=str(next_best_action(party).kind),
        events=[_happening(event) for event in events_of(entries)[:LATEST]],
    )


def _worth(value: "CustomerValue | None") -> Worth | None:
    if value is None:
        return None
    return Worth(
        amount=str(value.clv.amount),
        currency=value.clv.currency,
        low=str(value.low.amount),
        high=str(value.high.amount),
        probability_alive=value.probability_alive,
        expected_purchases=value.expected_purchases,
    )


def _happening(event: "Event") -> Happening:
    data = event.data
    amount = f"{data['amount']} {data['currency']}" if "amount" in data and "currency" in data else ""
    what = data.get("text") or " ".join(part for part in (amount, data.get("what", "")) if part) or data.get("name", "")
    return Happening(event.occurred_at, event.kind, str(what).splitlines()[0] if what else "")
