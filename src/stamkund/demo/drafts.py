"""What a story tells, before it is written down: plain frozen facts that name each other by key."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.timeline.events import Payload


@dataclass(frozen=True, slots=True)
class Restricted:
    """Why only *staff* (and administrators) see a customer."""

    reason: str
    staff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """Somebody the company knows since a moment; ``manner`` says how they buy (a table of ``baskets.toml``)."""

    key: str
    since: datetime
    kind: str = "person"
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    points: tuple[NewContactPoint, ...] = ()
    keeper: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    manner: str = ""
    restricted: Restricted | None = None

    @property
    def shown_name(self) -> str:
        return self.name or f"{self.given_name} {self.family_name}".strip()

    @property
    def city(self) -> str:
        return next((point.city for point in self.points if point.city), "")


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """How one party belongs to another."""

    party: str
    at: str
    kind: str
    label: str = ""
    since_on: date | None = None


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line of a receipt: signed sums in the company's currency."""

    product: str
    quantity: Decimal
    amount: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """A receipt; ``reverses`` is the key of the sale it takes back. Over the counter there may be no party."""

    key: str
    party: str | None
    at: datetime
    lines: tuple[LineDraft, ...]
    channel: str = "shop"
    kind: str = "sale"
    reverses: str | None = None
    by: str | None = None

    @property
    def revenue(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal())


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was said or done, for the timeline."""

    party: str
    at: datetime
    payload: Payload
    channel: str
    by: str | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """Something somebody is to do."""

    party: str
    title: str
    due_on: date
    owner: str
    planned_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LookDraft:
    """When somebody of the staff last had a card open."""

    staff: str
    party: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Company:
    """The whole invented company."""

    parties: tuple[PartyDraft, ...] = ()
    roles: tuple[RoleDraft, ...] = ()
    purchases: tuple[PurchaseDraft, ...] = ()
    happenings: tuple[Happening, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()
    looks: tuple[LookDraft, ...] = field(default=())


def touches(purchases: Iterable[PurchaseDraft], happenings: Iterable[Happening]) -> list[tuple[datetime, str]]:
    """Return every moment somebody was in touch, with the key of whom, in order."""
    bought = ((purchase.at, purchase.party) for purchase in purchases if purchase.party is not None)
    told = ((happening.at, happening.party) for happening in happenings)
    return sorted((*bought, *told))
