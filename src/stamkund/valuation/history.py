"""One customer's purchases as (x, t_x, T, m), by the same rules as `warehouse/metrics/purchase_day.sql`.

Two tellings of one rule, in SQL for the base and in Python for one customer; a test holds them equal.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Document:
    """A sale, return or cancellation, as of the day it is `from_on`.

    It counts for `day`: a reversal for that of the sale it takes back, where that is known.
    """

    is_sale: bool
    from_on: date
    day: date
    currency: str
    revenue: Decimal
    direct_cost: Decimal | None


@dataclass(frozen=True, slots=True)
class History:
    """Days with a purchase, the first and last of them, and the money of all documents."""

    purchase_days: int
    first_on: date
    last_on: date
    money: float

    @property
    def mean_money(self) -> float:
        """Money per purchase day."""
        return self.money / self.purchase_days


@dataclass(slots=True)
class _Day:
    """What the documents of one day come to."""

    sales: int = 0
    documents: int = 0
    net: Decimal = Decimal(0)

    @property
    def counts(self) -> bool:
        """Something was sold that was not wholly taken back; a gift at price 0 counts."""
        return self.sales > 0 and (self.net > 0 or self.sales == self.documents)


class Growing:
    """A history while documents come in."""

    def __init__(self, rates: Mapping[str, Decimal], cost_share: float | None) -> None:
        self._rates, self._cost_share = rates, cost_share
        self._days: defaultdict[date, _Day] = defaultdict(_Day)
        self._money = 0.0

    def add(self, documents: Iterable[Document]) -> None:
        """Count more documents; those in a currency without a rate are left out."""
        for document in documents:
            if document.currency in self._rates:
                day = self._days[document.day]
                day.sales += document.is_sale
                day.documents += 1
                day.net += document.revenue * self._rates[document.currency]
                self._money += self._worth(document)

    def history(self) -> History | None:
        """The history so far, or None if nothing counts as a purchase."""
        bought = [on for on, day in self._days.items() if day.counts]
        return History(len(bought), min(bought), max(bought), self._money) if bought else None

    def _worth(self, document: Document) -> float:
        revenue = float(document.revenue * self._rates[document.currency])
        if self._cost_share is None:
            return revenue
        if document.direct_cost is None:
            return revenue * (1.0 - self._cost_share)
        return revenue - float(document.direct_cost * self._rates[document.currency])


def summarise(documents: Iterable[Document], rates: Mapping[str, Decimal], cost_share: float | None) -> History | None:
    """The history of one customer, or None if nothing counts as a purchase."""
    growing = Growing(rates, cost_share)
    growing.add(documents)
    return growing.history()
