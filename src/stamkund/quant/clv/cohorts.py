"""Who stays: customers by the period of their first purchase, and how many bought again in each later period."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stamkund.quant.clv.errors import BadHistoryError


@dataclass(frozen=True, slots=True)
class Cohort:
    """Customers first seen in one period; `active[k]` of them bought k periods later (`active[0]` is all of them)."""

    period: int
    customers: int
    active: tuple[int, ...]

    @property
    def retention(self) -> tuple[float, ...]:
        return tuple(count / self.customers for count in self.active)


def retention(first: ArrayLike, active: ArrayLike, customers: ArrayLike, last_period: int) -> tuple[Cohort, ...]:
    """Cohorts from counts per (period of first purchase, period with a purchase), oldest first.

    Raises BadHistoryError where a purchase lies before the first one or after `last_period`.
    """
    first, active, customers = (np.asarray(column, dtype=np.int64) for column in (first, active, customers))
    broken = (active < first) | (active > last_period)
    if broken.any():
        raise BadHistoryError("a purchase before the first or after the last period", np.flatnonzero(broken).tolist())
    return tuple(_cohort(int(period), first, active, customers, last_period) for period in np.unique(first))


def _cohort(
    period: int, first: NDArray[np.int64], active: NDArray[np.int64], customers: NDArray[np.int64], last: int
) -> Cohort:
    mine = first == period
    counts = np.bincount(active[mine] - period, customers[mine], minlength=last - period + 1).astype(int).tolist()
    return Cohort(period, counts[0], tuple(counts))
