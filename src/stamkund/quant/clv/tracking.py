"""Does the model hold? Repeat purchases expected against those that came: over time, and by how often people bought."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.clv.arrays import Floats, as_floats, codes
from stamkund.quant.clv.transactions import TransactionModel


@dataclass(frozen=True, slots=True)
class Tracking:
    """Repeat purchases of the whole base up to each moment, as expected and as they came."""

    at: Floats
    expected: Floats
    actual: Floats

    @property
    def expected_by_period(self) -> Floats:
        return np.diff(self.expected, prepend=0.0)

    @property
    def actual_by_period(self) -> Floats:
        return np.diff(self.actual, prepend=0.0)


@dataclass(frozen=True, slots=True)
class FrequencyGroup:
    """Customers with the same number of repeat purchases so far: what the model forecast and what they then bought."""

    x: int
    open_ended: bool
    customers: int
    expected: float
    actual: float


def track(model: TransactionModel, born: ArrayLike, weight: ArrayLike, purchases: ArrayLike, at: ArrayLike) -> Tracking:
    """Expected and actual cumulative repeat purchases at the moments `at`.

    `born` and `weight`: moments of first purchases and how many customers had theirs then; `purchases`: the moment of
    every repeat purchase. All on one clock, in the model's unit of time.
    """
    moments = as_floats(at)
    births, position = codes(as_floats(born))
    count = np.bincount(position, as_floats(weight), minlength=births.size)
    ages, age = codes(np.maximum(moments[:, None] - births, 0.0).ravel())
    by_age = model.expected_purchases_new(ages)[age].reshape(moments.size, births.size)
    actual = np.searchsorted(np.sort(as_floats(purchases)), moments, side="right")
    return Tracking(moments, by_age @ count, actual.astype(np.float64))


def calibrate(expected: ArrayLike, actual: ArrayLike, x: ArrayLike, most: int = 7) -> tuple[FrequencyGroup, ...]:
    """Forecast against outcome by frequency; customers with `most` repeat purchases or more make the last group."""
    group = np.minimum(as_floats(x), most).astype(np.intp)
    customers = np.bincount(group)
    forecast, outcome = np.bincount(group, as_floats(expected)), np.bincount(group, as_floats(actual))
    return tuple(
        FrequencyGroup(
            x=g,
            open_ended=g == most,
            customers=int(customers[g]),
            expected=float(forecast[g] / customers[g]),
            actual=float(outcome[g] / customers[g]),
        )
        for g in np.flatnonzero(customers).tolist()
    )
