"""Valuing the whole base: calculate, guard, publish."""

from datetime import date

from django.db import transaction

from stamkund.purchases.models import Purchase
from stamkund.timeline.actions import record_event
from stamkund.valuation.actions.revise_customer import revise_customer
from stamkund.valuation.draft import Draft, draft_valuation
from stamkund.valuation.events import BaseValued, ValuationRefused
from stamkund.valuation.models import Equity, Run, RunStatus
from stamkund.valuation.publish import replace_values, value_table
from stamkund.valuation.rules import Outcome, Refusal, find_refusal
from stamkund.valuation.runs import draft_run

MOST_TO_CATCH_UP = 2_000
"""Customers who bought while the base was being valued; more is an import, which asks for a run of its own."""


def value_base(*, as_of: date | None = None, force: bool = False, source: str = "valuation") -> Run:
    """Value the base as of a day (today unless told) and publish it, or keep what stands and say why.

    `force` publishes a result that is far from the one before it.
    """
    watermark = Purchase.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    draft = draft_valuation(as_of)
    refusal = find_refusal(draft.outcome, last_outcome())
    if refusal is not None and not (force and refusal is not Refusal.NOT_A_NUMBER):
        return refuse(draft, refusal, source)
    run = publish(draft, source)
    catch_up(watermark)
    return run


@transaction.atomic
def publish(draft: Draft, source: str) -> Run:
    """Replace all values and the equity by the draft's."""
    run = draft_run(draft, RunStatus.PUBLISHED)
    run.save()
    replace_values(value_table(draft), run.pk, run.finished_at)
    equity = Equity(
        pk=1, run=run, currency=run.currency, total=run.total, low=run.low, high=run.high, customers=run.customers
    )
    equity.save(force_insert=not Equity.objects.filter(pk=1).exists())
    payload = BaseValued(run=run.pk, model=run.model, customers=run.customers, amount=run.total, currency=run.currency)
    record_event(payload=payload, source=source)
    return run


@transaction.atomic
def refuse(draft: Draft, refusal: Refusal, source: str) -> Run:
    """Keep yesterday's values and remember why."""
    run = draft_run(draft, RunStatus.REFUSED, refusal)
    run.save()
    record_event(payload=ValuationRefused(run=run.pk, reason=refusal), source=source)
    return run


def last_outcome() -> Outcome | None:
    """What the published run came to; None before the first."""
    equity = Equity.objects.select_related("run").first()
    if equity is None:
        return None
    run = equity.run
    return Outcome(run.customers, float(run.total), float(run.low), float(run.high))


def catch_up(watermark: int) -> None:
    """Revise those who bought after reading began, so that a night's run does not undo what happened during it."""
    newer = Purchase.objects.filter(pk__gt=watermark, party__isnull=False).select_related("party")
    for party in {purchase.party for purchase in newer[:MOST_TO_CATCH_UP]}:
        if party is not None:
            revise_customer(party=party)
