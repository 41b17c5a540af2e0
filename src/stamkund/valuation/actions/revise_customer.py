"""Revising one customer in closed form, with the parameters of the last run: a few milliseconds, in any transaction."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from stamkund.customers.models import Party
from stamkund.timeline.models import Event
from stamkund.valuation.fitted import Fitted
from stamkund.valuation.history import History
from stamkund.valuation.models import Equity, Run, Value
from stamkund.valuation.queries import history_of, published_run
from stamkund.valuation.rules import at_stake
from stamkund.valuation.runs import money

UNMERGED = "party.unmerged"


def revise_on(event: Event) -> None:
    """Revise who the event is about: the immediate reaction to purchases, returns, cancellations, merges, unmerges."""
    if event.party is None:
        return
    revise_customer(party=event.party)
    if event.kind == UNMERGED:
        revise_customer(party=Party.objects.get(public_id=event.data["party"]))


@transaction.atomic
def revise_customer(*, party: Party) -> Value | None:
    """Value one customer anew and move the equity too. None before the first run, or if nothing counts as bought."""
    run = published_run()
    if run is None:
        return None
    survivor = party.merged_into_id or party.pk
    entries = [survivor, *Party.objects.filter(merged_into=survivor).values_list("pk", flat=True)]
    before = Value.objects.select_for_update().in_bulk(entries)
    fitted = Fitted.from_run(run)
    history = history_of(entries, fitted.rates, fitted.cost_share)
    value = None if history is None else worth(survivor, history, fitted, run)
    if gone := before.keys() - ({survivor} if value else set()):
        Value.objects.filter(pk__in=gone).delete()
    if value is not None:
        value.save(force_insert=survivor not in before, force_update=survivor in before)
    move_equity(before.values(), value, is_new=survivor not in before)
    return value


def worth(party: int, history: History, fitted: Fitted, run: Run) -> Value:
    """A Value that has not been saved, as of the run's day or the customer's last purchase, whichever is later."""
    found = fitted.value(history, as_of=max(run.as_of, history.last_on))
    alive = found.probability_alive if fitted.knows_leaving else None
    return Value(
        party_id=party,
        run=run,
        first_on=history.first_on,
        last_on=history.last_on,
        frequency=history.purchase_days - 1,
        mean_money=money(history.mean_money),
        probability_alive=alive,
        expected_purchases=found.expected_purchases,
        clv=money(found.clv),
        low=money(found.low),
        high=money(found.high),
        at_stake=money(at_stake(found.clv, alive)),
        revised_at=timezone.now(),
    )


def move_equity(before: Iterable[Value], value: Value | None, *, is_new: bool) -> None:
    """Add what has changed to the total, without reading the other customers."""
    gone = list(before)
    moved = (value.clv if value else Decimal(0)) - sum((old.clv for old in gone), Decimal(0))
    cause = "acquired" if is_new and not gone else "grown" if moved >= 0 else "reduced"
    Equity.objects.filter(pk=1).update(
        total=F("total") + moved,
        low=F("low") + moved,
        high=F("high") + moved,
        customers=F("customers") + (1 if value else 0) - len(gone),
        moved_at=timezone.now(),
        **{cause: F(cause) + moved},
    )
