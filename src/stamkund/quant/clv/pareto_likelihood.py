"""The log-likelihood of Pareto/NBD with its exact gradient.

Having left between t_x and T is the difference of having left after t_x and after T, so that with
g(x, t) = (r+x) ln(alpha+t) + s ln(beta+t) and H, the chance to leave before the next purchase (see `race`),

    L = G(r+x)/G(r) alpha^r beta^s [ (1 - H(x, T)) e^-g(x, T) + H(x, t_x) e^-g(x, t_x) ].

Both terms are positive, nothing cancels, and each depends on (x, t) only: a million customers have some 330,000
distinct histories but 28,000 such moments. One exponential and one logarithm are left per history.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln

from stamkund.quant.clv.arrays import Floats, Indices, codes
from stamkund.quant.clv.histories import Histories, distinct_pairs
from stamkund.quant.clv.race import race

LEAST = np.finfo(float).eps
"""1 - H is taken no smaller: below, rounding has eaten it."""


@dataclass(frozen=True, slots=True)
class Slopes:
    """Derivatives of the log-likelihood; those in ln alpha and ln beta for every group of customers."""

    r: float
    log_alpha: Floats
    s: float
    log_beta: Floats


class ParetoLikelihood:
    """ln L as a function of (r, alpha, s, beta), alpha and beta one for each group of customers."""

    def __init__(self, histories: Histories, group: Indices | None = None) -> None:
        self.weight = histories.weight
        self.group = np.zeros(histories.x.size, dtype=np.intp) if group is None else group
        self.customers = np.bincount(self.group, self.weight)
        self.distinct_x, ix = codes(histories.x)
        self.weight_x = np.bincount(ix, self.weight)
        self._find_moments(histories)

    def _find_moments(self, histories: Histories) -> None:
        twice = np.concatenate([self.group, self.group])
        ux, ut, pair = distinct_pairs(
            np.concatenate([histories.x, histories.x]), np.concatenate([histories.t_x, histories.T])
        )
        keys, moment = np.unique(twice * ux.size + pair, return_inverse=True)
        self.moment_group, pair = np.divmod(keys, max(ux.size, 1))
        self.x, self.t = ux[pair], ut[pair]
        self.last, self.end = np.split(moment, 2)

    def log_likelihood(self, r: float, alpha: Floats, s: float, beta: Floats) -> tuple[float, Slopes]:
        """The log-likelihood and its derivatives."""
        alphas, betas = alpha[self.moment_group], beta[self.moment_group]
        late, later, n = alphas + self.t, betas + self.t, r + self.x
        log_late, log_later, first = np.log(late), np.log(later), race(n, s, later / late)
        passed, stays = n * log_late + s * log_later, np.maximum(1.0 - first.value, LEAST)
        value, gone, here = self._join(np.log(first.value) - passed, np.log(stays) - passed)
        both, tilt = gone + here, gone / first.value - here / stays
        pull = tilt * first.by_log_ratio
        rising = self.weight_x @ gammaln(r + self.distinct_x) - self.customers.sum() * gammaln(r)
        by_r = self.weight_x @ digamma(r + self.distinct_x) - self.customers.sum() * digamma(r)
        slopes = Slopes(
            r=float(by_r + self.customers @ np.log(alpha) + tilt @ first.by_n - both @ log_late),
            log_alpha=r * self.customers - self._by_group((pull + both * n) * alphas / late),
            s=float(self.customers @ np.log(beta) + tilt @ first.by_s - both @ log_later),
            log_beta=s * self.customers + self._by_group((pull - both * s) * betas / later),
        )
        return float(value + rising + self.customers @ (r * np.log(alpha) + s * np.log(beta))), slopes

    def _join(self, gone: Floats, here: Floats) -> tuple[float, Floats, Floats]:
        """sum w ln(e^gone + e^here), and the customers who have left or are here, on each moment."""
        left, stayed = gone[self.last], here[self.end]
        apart = left - stayed
        shrunk = np.exp(-np.abs(apart))
        value = self.weight @ (np.maximum(left, stayed) + np.log1p(shrunk))
        share = self.weight * np.where(apart > 0.0, 1.0, shrunk) / (1.0 + shrunk)
        return float(value), self._at_moments(self.last, share), self._at_moments(self.end, self.weight - share)

    def _at_moments(self, moment: Indices, weight: Floats) -> Floats:
        return np.bincount(moment, weight, self.x.size).astype(np.float64)

    def _by_group(self, values: Floats) -> Floats:
        return np.bincount(self.moment_group, values, self.customers.size).astype(np.float64)
