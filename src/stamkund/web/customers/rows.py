"""The rows of a list of customers: three queries whatever the size of the base, and no models are built."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from stamkund.customers.queries import channels_of
from stamkund.dialogue.queries import next_tasks_of
from stamkund.web.customers.listing import Listing
from stamkund.web.customers.ordering import read_in_order

if TYPE_CHECKING:
    from stamkund.staff.models import User

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One customer in a list."""

    public_id: UUID
    name: str
    city: str
    keeper: str | None
    last_event_at: datetime
    probability_alive: float | None
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    channels: Collection[str]
    task: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of rows, and where the next one starts, if there is one."""

    rows: tuple[Row, ...]
    next: str

    @property
    def top(self) -> Decimal:
        """The highest value thought possible on this page: where the shared axis of the whiskers ends."""
        return max((row.high for row in self.rows if row.high), default=Decimal(0))


def read_rows(viewer: "User", listing: Listing) -> Rows:
    """Return the page of *listing* that *viewer* sees."""
    found = read_in_order(viewer, listing, PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    keys = [row[0] for row in shown]
    channels, tasks = channels_of(keys), next_tasks_of(keys)
    rows = tuple(_row(facts, channels[key], tasks.get(key, ("", None))) for key, _place, *facts in shown)
    return Rows(rows, listing.order.place(shown[-1][1], shown[-1][0]) if len(found) > PAGE_SIZE else "")


def _row(facts: Sequence[Any], channels: Collection[str], task: tuple[str, date | None]) -> Row:
    public_id, name, city, keeper, last_event_at, alive, value, low, high = facts
    return Row(public_id, name, city, keeper, last_event_at, alive, value, low, high, channels, *task)
