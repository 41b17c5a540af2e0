"""What came back: parcels from the web shop that did not fit, and pairs called off before the leather was cut."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from stamkund.demo.clock import in_opening_hours
from stamkund.demo.drafts import LineDraft, PurchaseDraft

RETURNED_FROM_THE_WEB = 0.07
CALLED_OFF = 0.02
MADE_TO_MEASURE = 5_000


def invent_reversals(chance: Random, purchases: Sequence[PurchaseDraft], today: date) -> Iterator[PurchaseDraft]:
    """Yield a return or a cancellation for some of the *purchases*."""
    for purchase in purchases:
        if purchase.channel == "web" and chance.random() < RETURNED_FROM_THE_WEB:
            reversal = _take_back(chance, purchase, "return", days=chance.randint(5, 24))
        elif purchase.revenue >= MADE_TO_MEASURE and chance.random() < CALLED_OFF:
            reversal = _take_back(chance, purchase, "cancellation", days=chance.randint(1, 4))
        else:
            continue
        if reversal.at.date() < today:
            yield reversal


def _take_back(chance: Random, purchase: PurchaseDraft, kind: str, *, days: int) -> PurchaseDraft:
    lines = purchase.lines if kind == "cancellation" else purchase.lines[:1]
    return replace(
        purchase,
        key=f"{purchase.key}-back",
        at=max(in_opening_hours(chance, purchase.at.date() + timedelta(days=days)), purchase.at),
        lines=tuple(_negated(line) for line in lines),
        kind=kind,
        reverses=purchase.key,
        by=purchase.by or "jonas",
    )


def _negated(line: LineDraft) -> LineDraft:
    return replace(line, quantity=-line.quantity, amount=-line.amount, cost=-line.cost)
