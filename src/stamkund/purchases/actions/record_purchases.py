"""Remembering many documents at once, from a file: the bulk form of recording a purchase."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from stamkund.kit.ids import uuid7
from stamkund.purchases.events import PurchaseCancelled, PurchaseRecorded, PurchaseReturned
from stamkund.purchases.models import Purchase, PurchaseKind, PurchaseLine
from stamkund.purchases.rules import known_sum, what_was_bought
from stamkund.staff.models import User
from stamkund.timeline.actions import refuse_readers
from stamkund.timeline.bulk import insert_rows, next_ids
from stamkund.timeline.models import Channel, Event

EVENT_KINDS = {
    PurchaseKind.SALE: PurchaseRecorded.kind,
    PurchaseKind.RETURN: PurchaseReturned.kind,
    PurchaseKind.CANCELLATION: PurchaseCancelled.kind,
}
PURCHASE_COLUMNS = (
    "id", "public_id", "party", "kind", "key", "number", "purchased_on", "purchased_at", "channel", "currency",
    "revenue", "direct_cost", "event",
)  # fmt: skip
LINE_COLUMNS = ("purchase", "key", "product", "description", "quantity", "amount", "direct_cost")


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A line already checked. `key` is its own within the document; `product_id` is None for what has no number."""

    key: str
    amount: Decimal
    quantity: Decimal = Decimal(1)
    description: str = ""
    product_id: int | None = None
    direct_cost: Decimal | None = None


@dataclass
class NewPurchase:
    """A document to be recorded. `id` is given while it is stored; without `party_id` nobody known has bought."""

    key: str
    purchased_at: datetime
    currency: str
    kind: str = PurchaseKind.SALE
    number: str = ""
    party_id: int | None = None
    channel: str = Channel.SHOP
    lines: list[ReadyLine] = field(default_factory=list)
    id: int = 0
    public_id: UUID = field(default_factory=uuid7)

    @cached_property
    def revenue(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal())


@transaction.atomic
def record_purchases(*, purchases: Sequence[NewPurchase], actor: User | None, source: str) -> Sequence[NewPurchase]:
    """Store documents that are not stored yet, one event each dated by the document, in a few statements."""
    refuse_readers(actor)
    for purchase, number in zip(purchases, next_ids(Purchase, len(purchases)), strict=True):
        purchase.id = number
    events = list(next_ids(Event, len(purchases)))
    stamps = {"recorded_at": timezone.now(), "source": source}
    told = {"subject": "", "actor": actor and actor.pk, **stamps}
    insert_rows(
        Event,
        ("id", "party", "kind", "occurred_at", "channel", "key", "data"),
        [_event_row(number, purchase) for number, purchase in zip(events, purchases, strict=True)],
        told,
    )
    rows = [_purchase_row(number, purchase) for number, purchase in zip(events, purchases, strict=True)]
    insert_rows(Purchase, PURCHASE_COLUMNS, rows, stamps)
    add_lines(lines=[(purchase.id, line) for purchase in purchases for line in purchase.lines])
    return purchases


def _event_row(number: int, purchase: NewPurchase) -> tuple[object, ...]:
    data = {
        "purchase": str(purchase.public_id),
        "number": purchase.number,
        "amount": str(purchase.revenue),
        "currency": purchase.currency,
        "what": what_was_bought([line.description for line in purchase.lines]),
    }
    kind = EVENT_KINDS[PurchaseKind(purchase.kind)]
    return (number, purchase.party_id, kind, purchase.purchased_at, purchase.channel, f"purchase:{purchase.key}", data)


def _purchase_row(event: int, purchase: NewPurchase) -> tuple[object, ...]:
    cost = known_sum([line.direct_cost for line in purchase.lines])
    when = (timezone.localdate(purchase.purchased_at), purchase.purchased_at)
    names = (purchase.id, purchase.public_id, purchase.party_id, str(purchase.kind), purchase.key, purchase.number)
    return (*names, *when, purchase.channel, purchase.currency, purchase.revenue, cost, event)


@transaction.atomic
def add_lines(*, lines: Sequence[tuple[int, ReadyLine]]) -> None:
    """Store lines as (purchase's id, line); the caller keeps the purchase's sums in step."""
    rows = [
        (purchase, line.key, line.product_id, line.description, line.quantity, line.amount, line.direct_cost)
        for purchase, line in lines
    ]
    insert_rows(PurchaseLine, LINE_COLUMNS, rows)
