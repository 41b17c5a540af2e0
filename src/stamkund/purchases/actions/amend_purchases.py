"""Correcting many documents at once, from a file that tells more of them, or tells them otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.utils import timezone

from stamkund.purchases.actions.record_purchases import ReadyLine, add_lines
from stamkund.purchases.events import PurchaseCorrected
from stamkund.purchases.models import Purchase, PurchaseKind, PurchaseLine
from stamkund.staff.models import User
from stamkund.timeline.actions import refuse_readers
from stamkund.timeline.bulk import insert_rows, next_ids
from stamkund.timeline.models import Event


@dataclass(slots=True)
class PurchaseAmendment:
    """Lines a document gets, new values of lines it has (by their id), and another moment when it is told otherwise."""

    purchase_id: int
    added: Sequence[ReadyLine] = ()
    changed: Mapping[int, ReadyLine] = field(default_factory=dict)
    purchased_at: datetime | None = None


@transaction.atomic
def amend_purchases(*, amendments: Sequence[PurchaseAmendment], actor: User | None) -> None:
    """Apply the amendments and keep every document's sums and kind in step with its lines."""
    refuse_readers(actor)
    add_lines(lines=[(one.purchase_id, line) for one in amendments for line in one.added])
    write_lines({number: line for one in amendments for number, line in one.changed.items()})
    moments = {one.purchase_id: one.purchased_at for one in amendments if one.purchased_at}
    for purchase in Purchase.objects.filter(pk__in=moments):
        move_purchase(purchase, moments[purchase.pk])
    sum_up([one.purchase_id for one in amendments])


def move_purchase(purchase: Purchase, moment: datetime) -> None:
    """Date a document otherwise. Only for bulk verbs."""
    purchase.purchased_at, purchase.purchased_on = moment, timezone.localdate(moment)
    purchase.save(update_fields=["purchased_at", "purchased_on"])


def write_lines(lines: Mapping[int, ReadyLine]) -> None:
    """Store new values of lines by their id. Only for bulk verbs."""
    stored = PurchaseLine.objects.in_bulk(list(lines))
    for number, line in lines.items():
        found = stored[number]
        found.quantity, found.amount, found.direct_cost = line.quantity, line.amount, line.direct_cost
        found.product_id, found.description = line.product_id, line.description
    columns = ("quantity", "amount", "direct_cost", "product", "description")
    PurchaseLine.objects.bulk_update(stored.values(), columns, batch_size=100)


def sum_up(purchase_ids: Sequence[int]) -> None:
    """Bring revenue, direct cost and kind of the documents in step with their lines. Only for bulk verbs."""
    lines = PurchaseLine.objects.filter(purchase_id__in=purchase_ids).order_by()
    sums = lines.values_list("purchase_id").annotate(
        Sum("amount"), Sum("direct_cost"), Count("id"), Count("direct_cost")
    )
    kinds = dict(Purchase.objects.filter(pk__in=purchase_ids).values_list("pk", "kind"))
    rows = []
    for number, revenue, cost, count, costed in sums:
        known_cost = cost if costed == count else None
        rows.append([_stored(revenue), _stored(known_cost), _kind(kinds[number], revenue), number])
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE purchases_purchase SET revenue = %s, direct_cost = %s, kind = %s WHERE id = %s", rows
        )


def _kind(kind: str, revenue: Decimal) -> str:
    """A return that came to be worth something is a sale after all; a sale below nothing is a return."""
    if revenue > 0:
        return PurchaseKind.SALE.value
    return PurchaseKind.RETURN.value if revenue < 0 and kind == PurchaseKind.SALE else kind


def _stored(amount: Decimal | None) -> str | Decimal | None:
    return None if amount is None else connection.ops.adapt_decimalfield_value(amount, 18, 4)


@transaction.atomic
def tell_corrections(*, before: Mapping[int, Decimal], actor: User | None, source: str) -> list[int]:
    """Append one event for each document whose revenue is no longer what it was `before`. Returns their ids."""
    found = Purchase.objects.filter(pk__in=before)
    purchases = [purchase for purchase in found if purchase.revenue != before[purchase.pk]]
    ids = list(next_ids(Event, len(purchases)))
    rows = [
        (number, purchase.party_id, purchase.purchased_at, purchase.event_id, _told(purchase, before[purchase.pk]))
        for number, purchase in zip(ids, purchases, strict=True)
    ]
    constants = {
        "kind": PurchaseCorrected.kind, "subject": "", "recorded_at": timezone.now(), "channel": "internal",
        "source": source, "actor": actor and actor.pk,
    }  # fmt: skip
    insert_rows(Event, ("id", "party", "occurred_at", "corrects", "data"), rows, constants)
    return ids


def _told(purchase: Purchase, before: Decimal) -> dict[str, str]:
    return {
        "purchase": str(purchase.public_id),
        "number": purchase.number,
        "before": str(before),
        "amount": str(purchase.revenue),
        "currency": purchase.currency,
    }
