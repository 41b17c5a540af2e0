"""Gamma-Gamma model of money per purchase (Fader, Hardie & Lee 2005; Fader & Hardie 2013, note 025).

Each purchase of a customer is Gamma(p, nu), nu ~ Gamma(q, gamma) over customers, independent of how often they buy.
"""

from math import inf
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from stamkund.quant.clv.arrays import Floats, as_floats
from stamkund.quant.clv.errors import TooLittleDataError, check_level, refuse
from stamkund.quant.clv.estimator import Estimator
from stamkund.quant.clv.histories import as_one_length
from stamkund.quant.clv.maximum import Maximum, maximise
from stamkund.quant.clv.prior import Prior
from stamkund.quant.clv.spend_likelihood import Spenders, SpendLikelihood

START = (2.0, 2.0, 1.0)
"""Where the climb begins, with money measured in what is typically spent."""

LEAST_TAIL = 2.5
"""p x + q is taken no smaller where second moments are asked for; from 2 down they are infinite."""
LEAST = np.finfo(float).tiny
"""No probability that is divided by is smaller, so that an amount beyond all bounds stays a number."""


class GammaGamma(Estimator):
    """Spend per purchase, from each customer's number of purchases x and their mean m.

    Customers with x = 0 or m <= 0 (returned, given away) say nothing about the shape of spending and are left out of
    the fit; `left_out_` counts them. `correlation_` is that of x and m among the others: the model assumes none.
    """

    PARAMETERS = ("p", "q", "gamma")

    correlation_: float
    customers_: float
    left_out_: int
    log_evidence_: float

    def fit(self, x: ArrayLike, m: ArrayLike, weight: ArrayLike | None = None) -> Self:
        """Learn p, q, gamma. Raises BadHistoryError for unusable numbers, TooLittleDataError below two spenders."""
        spenders = Spenders.read(x, m, weight)
        if spenders.customers < 2:
            raise TooLittleDataError("fewer than two customers have spent anything")
        unit = spenders.typical
        likelihood = SpendLikelihood(spenders, unit)
        return self._keep(maximise(likelihood.log_likelihood, np.log(START), spenders.customers), spenders, unit)

    def fit_with_prior(self, x: ArrayLike, m: ArrayLike, prior: Prior, weight: ArrayLike | None = None) -> Self:
        """Learn from however little there is, as `TransactionModel.fit_with_prior` does; one spender is enough.

        Raises TooLittleDataError without any.
        """
        spenders = Spenders.read(x, m, weight)
        if not spenders.customers:
            raise TooLittleDataError("nobody has spent anything")
        unit = prior.of("gamma")
        log_likelihood = SpendLikelihood(spenders, unit).log_likelihood
        top, log_evidence = prior.climb(log_likelihood, self.PARAMETERS, _units(unit), spenders.customers)
        self._keep(top, spenders, unit)
        self.log_evidence_ = log_evidence - spenders.customers * float(np.log(unit))
        return self

    def expected_spend(self, x: ArrayLike, m: ArrayLike) -> Floats:
        """E(M | x, m): mean spend per coming purchase, between the customer's own mean and the base's.

        Infinite for x = 0 if q <= 1, where the population has no mean. Negative m counts as nothing spent.
        """
        p, q, gamma = self._pqg()
        x, m = _as_spending(x, m)
        below = p * x + q - 1.0
        return np.where(below > 0, p * (gamma + x * m) / np.where(below > 0, below, 1.0), np.inf)

    def next_spend(self, level: float, x: ArrayLike, m: ArrayLike) -> tuple[Floats, Floats]:
        """Low and high that a coming purchase lies between with probability `level`.

        Given x and m it is (gamma + x m) y with y beta prime distributed, y/(1+y) ~ Beta(p, p x + q).
        """
        check_level(level)
        p, q, gamma = self._pqg()
        x, m = _as_spending(x, m)
        total = gamma + x * m
        tail = (1.0 - level) / 2.0
        from_one = [np.maximum(betaincinv(p * x + q, p, share), LEAST) for share in (1.0 - tail, tail)]
        low, high = (np.asarray(total * (1.0 - rest) / rest, dtype=np.float64) for rest in from_one)
        return low, high

    def relative_second_moments(self, x: ArrayLike) -> tuple[Floats, Floats]:
        """E(z^2) and E(z z') of one and of two coming purchases of a customer, in units of E(M)^2.

        Both are infinite in theory if p x + q <= 2; see LEAST_TAIL.
        """
        p, q, _ = self._pqg()
        tail = np.maximum(p * as_floats(x) + q, LEAST_TAIL)
        between = (tail - 1.0) / (tail - 2.0)
        return between * (p + 1.0) / p, between

    def expected_spend_one(self, x: float, m: float) -> float:
        """`expected_spend` of a single customer in plain numbers."""
        p, q, gamma = self._pqg()
        below = p * x + q - 1.0
        return p * (gamma + x * max(m, 0.0)) / below if below > 0 else inf

    def relative_second_moments_one(self, x: float) -> tuple[float, float]:
        """`relative_second_moments` of a single customer in plain numbers."""
        p, q, _ = self._pqg()
        tail = max(p * x + q, LEAST_TAIL)
        between = (tail - 1.0) / (tail - 2.0)
        return between * (p + 1.0) / p, between

    def _keep(self, top: Maximum, spenders: Spenders, unit: float) -> Self:
        """Keep what was found with money counted in `unit`."""
        self._learn(top, _units(unit), spenders.customers * float(np.log(unit)))
        self.customers_, self.left_out_ = spenders.customers, round(spenders.left_out)
        self.correlation_ = spenders.correlation
        if self.parameters_["q"] <= 1.0:
            self.doubts_ = (*self.doubts_, "no_mean")
        return self

    def _pqg(self) -> tuple[float, float, float]:
        return self.parameter("p"), self.parameter("q"), self.parameter("gamma")


def _as_spending(x: ArrayLike, m: ArrayLike) -> tuple[Floats, Floats]:
    """Numbers of purchases and what they cost on average, nothing where money came back. Raises BadHistoryError."""
    x, m = as_one_length("x and m", x, m)
    refuse(("x or m is not a finite number", ~np.isfinite(x + m)), ("x is negative", x < 0))
    return x, np.maximum(m, 0.0)


def _units(unit: float) -> Floats:
    return np.array([1.0, 1.0, unit])
