"""What customers spent, and the log-likelihood of Gamma-Gamma with its exact gradient."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, gammaln

from stamkund.quant.clv.arrays import Floats, as_floats, codes
from stamkund.quant.clv.errors import BadHistoryError, refuse

LARGEST = 1e100
"""Money whose square can still be added up."""


@dataclass(frozen=True, slots=True)
class Spenders:
    """x purchases of mean m by `weight` customers each; `left_out` customers have x = 0 or m <= 0."""

    x: Floats
    m: Floats
    weight: Floats
    left_out: float

    @classmethod
    def read(cls, x: ArrayLike, m: ArrayLike, weight: ArrayLike | None = None) -> Self:
        """Raises BadHistoryError for rows that are not finite or have a negative number of purchases or customers."""
        x, m = as_floats(x), as_floats(m)
        weights = np.ones_like(x) if weight is None else as_floats(weight)
        if not x.size == m.size == weights.size:
            raise BadHistoryError("x, m and weight differ in length", [min(x.size, m.size, weights.size)])
        broken = ~np.isfinite(x + m + weights) | (x < 0) | (weights < 0)
        refuse(("not a number of purchases and a mean spend", broken), ("a mean spend is too large", m > LARGEST))
        used = (x > 0) & (m > 0) & (weights > 0)
        return cls(x[used], m[used], weights[used], float(weights[~used].sum()))

    @property
    def customers(self) -> float:
        return float(self.weight.sum())

    @property
    def typical(self) -> float:
        """The geometric mean of what was spent."""
        return float(np.exp(self.weight @ np.log(self.m) / self.customers))

    @property
    def correlation(self) -> float:
        """Pearson correlation of frequency and mean spend; 0 where either does not vary."""
        dx, dm = (values - self.weight @ values / self.customers for values in (self.x, self.m))
        spread = float(np.sqrt((self.weight @ dx**2) * (self.weight @ dm**2)))
        return float(self.weight @ (dx * dm)) / spread if spread > 0 else 0.0


class SpendLikelihood:
    """sum w [ln G(px+q) - ln G(px) - ln G(q) + q ln gamma + px ln(xm) - ln m - (px+q) ln(gamma + xm)], m in `unit`."""

    def __init__(self, spenders: Spenders, unit: float) -> None:
        x, m, self.weight = spenders.x, spenders.m / unit, spenders.weight
        self.customers, self.total, self.purchases = spenders.customers, x * m, self.weight * x
        self.distinct, ix = codes(x)
        self.weight_x = np.bincount(ix, self.weight)
        self.weighted_log_total = float(self.purchases @ np.log(self.total))
        self.log_mean = float(self.weight @ np.log(m))

    def log_likelihood(self, log_parameters: Floats) -> tuple[float, Floats]:
        """The log-likelihood and its gradient in (ln p, ln q, ln gamma)."""
        p, q, gamma = np.exp(log_parameters)
        n, shape, base = self.customers, p * self.purchases + q * self.weight, gamma + self.total
        log_base = np.log(base)
        own, tail = p * self.distinct, p * self.distinct + q
        value = self.weight_x @ (gammaln(tail) - gammaln(own)) + n * (q * np.log(gamma) - gammaln(q))
        value += p * self.weighted_log_total - self.log_mean - shape @ log_base
        by_p = self.weight_x @ (self.distinct * (digamma(tail) - digamma(own)))
        by_p += self.weighted_log_total - self.purchases @ log_base
        by_q = self.weight_x @ digamma(tail) + n * (np.log(gamma) - digamma(q)) - self.weight @ log_base
        by_gamma = n * q / gamma - shape @ (1.0 / base)
        return float(value), np.array([p * by_p, q * by_q, gamma * by_gamma])
