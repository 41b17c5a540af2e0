"""Purchase histories (x, t_x, T), checked and compressed to their distinct values.

x    frequency: days with a purchase after the first
t_x  recency: time from the first to the last purchase
T    time from the first purchase to the end of observation
litt sum of the logarithms of the gaps between purchases; only models of regular purchases ask for it

A base of a million customers on a grid of days over two years has about 330,000 distinct histories; the likelihood
needs each once, with its number of customers. Time is never rounded for this: rounding to weeks moves alpha by 9 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.clv.arrays import Floats, Indices, as_floats, codes, whole_codes
from stamkund.quant.clv.errors import BadHistoryError, refuse

ROUNDED = 0.05
"""By how much the logarithm of a gap may be off where a file's figures are rounded; a wrong unit is off by ln 7."""


@dataclass(frozen=True, slots=True)
class Histories:
    """Distinct purchase histories, `weight` customers each.

    t_x and T are measured in `unit` of the caller's units of time: 1 as they come. `litt` is that of all customers of a
    history together; only its total counts, which is why it does not make histories distinct.
    """

    x: Floats
    t_x: Floats
    T: Floats
    weight: Floats
    unit: float = 1.0
    litt: Floats | None = None

    @classmethod
    def compress(
        cls,
        x: ArrayLike,
        t_x: ArrayLike,
        T: ArrayLike,
        weight: ArrayLike | None = None,
        litt: ArrayLike | None = None,
    ) -> Self:
        """Check the rows and merge equal ones. Raises BadHistoryError naming the rows that cannot be."""
        x, t_x, T = as_floats(x), as_floats(t_x), as_floats(T)
        weights = None if weight is None else as_floats(weight)
        check_histories(x, t_x, T, np.ones_like(x) if weights is None else weights)
        (ux, ix), (ut, it), (uT, iT) = codes(x), codes(t_x), codes(T)
        keys = (ix * ut.size + it) * uT.size + iT
        distinct, counts = count_distinct(keys, weights)
        gaps = None
        if litt is not None:
            each = check_gaps(as_floats(litt), x, t_x)
            gaps = count_distinct(keys, each if weights is None else each * weights)[1]
        pair, iT = np.divmod(distinct, max(uT.size, 1))
        ix, it = np.divmod(pair, max(ut.size, 1))
        return cls(ux[ix], ut[it], uT[iT], counts, litt=gaps)

    @classmethod
    def join(cls, bases: Sequence[Self]) -> Self:
        """The customers of several bases as one."""
        x, t_x, T, weight = (
            np.concatenate([getattr(base, name) for base in bases]) for name in ("x", "t_x", "T", "weight")
        )
        gaps = [base.litt for base in bases if base.litt is not None]
        each = np.concatenate(gaps) / np.where(weight > 0, weight, 1.0) if len(gaps) == len(bases) else None
        return cls.compress(x, t_x, T, weight, each)

    def measured_in(self, unit: float) -> Self:
        """The same histories with t_x and T counted in `unit` of what they are counted in now."""
        litt = None if self.litt is None else self.litt - self.weight * self.x * np.log(unit)
        return replace(self, t_x=self.t_x / unit, T=self.T / unit, unit=self.unit * unit, litt=litt)

    def distinct_times(self, times: Floats) -> tuple[Floats, Indices]:
        """`codes` of t_x or T, found on the caller's grid of days whatever the unit."""
        distinct, code = codes(times * self.unit)
        return distinct / self.unit, code

    @property
    def customers(self) -> float:
        return float(self.weight.sum())

    @property
    def repeat_purchases(self) -> float:
        return float((self.weight * self.x).sum())

    @property
    def repeat_customers(self) -> float:
        return float(self.weight[self.x > 0].sum())


def as_histories(x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Rows as flat arrays of one length; a single number holds for all. BadHistoryError names rows that cannot be."""
    x, t_x, T = as_one_length("x, t_x and T", x, t_x, T)
    check_histories(x, t_x, T, np.ones_like(x))
    return x, t_x, T


def as_one_length(names: str, *columns: ArrayLike) -> tuple[Floats, ...]:
    """Columns as flat arrays of one length; a single number holds for all rows. Raises BadHistoryError."""
    arrays = [as_floats(column) for column in columns]
    lengths = {array.size for array in arrays if array.size != 1}
    if len(lengths) > 1:
        raise BadHistoryError(f"{names} differ in length", [min(lengths)])
    return tuple(np.broadcast_arrays(*arrays))


def check_one(x: float, t_x: float, T: float) -> None:
    """`check_histories` of a single customer, without the cost of arrays."""
    if not (0.0 <= t_x <= T < inf and (x >= 1.0 if t_x else x == 0.0) and x % 1.0 == 0.0):
        as_histories(x, t_x, T)


def check_histories(x: Floats, t_x: Floats, T: Floats, weight: Floats) -> None:
    """Raise BadHistoryError at the first kind of impossible row."""
    if not x.size == t_x.size == T.size == weight.size:
        raise BadHistoryError("x, t_x, T and weight differ in length", [min(x.size, t_x.size, T.size, weight.size)])
    refuse(
        ("a value is not a finite number", ~np.isfinite(x + t_x + T + weight)),
        ("a value is negative", (x < 0) | (t_x < 0) | (T < 0) | (weight < 0)),
        ("x is not a whole number", x != np.floor(x)),
        ("t_x is later than T", t_x > T),
        ("x = 0 but t_x > 0", (x == 0) & (t_x > 0)),
        ("x > 0 but t_x = 0: purchases on one day count once", (x > 0) & (t_x == 0)),
    )


def check_gaps(litt: Floats, x: Floats, t_x: Floats) -> Floats:
    """litt, or BadHistoryError where x gaps that add up to t_x cannot have it: they have most when all are equal."""
    if litt.size != x.size:
        raise BadHistoryError("x and litt differ in length", [min(x.size, litt.size)])
    some = x > 0
    most = np.where(some, x * np.log(np.where(some, t_x, 1.0) / np.where(some, x, 1.0)), 0.0)
    beyond = some & (litt > most + ROUNDED * x)
    refuse(
        ("a value of litt is not a finite number", ~np.isfinite(litt)),
        ("litt is more than x gaps within t_x can have (is it counted in the same unit?)", beyond),
        ("x = 0 but litt is not 0", (x == 0) & (litt != 0)),
    )
    return litt


def count_distinct(keys: Indices, weights: Floats | None) -> tuple[Indices, Floats]:
    """The distinct keys and the weight of each; without weights, how often it occurs."""
    if weights is None:
        distinct, counts = np.unique(keys, return_counts=True)
        return distinct, counts.astype(np.float64)
    distinct, inverse = np.unique(keys, return_inverse=True)
    return distinct, np.bincount(inverse, weights, minlength=distinct.size).astype(np.float64)


def distinct_pairs(x: Floats, T: Floats) -> tuple[Floats, Floats, Indices]:
    """The distinct (x, T), and for every row the position of its pair.

    Given that a customer is alive, only (x, T) says what will come; a million customers have some 16,000 such pairs.
    """
    (ux, ix), (uT, iT) = codes(x), codes(T)
    distinct, inverse = whole_codes(ix * uT.size + iT)
    ix, iT = np.divmod(distinct, max(uT.size, 1))
    return ux[ix], uT[iT], inverse
