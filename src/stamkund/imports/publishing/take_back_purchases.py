"""Undoing what an import told otherwise of documents that were there before it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from stamkund.imports.models import Change
from stamkund.purchases.actions.amend_purchases import move_purchase, sum_up, write_lines
from stamkund.purchases.actions.record_purchases import ReadyLine
from stamkund.purchases.models import Purchase, PurchaseLine


def restore_purchases(changes: Sequence[Change]) -> int:
    """Give the documents back the lines they had. Returns how many stay because they were changed again since."""
    return sum(not _restore(change) for change in changes)


def _restore(change: Change) -> bool:
    purchase = Purchase.objects.filter(pk=change.object_id).first()
    before, after = change.before or {}, change.after or {}
    if purchase is None or purchase.revenue != Decimal(after["revenue"]):
        return False
    PurchaseLine.objects.filter(purchase=purchase, key__in=after["added"]).delete()
    described = dict(PurchaseLine.objects.filter(purchase=purchase).values_list("pk", "description"))
    write_lines({line[0]: _ready(line, described) for line in before["lines"]})
    move_purchase(purchase, datetime.fromisoformat(before["purchased_at"]))
    sum_up([purchase.pk])
    return True


def _ready(line: Sequence[object], described: dict[int, str]) -> ReadyLine:
    number, quantity, amount, product, cost = line
    return ReadyLine(
        key="",
        amount=Decimal(str(amount)),
        quantity=Decimal(str(quantity)),
        description=described.get(int(str(number)), ""),
        product_id=None if product is None else int(str(product)),
        direct_cost=None if cost is None else Decimal(str(cost)),
    )
