"""NBD: purchases at a constant rate, customers who never leave (Ehrenberg 1959).

lambda ~ Gamma(r, alpha); given lambda, purchases are Poisson. The yardstick: a model with dropout must beat it.
"""

from math import exp, expm1, log1p
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, digamma, gammaln

from stamkund.quant.clv.arrays import Floats, as_floats, codes
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.maximum import LogLikelihood
from stamkund.quant.clv.outlook import DiscountedCount, Outlook
from stamkund.quant.clv.transactions import TransactionModel

Numbers = TypeVar("Numbers", float, Floats)


class NBD(TransactionModel):
    """Negative binomial purchases without dropout."""

    PARAMETERS = ("r", "alpha")
    START = (0.5, 1.0)

    def expected_purchases_new(self, age: ArrayLike) -> Floats:
        return self.parameter("r") / self.parameter("alpha") * as_floats(age)

    def rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        return (self.parameter("r") + x) / (self.parameter("alpha") + T) + 0.0 * u

    def pair_rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        shape = self.parameter("r") + x
        return shape * (shape + 1.0) / (self.parameter("alpha") + T) ** 2 + 0.0 * u

    def silence(self, horizon: float, x: Floats, T: Floats) -> Floats:
        return np.exp(-(self.parameter("r") + x) * np.log1p(horizon / (self.parameter("alpha") + T)))

    def discounted_count(self, x: Floats, T: Floats, outlook: Outlook) -> DiscountedCount:
        """The integrals of a constant rate as they are."""
        moments = _moments(self.parameter("r") + x, self.parameter("alpha") + T, outlook)
        return DiscountedCount(*moments, none=self.silence(outlook.reach, x, T))

    def discounted_mean(self, x: Floats, T: Floats, outlook: Outlook) -> Floats:
        return self.discounted_count(x, T, outlook).mean

    def ahead_one(self, x: float, t_x: float, T: float, outlook: Outlook) -> tuple[float, ...]:
        shape, scale = self.parameter("r") + x, self.parameter("alpha") + T
        none = exp(-shape * log1p(outlook.reach / scale))
        return 1.0, *_moments(shape, scale, outlook), none

    def _alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        return np.ones(np.broadcast_shapes(x.shape, t_x.shape, T.shape))

    def _expected_if_alive(self, horizon: Floats | np.float64, x: Floats, T: Floats) -> Floats:
        return horizon * self.rate(np.zeros(1), x, T)

    def _at_least(self, m: Floats, horizon: float, x: Floats, T: Floats) -> Floats:
        odds = horizon / (self.parameter("alpha") + T + horizon)
        return np.asarray(betainc(m, self.parameter("r") + x, odds), dtype=np.float64)

    def _log_likelihood(self, scaled: Histories) -> LogLikelihood:
        counts = PurchaseCounts(scaled)
        return lambda log_parameters: counts.log_likelihood(*np.exp(log_parameters))


def _moments(shape: Numbers, scale: Numbers, outlook: Outlook) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """The first fields of a `DiscountedCount`."""
    reach, pace = outlook.reach, shape / scale
    once, twice = (-expm1(-d * reach) / d if d > 0 else reach for d in (outlook.discount, 2.0 * outlook.discount))
    return pace * reach, pace * once, pace * twice, pace * (shape + 1.0) / scale * once**2


class PurchaseCounts:
    """The part of a likelihood every gamma-mixed Poisson process shares, summed once per distinct x and T.

    sum w [ln G(r + kx) - ln G(r) + r ln alpha - (r + kx) ln(alpha + T)],   every k-th event a purchase
    """

    def __init__(self, histories: Histories, k: int = 1) -> None:
        self.x, self.ix = codes(histories.x)
        self.T, self.iT = histories.distinct_times(histories.T)
        self.weight_x = np.bincount(self.ix, histories.weight)
        self.weight_T = np.bincount(self.iT, histories.weight)
        self.purchases_T = np.bincount(self.iT, histories.weight * histories.x) * k
        self.events, self.customers = k * self.x, histories.customers

    def log_likelihood(self, r: float, alpha: float) -> tuple[float, Floats]:
        """The sum and its gradient in (ln r, ln alpha)."""
        log_time, shapes = np.log(alpha + self.T), r * self.weight_T + self.purchases_T
        rising = self.weight_x @ gammaln(r + self.events) - self.customers * gammaln(r)
        value = rising + self.customers * r * np.log(alpha) - shapes @ log_time
        by_r = self.weight_x @ digamma(r + self.events) - self.customers * (digamma(r) - np.log(alpha))
        by_r -= self.weight_T @ log_time
        by_alpha = self.customers * r / alpha - shapes @ (1.0 / (alpha + self.T))
        return float(value), np.array([r * by_r, alpha * by_alpha])
