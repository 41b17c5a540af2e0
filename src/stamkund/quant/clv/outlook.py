"""How far ahead to look, and what is counted there."""

from dataclasses import dataclass
from functools import lru_cache
from math import frexp, inf, isinf, log1p
from typing import Self

import numpy as np
from scipy.special import exprel

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.errors import ClvError, check_discount, check_level
from stamkund.quant.clv.quadrature import FEW, MANY, legendre, time_nodes


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far ahead to look and how to count what is far ahead.

    `horizon` in the model's unit of time (156 weeks; may be infinite), `discount` continuous per unit (ln 1.10 / 52 a
    week for 10 % a year), `level` the probability with which low–high shall hold.
    """

    horizon: float
    discount: float
    level: float = 0.8

    def __post_init__(self) -> None:
        """Raises ClvError for what is no look ahead."""
        if not (self.horizon >= 0.0 and 0.0 <= self.discount < inf):
            raise ClvError("a horizon and a discount are numbers that are not negative")
        check_level(self.level)

    @property
    def reach(self) -> float:
        """Where to stop counting: the horizon, or, if it is infinite, where the discount has left e^-40."""
        return end_of_discount(self.discount) if isinf(self.horizon) else self.horizon

    def nodes(self, scale: Floats) -> tuple[Floats, Floats]:
        """Moments ahead and their weights, for customers whose rate falls on this scale."""
        return time_nodes(self.reach, scale, self.fineness)

    def steps(self, scale: float) -> tuple[Floats, Floats]:
        """The same for a single customer, as y = ln(1 + u/scale) and its weights."""
        points, weights = legendre(self.fineness)
        span = 0.5 * log1p(self.reach / scale)
        return span * (1.0 + points), span * weights

    def count_one(self, u: Floats, rate: Floats, pair: Floats) -> tuple[float, float, float, float]:
        """The first fields of a `DiscountedCount` of a single customer, from rate(u) du and pair_rate(u) du."""
        worth = np.exp(-self.discount * u)
        until = u * exprel(-self.discount * u)
        once = rate * worth
        return float(rate.sum()), float(once.sum()), float(once @ worth), 2.0 * float((worth * until) @ pair)

    @property
    def fineness(self) -> int:
        return MANY if isinf(self.horizon) else FEW


@dataclass(frozen=True, slots=True)
class DiscountedCount:
    """Purchases to come of somebody alive: expected, first and second moment discounted, and the chance of none."""

    expected: Floats
    mean: Floats
    alone: Floats
    pairs: Floats
    none: Floats

    @property
    def fields(self) -> tuple[Floats, ...]:
        return self.expected, self.mean, self.alone, self.pairs, self.none


@dataclass(frozen=True, slots=True)
class Parts:
    """Integrals over the future by parts: from counts until u instead of rates at u; the last u is the end.

    Moments u, and how much a count until each of them adds to the discounted mean, to the same with twice the
    discount, and to the pairs; one row per customer.
    """

    u: Floats
    mean: Floats
    alone: Floats
    pairs: Floats

    @classmethod
    def lay_out(cls, outlook: Outlook, scale: Floats, nodes: int) -> Self:
        """For customers whose counts bend on this scale: on the power of two below it. MANY nodes if it never ends."""
        u, du = time_nodes(outlook.reach, np.ldexp(0.5, np.frexp(scale)[1]), MANY if isinf(outlook.horizon) else nodes)
        u, d = np.append(u, np.full((u.shape[0], 1), outlook.reach), axis=1), outlook.discount
        worth, early = np.exp(-d * u), exprel(-d * u)
        falls = d * worth * early + worth * (early - worth) / np.maximum(u, np.finfo(float).tiny)

        def weights(worth: Floats, falls: Floats) -> Floats:
            """Everything counted until the end, at what it is worth then, and what it was worth more before."""
            return np.append(falls[:, :-1] * du, worth[:, -1:], axis=1)

        squared = worth * worth
        return cls(u, weights(worth, d * worth), weights(squared, 2.0 * d * squared), weights(worth * early, falls))


def parts_of_one(outlook: Outlook, scale: float, nodes: int) -> tuple[Floats, Floats]:
    """u of a single customer, and three rows: mean, alone, pairs."""
    return _row_of_parts(outlook, frexp(scale)[1] - 1, nodes)


@lru_cache(maxsize=1_000)
def _row_of_parts(outlook: Outlook, exponent: int, nodes: int) -> tuple[Floats, Floats]:
    parts = Parts.lay_out(outlook, np.array([2.0**exponent]), nodes)
    return parts.u[0], np.concatenate([parts.mean, parts.alone, parts.pairs])


def end_of_discount(discount: float) -> float:
    """Time ahead from which nothing counts any more: the discount has left e^-40 of it."""
    check_discount(discount)
    return 40.0 / discount
