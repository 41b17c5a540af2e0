"""How far ahead to look, and what is counted there."""

from dataclasses import dataclass
from math import isinf, log1p
from typing import Self

import numpy as np
from scipy.special import exprel

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.errors import check_discount
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
        until = (1.0 - worth) / self.discount if self.discount > 0 else u
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
    """Integrals over the future by parts: from counts until u instead of rates at u; the last u is the end."""

    discount: float
    u: Floats
    du: Floats

    @classmethod
    def lay_out(cls, outlook: Outlook, scale: Floats) -> Self:
        u, du = outlook.nodes(scale)
        return cls(outlook.discount, np.append(u, np.full((u.shape[0], 1), outlook.reach), axis=1), du)

    def sum_up(self, count: Floats, worth: Floats, falls: Floats) -> Floats:
        """Everything counted until the end, each at what it is worth at its moment; `falls` is minus its slope."""
        inside = (falls[:, :-1] * self.du * count[:, :-1]).sum(axis=1)
        return np.asarray(inside + worth[:, -1] * count[:, -1], dtype=np.float64)

    def worth(self, power: float) -> tuple[Floats, Floats]:
        """e^(-power discount u) and minus its slope."""
        worth = np.exp(-power * self.discount * self.u)
        return worth, power * self.discount * worth

    def worth_of_pairs(self) -> tuple[Floats, Floats]:
        """e^(-du) (1 - e^(-du))/(du), the earlier of two being anywhere before the later, and minus its slope."""
        late, early = self.worth(1.0)[0], exprel(-self.discount * self.u)
        slope = (early - late) / np.maximum(self.u, np.finfo(float).tiny)
        return late * early, self.discount * late * early + late * slope


def end_of_discount(discount: float) -> float:
    """Time ahead from which nothing counts any more: the discount has left e^-40 of it."""
    check_discount(discount)
    return 40.0 / discount
