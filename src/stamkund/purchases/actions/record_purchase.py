"""Remembering a sale, a return or a cancellation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.catalogue.models import Product
from stamkund.customers.models import Party
from stamkund.customers.queries import entries_of
from stamkund.kit.ids import uuid7
from stamkund.kit.money import known_currencies
from stamkund.purchases.events import PurchaseCancelled, PurchaseRecorded, PurchaseReturned
from stamkund.purchases.models import Purchase, PurchaseKind, PurchaseLine
from stamkund.purchases.refusals import KeyTakenError
from stamkund.purchases.rules import is_plausible_amount, known_sum, what_was_bought
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event
from stamkund.timeline.models import Channel

_PAYLOADS = {
    PurchaseKind.RETURN: PurchaseReturned,
    PurchaseKind.CANCELLATION: PurchaseCancelled,
}


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line: a signed amount, a quantity, the product where it is in the catalogue, the direct cost where known."""

    amount: Decimal
    description: str = ""
    quantity: Decimal = Decimal(1)
    product: Product | None = None
    direct_cost: Decimal | None = None


@transaction.atomic
def record_purchase(
    *,
    party: Party | None,
    lines: Sequence[NewLine],
    currency: str,
    kind: str = PurchaseKind.SALE,
    purchased_at: datetime | None = None,
    number: str = "",
    channel: str = Channel.SHOP,
    reverses: Purchase | None = None,
    actor: User | None,
    source: str,
    key: str | None = None,
) -> Purchase:
    """Store one document with its lines and tell the timeline; one *key* from one *source* is one purchase.

    Raises ``KeyTakenError`` where the key stands for other facts, ``ValidationError`` for what cannot have been bought
    and for more than is left of the sale it *reverses*.
    """
    sale = Purchase.objects.select_for_update().get(pk=reverses.pk) if reverses is not None else None
    if key is not None and (stored := Purchase.objects.filter(source=source, key=key).first()):
        facts = {"kind": kind, "number": number, "channel": channel, "currency": currency, "reverses": sale}
        _require_same(stored, party, lines, facts | ({"purchased_at": purchased_at} if purchased_at else {}))
        return stored
    purchased_at = purchased_at or timezone.now()
    _require_plausible(lines, currency, kind, purchased_at)
    revenue = sum((line.amount for line in lines), Decimal())
    if sale is not None:
        _require_left(sale, kind, currency, revenue)
    public_id = uuid7()
    purchase = Purchase.objects.create(
        public_id=public_id,
        party=party,
        kind=kind,
        source=source,
        key=key if key is not None else str(public_id),
        number=number,
        purchased_on=timezone.localdate(purchased_at),
        purchased_at=purchased_at,
        channel=channel,
        currency=currency,
        revenue=revenue,
        direct_cost=known_sum([line.direct_cost for line in lines]),
        reverses=sale,
    )
    _store_lines(purchase, lines)
    _tell_timeline(purchase, lines, actor)
    return purchase


def _store_lines(purchase: Purchase, lines: Sequence[NewLine]) -> None:
    PurchaseLine.objects.bulk_create(
        PurchaseLine(
            purchase=purchase,
            key=str(position),
            product=line.product,
            description=line.description,
            quantity=line.quantity,
            amount=line.amount,
            direct_cost=line.direct_cost,
        )
        for position, line in enumerate(lines, start=1)
    )


def _tell_timeline(purchase: Purchase, lines: Sequence[NewLine], actor: User | None) -> None:
    facts = {
        "purchase": str(purchase.public_id),
        "number": purchase.number,
        "amount": purchase.revenue,
        "currency": purchase.currency,
        "what": what_was_bought([line.description for line in lines]),
    }
    if purchase.reverses is not None:
        facts["reverses"] = str(purchase.reverses.public_id)
    payload = _PAYLOADS.get(PurchaseKind(purchase.kind), PurchaseRecorded)(**facts)
    purchase.event = record_event(
        payload=payload,
        party=purchase.party,
        actor=actor,
        source=purchase.source,
        key=f"purchase:{purchase.key}",
        occurred_at=purchase.purchased_at,
        channel=purchase.channel,
        subject=f"purchase:{purchase.public_id}",
    )
    purchase.save(update_fields=["event"])


def _require_plausible(lines: Sequence[NewLine], currency: str, kind: str, purchased_at: datetime) -> None:
    if not lines:
        raise ValidationError({"lines": _("A purchase needs at least one line.")})
    if currency not in known_currencies():
        raise ValidationError({"currency": _("“%(code)s” is not a currency we know.") % {"code": currency}})
    if not all(is_plausible_amount(line.amount) for line in lines):
        raise ValidationError({"amount": _("This is not an amount of money.")})
    if purchased_at > timezone.now():
        raise ValidationError({"purchased_at": _("A purchase cannot lie ahead of us.")})
    revenue = sum(line.amount for line in lines)
    if kind != PurchaseKind.SALE and revenue > 0:
        raise ValidationError({"amount": _("A return gives money back: its amount is negative.")})
    if kind == PurchaseKind.SALE and revenue < 0:
        raise ValidationError({"amount": _("A sale does not give money back: a return is a kind of its own.")})


def _require_left(sale: Purchase, kind: str, currency: str, revenue: Decimal) -> None:
    """Refuse to take back more than *sale* brought; its row is locked, so two at once are counted one by one."""
    if kind == PurchaseKind.SALE:
        raise ValidationError({"reverses": _("A sale takes nothing back: a return or a cancellation does.")})
    if sale.kind != PurchaseKind.SALE:
        raise ValidationError({"reverses": _("Only a sale can be taken back.")})
    if sale.currency != currency:
        raise ValidationError({"currency": _("Money goes back in the currency of the sale.")})
    taken_back = sale.reversals.all()
    if kind == PurchaseKind.CANCELLATION and taken_back.filter(kind=kind).exists():
        raise ValidationError({"reverses": _("This sale has been called off already.")})
    if sale.revenue + sum(earlier.revenue for earlier in taken_back) + revenue < 0:
        raise ValidationError({"reverses": _("This takes back more than is left of the sale.")})


def _require_same(stored: Purchase, party: Party | None, lines: Sequence[NewLine], facts: Mapping[str, object]) -> None:
    """Refuse a key that came back with another purchase; a customer who was merged since is the same one."""
    is_same = (
        all(getattr(stored, name) == fact for name, fact in facts.items())
        and stored.party_id in (entries_of(party) if party else [None])
        and [_said(line) for line in stored.lines.select_related("product").order_by("id")]
        == [_said(line) for line in lines]
    )
    if not is_same:
        raise KeyTakenError({"key": _("This key stands for another purchase.")})


def _said(line: NewLine | PurchaseLine) -> tuple[object, ...]:
    return line.product and line.product.pk, line.description, line.quantity, line.amount, line.direct_cost
