"""The log-likelihood of the beta-geometric models with its exact gradient, on distinct histories.

Everything but the odds of having left is summed once per distinct x or T (PurchaseCounts); only one exponential and
one logarithm are left per history, taken over parts that fit the processor's cache.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, digamma

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.nbd import PurchaseCounts
from stamkund.quant.clv.phases import Phases

ROWS_AT_ONCE = 8192
"""What fits the cache and what BLAS sums up in one thread: waking a second one costs more than the sum."""
NEVER = -1e6
"""Logarithm of the odds of having left without a chance to."""


@dataclass(frozen=True, slots=True)
class Odds:
    """What the odds of having left are made of, once per distinct x, T and t_x at given parameters."""

    r: float
    log_late: Floats
    log_last: Floats
    by_late: Floats
    by_last: Floats
    log_chance: Floats


class DropoutLikelihood:
    """ln L of (M)BG/CNBD-k as a function of (r, alpha, a, b); birth = 1 for the modified models, k = 1 for BG/NBD."""

    def __init__(self, histories: Histories, birth: int, k: int = 1) -> None:
        self.counts = PurchaseCounts(histories, k)
        self.k, self.customers = k, histories.customers
        self.survived = self.counts.x + birth
        self.events, self.weight, self.wait = k * histories.x, histories.weight, histories.T - histories.t_x
        self.t_x, self.it = histories.distinct_times(histories.t_x)
        size = histories.x.size
        self.parts = [slice(start, start + ROWS_AT_ONCE) for start in range(0, size, ROWS_AT_ONCE)]

    def log_likelihood(self, r: float, alpha: float, a: float, b: float) -> tuple[float, Floats]:
        """The log-likelihood and its gradient in the logarithms of the parameters."""
        value, by_r_alpha = self.counts.log_likelihood(r, alpha)
        stayed, by_a_b = self._stayed(a, b)
        left, by_left = self._left(r, alpha, a, b)
        slopes = np.concatenate([by_r_alpha, np.array([a, b]) * by_a_b])
        return value + stayed + left, slopes + np.array([r, alpha, a, b]) * by_left

    def _stayed(self, a: float, b: float) -> tuple[float, Floats]:
        """sum w [ln B(a, b+n) - ln B(a, b)] and its gradient in (a, b)."""
        n, weight = self.survived, self.counts.weight_x
        value = weight @ betaln(a, b + n) - self.customers * betaln(a, b)
        both = self.customers * digamma(a + b) - weight @ digamma(a + b + n)
        by_b = weight @ digamma(b + n) - self.customers * digamma(b) + both
        return float(value), np.array([both, by_b])

    def _left(self, r: float, alpha: float, a: float, b: float) -> tuple[float, Floats]:
        """sum w ln(S + odds of having left) and its gradient in (r, alpha, a, b); S = 1 for k = 1."""
        late, last = alpha + self.counts.T, alpha + self.t_x
        before = np.maximum(b + self.survived - 1.0, np.finfo(float).tiny)
        chance = np.where(self.survived > 0, np.log(a / before), NEVER)
        odds = Odds(r, np.log(late), np.log(last), 1.0 / late, 1.0 / last, chance)
        gone = np.empty_like(self.weight)
        value, by_r, by_alpha = np.sum([self._part(part, odds, gone) for part in self.parts], axis=0)
        gone_x = np.bincount(self.counts.ix, gone, minlength=before.size)
        return float(value), np.array([by_r, by_alpha, gone_x.sum() / a, -(gone_x @ (1.0 / before))])

    def _part(self, part: slice, odds: Odds, gone: Floats) -> tuple[float, float, float]:
        """The sum over one part and its slopes in r and alpha; fills in how many of each history have left."""
        iT, it, weight = self.counts.iT[part], self.it[part], self.weight[part]
        shape, by_late = odds.r + self.events[part], odds.by_late[iT]
        stretch = odds.log_late[iT] - odds.log_last[it]
        log_odds = shape * stretch + odds.log_chance[self.counts.ix[part]]
        phases = Phases.sum_up(self.k, shape, self.wait[part] * by_late) if self.k > 1 else None
        if phases:
            log_odds -= phases.log_sum
        shrunk = np.exp(-np.abs(log_odds))
        value = weight @ (np.maximum(log_odds, 0.0) + np.log1p(shrunk))
        left = gone[part] = weight * np.where(log_odds > 0.0, 1.0, shrunk) / (1.0 + shrunk)
        by_r, by_alpha = left @ stretch, (left * shape) @ (by_late - odds.by_last[it])
        if phases:
            value += weight @ phases.log_sum
            by_r += (weight - left) @ phases.by_shape
            by_alpha -= (weight - left) @ (phases.by_log_share * by_late)
        return float(value), float(by_r), float(by_alpha)
