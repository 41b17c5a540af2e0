"""Receipts with their lines, each standing on its customer's timeline."""

from collections.abc import Iterator, Sequence

from stamkund.demo.chance import chance_for, public_id
from stamkund.demo.company import CURRENCY
from stamkund.demo.drafts import PurchaseDraft
from stamkund.demo.store.world import BATCH, World
from stamkund.purchases.events import PurchaseCancelled, PurchaseRecorded, PurchaseReturned
from stamkund.purchases.models import Purchase, PurchaseKind, PurchaseLine
from stamkund.purchases.rules import what_was_bought
from stamkund.timeline.actions import record_many
from stamkund.timeline.models import Event

FIRST_NUMBER = 1_001
PAYLOADS = {"sale": PurchaseRecorded, "return": PurchaseReturned, "cancellation": PurchaseCancelled}


def store_purchases(world: World, drafts: Sequence[PurchaseDraft]) -> None:
    """Write the receipts down in the order they were made, numbered as the till does."""
    chance = chance_for(world.seed, "purchase ids")
    purchases: dict[str, Purchase] = {}
    for number, draft in enumerate(drafts, start=FIRST_NUMBER):
        purchases[draft.key] = _purchase(world, draft, str(number))
        purchases[draft.key].public_id = public_id(chance, draft.at)
    events = [
        _event(world, draft, purchases[draft.key], purchases[draft.reverses] if draft.reverses else None)
        for draft in drafts
    ]
    record_many(events)
    for purchase, event in zip(purchases.values(), events, strict=True):
        purchase.event = event
    _save(drafts, purchases)
    PurchaseLine.objects.bulk_create(_lines(world, drafts, purchases), batch_size=BATCH)


def _save(drafts: Sequence[PurchaseDraft], purchases: dict[str, Purchase]) -> None:
    """Sales first: what comes back points to one."""
    sales = [purchases[draft.key] for draft in drafts if not draft.reverses]
    Purchase.objects.bulk_create(sales, batch_size=BATCH)
    back = [draft for draft in drafts if draft.reverses]
    for draft in back:
        purchases[draft.key].reverses = purchases[draft.reverses or ""]
    Purchase.objects.bulk_create([purchases[draft.key] for draft in back], batch_size=BATCH)


def _purchase(world: World, draft: PurchaseDraft, number: str) -> Purchase:
    return Purchase(
        party=world.parties[draft.party] if draft.party else None,
        kind=PurchaseKind(draft.kind),
        source="webshop" if draft.channel == "web" else "till",
        key=number,
        number=number,
        purchased_on=draft.at.date(),
        purchased_at=draft.at,
        recorded_at=draft.at,
        channel=draft.channel,
        currency=CURRENCY,
        revenue=draft.revenue,
        direct_cost=sum(line.cost for line in draft.lines),
    )


def _event(world: World, draft: PurchaseDraft, purchase: Purchase, reversed_sale: Purchase | None) -> Event:
    payload = PAYLOADS[draft.kind](
        purchase=str(purchase.public_id),
        number=purchase.number,
        amount=purchase.revenue,
        currency=purchase.currency,
        what=what_was_bought([world.products[line.product].name for line in draft.lines]),
        **({"reverses": str(reversed_sale.public_id)} if reversed_sale else {}),
    )
    return Event(
        party=purchase.party,
        kind=payload.kind,
        subject=f"purchase:{purchase.public_id}",
        occurred_at=draft.at,
        recorded_at=draft.at,
        channel=draft.channel,
        source=purchase.source,
        key=f"purchase:{purchase.key}",
        actor=world.member(draft.by),
        data=payload.model_dump(mode="json"),
    )


def _lines(world: World, drafts: Sequence[PurchaseDraft], purchases: dict[str, Purchase]) -> Iterator[PurchaseLine]:
    for draft in drafts:
        for position, line in enumerate(draft.lines, start=1):
            product = world.products[line.product]
            yield PurchaseLine(
                purchase=purchases[draft.key],
                key=str(position),
                product=product,
                description=product.name,
                quantity=line.quantity,
                amount=line.amount,
                direct_cost=line.cost,
            )
