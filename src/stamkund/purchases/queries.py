"""Reading purchases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from stamkund.customers.queries import may_see
from stamkund.purchases.models import Purchase, PurchaseKind, PurchaseLine
from stamkund.staff.models import User
from stamkund.timeline.prepared_rows import PreparedRows

_IS_SALE = Q(kind=PurchaseKind.SALE)
_BOUGHT = PreparedRows(
    lambda entries: (
        Purchase.objects.filter(party__in=entries)
        .order_by()
        .values_list("currency")
        .annotate(
            sales=Count("id", filter=_IS_SALE),
            net=Sum("revenue"),
            first_on=Min("purchased_on", filter=_IS_SALE),
            last_on=Max("purchased_on", filter=_IS_SALE),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Bought:
    """What a customer bought in one currency: number of sales, what they came to after returns, first and last day."""

    currency: str
    sales: int
    revenue: Decimal
    first_on: date | None
    last_on: date | None


def has_purchases() -> bool:
    """Say whether anything has been sold at all, to somebody we know."""
    return Purchase.objects.filter(party__isnull=False).exists()


def bought_by(entries: Sequence[int]) -> list[Bought]:
    """Return what a customer bought, net of returns and cancellations, the largest currency first."""
    rows = sorted(_BOUGHT.rows(entries), key=lambda row: -row[1])
    return [Bought(*row) for row in rows]


def find_purchase(entries: Sequence[int], public_id: UUID) -> Purchase | None:
    """Return one purchase of a customer, or ``None`` where it is somebody else's."""
    return Purchase.objects.select_related("party").filter(party_id__in=entries, public_id=public_id).first()


def find_visible_purchase(viewer: User, public_id: UUID) -> Purchase | None:
    """Return a purchase by its public id, or ``None`` where *viewer* may not see whose it is."""
    purchase = Purchase.objects.select_related("party").filter(public_id=public_id).first()
    if purchase is None or (purchase.party is not None and not may_see(viewer, purchase.party)):
        return None
    return purchase


def lines_of(purchase: Purchase) -> QuerySet[PurchaseLine]:
    """Return what a document says line by line."""
    return PurchaseLine.objects.filter(purchase=purchase).select_related("product").order_by("id")
