"""Reading values: one customer's, the base's, and who is worth saving."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from stamkund.customers.queries import visible_parties
from stamkund.kit.money import Money
from stamkund.purchases.models import Purchase, PurchaseKind
from stamkund.staff.models import User
from stamkund.timeline.prepared import Prepared
from stamkund.timeline.prepared_rows import PreparedRows
from stamkund.valuation.fitted import Fitted
from stamkund.valuation.history import Document, History, summarise
from stamkund.valuation.models import Equity, Run, RunStatus, Value
from stamkund.valuation.rules import LIKELY_ALIVE, WEEKS_PER_YEAR
from stamkund.valuation.trend import Trend, find_trend

_VALUES = Prepared(Value, "party")
_REVISED = Prepared(Value, "party", lambda values: values.only("revised_at"))
_RUNS = Prepared(Run, "id", lambda runs: runs.defer("report", "standard_errors"))
_TOTAL = PreparedRows(lambda _keys: Equity.objects.values_list("total", "customers", "currency"))
_DOCUMENTS = PreparedRows(
    lambda entries: Purchase.objects.filter(party__in=entries).values_list(
        "kind", "purchased_on", "reverses__purchased_on", "currency", "revenue", "direct_cost"
    )
)

WORTH_A_CALL = (0.2, LIKELY_ALIVE)
"""Odds of being with us between which a call may still change something: surer ones stay, the others have left."""


@dataclass(frozen=True, slots=True)
class CustomerValue:
    """What one customer is worth, in the run's currency. ``probability_alive`` is None where the data cannot tell."""

    clv: Money
    low: Money
    high: Money
    at_stake: Money
    mean_money: Money
    probability_alive: float | None
    expected_purchases: float
    purchase_days: int
    first_on: date
    last_on: date
    revised_at: datetime
    run: Run


@dataclass(frozen=True, slots=True)
class Share:
    """A customer's part of customer equity: of how much, as a fraction, and counted in average customers."""

    equity: Money
    customers: int
    fraction: float
    averages: float


@dataclass(frozen=True, slots=True)
class EquityNow:
    """The value of the base at this moment, the run it stands on, and what revisions have moved since.

    Everybody was valued ``as_of`` that day; purchases since have moved the total, the last time at ``moved_at``.
    """

    total: Money
    low: Money
    high: Money
    customers: int
    as_of: date
    moved_at: datetime
    years: float
    level: float
    is_margin: bool
    acquired: Money
    grown: Money
    reduced: Money
    run: Run


@dataclass(frozen=True, slots=True)
class WorthSaving:
    """A valuable customer who is slipping: what would be gained if we knew they were with us."""

    party_id: int
    public_id: UUID
    name: str
    gain: Money
    clv: Money
    probability_alive: float
    last_on: date


def published_run() -> Run | None:
    """The run whose values stand, its report not read yet."""
    equity = Equity.objects.select_related("run").defer("run__report").first()
    return equity.run if equity else None


def latest_run() -> Run | None:
    """The last attempt, published or refused."""
    return Run.objects.defer("report").order_by("-finished_at", "-id").first()


def latest_runs() -> QuerySet[Run]:
    """All attempts, latest first, without their reports."""
    return Run.objects.defer("report", "diagnostics").order_by("-finished_at", "-id")


def refused_since_published() -> Run | None:
    """The last attempt, if it was refused: the values on the screen are older than it."""
    run = latest_run()
    return run if run is not None and run.status == RunStatus.REFUSED else None


def equity_now() -> EquityNow | None:
    """Customer equity; None before the first run."""
    equity = Equity.objects.select_related("run").first()
    if equity is None:
        return None
    return EquityNow(
        total=Money(equity.total, equity.currency),
        low=Money(max(equity.low, Decimal(0)), equity.currency),
        high=Money(equity.high, equity.currency),
        customers=equity.customers,
        as_of=equity.run.as_of,
        moved_at=equity.moved_at,
        years=round(equity.run.horizon_weeks / WEEKS_PER_YEAR, 2),
        level=equity.run.level,
        is_margin=equity.run.cost_share is not None,
        acquired=Money(equity.acquired, equity.currency),
        grown=Money(equity.grown, equity.currency),
        reduced=Money(equity.reduced, equity.currency),
        run=equity.run,
    )


def value_of(party_id: int) -> CustomerValue | None:
    """What a customer is worth; None if nothing has been bought, or before the first run."""
    value = _VALUES.first(party_id)
    run = _RUNS.first(value.run_id) if value else None
    if value is None or run is None:
        return None
    value.run = run
    return shown(value)


def trend_of(value: CustomerValue, entries: Sequence[int]) -> Trend:
    """How a customer, all *entries* of it, came to be worth *value*."""
    as_of = max(value.run.as_of, value.last_on)
    return find_trend(documents_of(entries), Fitted.from_run(value.run), as_of, float(value.clv.amount))


def share_of(value: CustomerValue) -> Share | None:
    """Which part of customer equity *value* is; None where all together are worth nothing."""
    found = _TOTAL.rows([])
    if not found or found[0][0] <= 0:
        return None
    total, customers, currency = found[0]
    fraction = float(value.clv.amount / total)
    return Share(Money(total, currency), customers, fraction, fraction * customers)


def revised_at_of(party_id: int) -> datetime | None:
    """When a customer was last valued: what an open card asks every other second."""
    value = _REVISED.first(party_id)
    return value.revised_at if value else None


def values_of(party_ids: Iterable[int]) -> dict[int, CustomerValue]:
    """What several customers are worth, in one query."""
    unread = ("run__report", "run__diagnostics", "run__standard_errors", "run__parameters")
    values = Value.objects.filter(pk__in=list(party_ids)).select_related("run").defer(*unread)
    return {value.pk: shown(value) for value in values}


def shown(value: Value) -> CustomerValue:
    """A Value as screens read it."""
    currency = value.run.currency
    return CustomerValue(
        clv=Money(value.clv, currency),
        low=Money(value.low, currency),
        high=Money(value.high, currency),
        at_stake=Money(value.at_stake, currency),
        mean_money=Money(value.mean_money, currency),
        probability_alive=value.probability_alive,
        expected_purchases=value.expected_purchases,
        purchase_days=value.frequency + 1,
        first_on=value.first_on,
        last_on=value.last_on,
        revised_at=value.revised_at,
        run=value.run,
    )


def slipping() -> QuerySet[Value]:
    """Values of customers a call may still hold, the most at stake first."""
    low, high = WORTH_A_CALL
    slipping = Value.objects.filter(at_stake__gt=0, probability_alive__gte=low, probability_alive__lt=high)
    return slipping.order_by("-at_stake")


def worth_saving(viewer: User, limit: int = 7) -> list[WorthSaving]:
    """The slipping customers with the most at stake that `viewer` may see."""
    columns = ("party__public_id", "party__name", "at_stake", "clv", "run__currency", "probability_alive", "last_on")
    values = slipping().filter(party__in=visible_parties(viewer)).values_list("party_id", *columns)[:limit]
    return [
        WorthSaving(key, public_id, name, Money(stake, currency), Money(clv, currency), alive or 0.0, last_on)
        for key, public_id, name, stake, clv, currency, alive, last_on in values
    ]


def history_of(entries: Sequence[int], rates: Mapping[str, Decimal], cost_share: float | None) -> History | None:
    """A customer's history over all entries that are this customer."""
    return summarise(documents_of(entries), rates, cost_share)


def documents_of(entries: Sequence[int]) -> list[Document]:
    """Every purchase, return and cancellation of a customer, on the day it counts for."""
    return [
        Document(kind == PurchaseKind.SALE, on, reversed_on or on, currency, revenue, cost)
        for kind, on, reversed_on, currency, revenue, cost in _DOCUMENTS.rows(entries)
    ]
