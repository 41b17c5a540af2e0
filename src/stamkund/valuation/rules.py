"""Pure rules of valuation: what money means, which day it is, whether a result may be published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import isfinite, log

from stamkund.quant.clv import Outlook

DAYS_PER_WEEK = 7.0
WEEKS_PER_YEAR = 52.1775
COSTS_KNOWN_FROM = 0.5
"""Share of revenue with a known direct cost from which values are margin; below it they are revenue."""
STALE_AFTER = timedelta(days=90)
SURELY_LOST_BELOW = 0.05
LIKELY_ALIVE = 0.5
"""From this chance on a customer counts as with us; below it they are slipping. One line for every page and rule."""
LARGE_BASE = 100
MOST_LOST_CUSTOMERS = 0.5
LARGEST_JUMP = 3.0
LARGEST_MONEY = 1e15
"""More than a million thousand million is no amount but a mistake in a file, and does not fit its column."""
WORTHWHILE = 0.7
"""The upper 30 % by value if still with us are worth holding on to."""


class Refusal(StrEnum):
    """Why a run was not published."""

    NOT_A_NUMBER = "not_a_number"
    CUSTOMERS_FELL = "customers_fell"
    TOTAL_JUMPED = "total_jumped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far ahead values look, the yearly discount, and how sure low–high shall be."""

    years: float = 3.0
    discount: float = 0.10
    level: float = 0.8

    def outlook(self) -> Outlook:
        """The same in weeks and as a continuous rate."""
        return Outlook(self.years * WEEKS_PER_YEAR, log(1.0 + self.discount) / WEEKS_PER_YEAR, self.level)


@dataclass(frozen=True, slots=True)
class CurrencySales:
    """Sales in one currency: documents, the last day, revenue, the part with a known direct cost, and that cost."""

    currency: str
    sales: int
    last_on: date
    revenue: float
    costed_revenue: float
    direct_cost: float


@dataclass(frozen=True, slots=True)
class Terms:
    """In what money the base is valued. ``left_out`` counts sales in currencies without a known rate."""

    currency: str
    rates: Mapping[str, Decimal]
    cost_share: float | None
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to, as far as publishing it is concerned."""

    customers: int
    total: float
    low: float
    high: float


def settle_terms(sales: Iterable[CurrencySales], currency: str, rates: Mapping[str, Decimal]) -> Terms:
    """Choose the currency and decide between margin and revenue.

    If nothing was sold in the company's currency nor in one with a rate to it, the currency sold most in is used.
    """
    found = sorted(sales, key=lambda entry: -entry.sales)
    usable = {**rates, currency: Decimal(1)}
    if found and not any(entry.currency in usable for entry in found):
        currency = found[0].currency
        usable = {currency: Decimal(1)}
    counted = [entry for entry in found if entry.currency in usable]
    left_out = {entry.currency: entry.sales for entry in found if entry.currency not in usable}
    return Terms(currency, usable, cost_share(counted, usable), left_out)


def cost_share(sales: Iterable[CurrencySales], rates: Mapping[str, Decimal]) -> float | None:
    """Direct cost per unit of revenue where it is known; None if it is known for less than half of the revenue."""
    weighted = [(float(rates[entry.currency]), entry) for entry in sales]
    revenue = sum(rate * entry.revenue for rate, entry in weighted)
    costed = sum(rate * entry.costed_revenue for rate, entry in weighted)
    if revenue <= 0 or costed < COSTS_KNOWN_FROM * revenue:
        return None
    return sum(rate * entry.direct_cost for rate, entry in weighted) / costed


def parse_rates(settings: Iterable[str]) -> dict[str, Decimal]:
    """``["NOK=0.98", "EUR=11.20"]`` → what one unit of each currency is worth in the company's own."""
    pairs = (entry.split("=", 1) for entry in settings)
    return {currency.strip().upper(): Decimal(rate.strip()) for currency, rate in pairs}


def reference_day(asked: date | None, today: date, last_purchase_on: date | None) -> date:
    """The day as of which the base is valued: the one asked for, or today.

    When nothing has been sold for three months the history is an old file, not a silent base: its last day is meant.
    """
    if asked is not None:
        return asked
    if last_purchase_on is not None and today - last_purchase_on > STALE_AFTER:
        return last_purchase_on
    return today


def find_refusal(new: Outcome, before: Outcome | None) -> Refusal | None:
    """Say why a result should not replace the one before it, or None if it may."""
    if not all(isfinite(figure) and figure < LARGEST_MONEY for figure in (new.total, new.low, new.high)):
        return Refusal.NOT_A_NUMBER
    if before is None or before.customers < LARGE_BASE:
        return None
    if new.customers < MOST_LOST_CUSTOMERS * before.customers:
        return Refusal.CUSTOMERS_FELL
    if before.total > 0 and not 1 / LARGEST_JUMP <= new.total / before.total <= LARGEST_JUMP:
        return Refusal.TOTAL_JUMPED
    return None


def at_stake(clv: float, probability_alive: float | None) -> float:
    """What a customer would be worth more if we knew they were still with us; nothing for who is surely gone."""
    if probability_alive is None or probability_alive < SURELY_LOST_BELOW:
        return 0.0
    return clv / probability_alive - clv
