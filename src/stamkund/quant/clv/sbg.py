"""Shifted-beta-geometric: contracts that are renewed or not (Fader & Hardie 2007, "How to project customer retention").

At each renewal a customer leaves with probability theta ~ Beta(alpha, beta), the same every time but differing between
customers: those who leave easily leave first, and the retention rate of those who stay rises by itself.
"""

from math import inf
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from stamkund.quant.clv.arrays import Floats, as_floats, codes, distinct_rows
from stamkund.quant.clv.beta_ratio import discounted_stay, log_ratio, mixed_chances, stays
from stamkund.quant.clv.errors import BadHistoryError, TooLittleDataError, refuse
from stamkund.quant.clv.estimator import Estimator
from stamkund.quant.clv.maximum import maximise

ALIKE_CHI2 = 3.84
"""Twice the gain in log-likelihood below which customers look all alike (chi-square, 1 degree, 5 %)."""


class SBG(Estimator):
    """Shifted-beta-geometric lifetimes.

    Also learnt: `customers_`, `tuples_` (distinct lifetimes) and `geometric_log_likelihood_`, the likelihood if all
    customers were alike; the doubt `no_heterogeneity` if it is as good.
    """

    PARAMETERS = ("alpha", "beta")

    geometric_log_likelihood_: float
    customers_: float
    tuples_: int

    def fit(self, t: ArrayLike, left: ArrayLike, weight: ArrayLike | None = None) -> Self:
        """Learn from single customers: who left at their t-th renewal (`left` = 1), who is still here after t (0).

        Raises BadHistoryError or TooLittleDataError.
        """
        t, left = as_floats(t), as_floats(left)
        weights = np.ones_like(t) if weight is None else as_floats(weight)
        _check_lifetimes(t, left, weights)
        rows, row = distinct_rows([t, left], t.size)
        t, left, weights = t[rows], left[rows], np.bincount(row, weights, rows.size).astype(np.float64)
        stayed = t - left
        self._learn(maximise(mixed_chances(left, stayed, weights), np.log([1.0, 2.0]), float(weights.sum())))
        self.customers_, self.tuples_ = float(weights.sum()), rows.size
        self.geometric_log_likelihood_ = _geometric(float(weights @ left), float(weights @ stayed))
        if 2.0 * (self.log_likelihood_ - self.geometric_log_likelihood_) < ALIKE_CHI2:
            self.doubts_ = ("no_heterogeneity", *self.doubts_)
        return self

    def fit_cohorts(self, *cohorts: ArrayLike) -> Self:
        """Learn from cohorts, each the customers it began with and those left after each renewal.

        Several cohorts: Fader & Hardie 2010, "Fitting the sBG model to multi-cohort data". The row of a
        BadHistoryError is the cohort's.
        """
        lifetimes = [_lifetimes(as_floats(cohort), row) for row, cohort in enumerate(cohorts)]
        return self.fit(*np.hstack([np.empty((3, 0)), *lifetimes]))

    def survival(self, t: ArrayLike, renewed: ArrayLike = 0.0) -> Floats:
        """P(still here after t renewals more | renewed so often so far) (equation 6)."""
        still = self.parameter("beta") + _as_counts(renewed)
        return np.exp(log_ratio(self.parameter("alpha"), still, 0.0, _as_counts(t)))

    def expected_renewals(self, horizon: float, renewed: ArrayLike) -> Floats:
        """Renewals expected among the next `horizon`, by customers still here: the chances of coming to each."""
        distinct, which = codes(_as_counts(renewed))
        coming: Floats = stays(horizon, self.parameter("alpha"), self.parameter("beta") + distinct).sum(axis=1)
        return coming[which]

    def retention_rate(self, t: ArrayLike) -> Floats:
        """Share of those who come to their t-th renewal who renew: (beta+t-1)/(alpha+beta+t-1) (equation 8)."""
        stays = self.parameter("beta") + _as_counts(t, least=1) - 1.0
        return stays / (self.parameter("alpha") + stays)

    def discounted_lifetime(self, discount: float) -> float:
        """DEL: payments expected of a new customer, the first one at once, discounted per period.

        Fader & Hardie 2010, "Customer-base valuation in a contractual setting".
        """
        return float(discounted_stay(discount, self.parameter("alpha"), np.array([self.parameter("beta")]))[0])

    def discounted_residual_lifetime(self, discount: float, payments: ArrayLike) -> Floats:
        """DERL: payments still to come just before the next renewal, by a customer who has paid n = 1, 2, … times.

        The next payment, if it comes, is counted in full (the same paper).
        """
        n = _as_counts(payments, least=1)
        return self.retention_rate(n) * discounted_stay(discount, self.parameter("alpha"), self.parameter("beta") + n)


def _as_counts(values: ArrayLike, least: int = 0) -> Floats:
    """Numbers of renewals or payments. Raises BadHistoryError."""
    numbers = as_floats(values)
    countable = (numbers >= least) & (numbers < inf)
    refuse((f"a number of renewals or payments is at least {least}, and finite", ~countable))
    return numbers


def _lifetimes(counts: Floats, row: int) -> Floats:
    """A cohort's counts as rows of t, left and weight."""
    if not np.isfinite(counts).all() or (counts < 0).any() or (np.diff(counts) > 0).any():
        raise BadHistoryError("a cohort is counted in numbers that never grow", [row])
    if not counts.size:
        return np.empty((3, 0))
    renewals = np.arange(1.0, counts.size)
    ends = np.append(renewals, counts.size - 1.0)
    return np.array([ends, np.append(np.ones_like(renewals), 0.0), np.append(-np.diff(counts), counts[-1:])])


def _check_lifetimes(t: Floats, left: Floats, weight: Floats) -> None:
    if not t.size == left.size == weight.size:
        raise BadHistoryError("t, left and weight differ in length", [min(t.size, left.size, weight.size)])
    refuse(
        ("a value is not a finite number", ~np.isfinite(t + left + weight)),
        ("t counts renewals: whole numbers from 0", (t < 0) | (t != np.floor(t))),
        ("left is neither 0 nor 1", (left != 0) & (left != 1)),
        ("a weight is negative", weight < 0),
        ("left before the first renewal", (left == 1) & (t == 0)),
    )
    if weight.sum() <= 0:
        raise TooLittleDataError("no customers")
    if weight @ left <= 0:
        raise TooLittleDataError("nobody has left")


def _geometric(losses: float, renewals: float) -> float:
    """The largest log-likelihood if everybody leaves with the same probability."""
    share = losses / (losses + renewals)
    return float(xlogy(losses, share) + xlogy(renewals, 1.0 - share))
