"""BG/BB: purchases at given opportunities, a year's donation or a fair (Fader, Hardie & Shang 2010).

At each opportunity a customer who is still here buys with probability p ~ Beta(alpha, beta); before each, they leave
with probability theta ~ Beta(gamma, delta). Still here after n opportunities, p ~ Beta(alpha+x, beta+n-x) and theta ~
Beta(gamma, delta+n), independent. Time is counted in opportunities.
"""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from stamkund.quant.clv.arrays import Floats, as_floats, codes, distinct_rows
from stamkund.quant.clv.beta_binomial import BetaBinomial
from stamkund.quant.clv.beta_ratio import check_periods, discounted_stay, discounted_stay_one, log_ratio, stays
from stamkund.quant.clv.errors import refuse
from stamkund.quant.clv.estimator import Estimator
from stamkund.quant.clv.histories import Histories, as_histories, as_one_length, check_one
from stamkund.quant.clv.leaving import not_seen
from stamkund.quant.clv.maximum import maximise
from stamkund.quant.clv.opportunities import OpportunityLikelihood, here_one
from stamkund.quant.clv.transactions import check_enough


class BGBB(Estimator):
    """Beta-geometric / beta-binomial.

    Also learnt: `customers_`, `tuples_` (distinct histories) and `beta_binomial_log_likelihood_`, the likelihood if
    nobody leaves; the doubt `no_dropout` if it is as good.
    """

    PARAMETERS = ("alpha", "beta", "gamma", "delta")
    START = (1.0, 1.0, 1.0, 3.0)

    beta_binomial_log_likelihood_: float
    customers_: float
    tuples_: int

    def fit(self, x: ArrayLike, t_x: ArrayLike, n: ArrayLike, weight: ArrayLike | None = None) -> Self:
        """Learn from x purchases at n opportunities, the last purchase at the t_x-th (0 if none).

        Raises BadHistoryError or TooLittleDataError.
        """
        return self.fit_histories(opportunity_histories(x, t_x, n, weight))

    def fit_histories(self, histories: Histories) -> Self:
        """`fit` on histories that are already compressed, T counting opportunities."""
        check_enough(histories, "nobody has bought")
        top = maximise(OpportunityLikelihood(histories).log_likelihood, np.log(self.START), histories.customers)
        self._learn(top)
        self.customers_, self.tuples_ = histories.customers, histories.x.size
        without = BetaBinomial().fit(histories.x, histories.T, histories.weight)
        self.beta_binomial_log_likelihood_ = without.log_likelihood_
        if not_seen(self.log_likelihood_, without.log_likelihood_):
            self.doubts_ = ("no_dropout", *self.doubts_)
        return self

    def probability_alive(self, x: ArrayLike, t_x: ArrayLike, n: ArrayLike) -> Floats:
        """P(still here at opportunity n + 1) (as the paper has it)."""
        still = self.parameter("delta") + as_floats(n)
        return self._here(x, t_x, n) * still / (self.parameter("gamma") + still)

    def expected_purchases(self, horizon: float, x: ArrayLike, t_x: ArrayLike, n: ArrayLike) -> Floats:
        """Purchases expected at the opportunities within `horizon` (equation 13)."""
        distinct, which = codes(as_floats(n))
        coming: Floats = stays(horizon, self.parameter("gamma"), self.parameter("delta") + distinct).sum(axis=1)
        return self._here(x, t_x, n) * self._chance(as_floats(x), as_floats(n)) * coming[which]

    def expected_purchases_new(self, n: ArrayLike) -> Floats:
        """E[X(n)] of a customer nothing else is known of (equation 8)."""
        opportunities = as_floats(n).astype(np.intp)
        coming = stays(opportunities.max(initial=0), self.parameter("gamma"), np.array([self.parameter("delta")]))[0]
        return float(self._chance(0.0, 0.0)) * np.concatenate([[0.0], np.cumsum(coming)])[opportunities]

    def discounted_residual_purchases(self, discount: float, x: ArrayLike, t_x: ArrayLike, n: ArrayLike) -> Floats:
        """DERT: all purchases to come, that at opportunity n + i divided by (1 + discount)^i."""
        still = self.parameter("delta") + as_floats(n)
        next_one = still / (self.parameter("gamma") + still) / (1.0 + discount)
        coming = next_one * discounted_stay(discount, self.parameter("gamma"), still + 1.0)
        return self._here(x, t_x, n) * self._chance(as_floats(x), as_floats(n)) * coming

    def ahead_one(self, x: float, t_x: float, n: float, horizon: float, discount: float) -> tuple[float, float, float]:
        """P(alive), expected purchases and DERT of a single customer, without the cost of arrays."""
        check_one(x, t_x, n)
        if x > t_x or t_x % 1.0 or n % 1.0:
            _check_opportunities(as_floats(x), as_floats(t_x), as_floats(n))
        p, last = self.parameters_, check_periods(horizon)
        gamma, still = p["gamma"], p["delta"] + n
        here = here_one(x, t_x, n, **p)
        stay, coming = 1.0, 0.0
        for ahead in range(last):
            stay *= (still + ahead) / (gamma + still + ahead)
            coming += stay
        next_one = here * still / (gamma + still)
        buys = (p["alpha"] + x) / (p["alpha"] + p["beta"] + n)
        later = buys * discounted_stay_one(discount, gamma, still + 1.0) / (1.0 + discount)
        return next_one, here * buys * coming, next_one * later

    def at_least(self, m: ArrayLike, horizon: float, x: ArrayLike, t_x: ArrayLike, n: ArrayLike) -> Floats:
        """P(m or more purchases at the opportunities within `horizon` | x, t_x, n)."""
        m, x, t_x, n = as_one_length("m, x, t_x and n", m, x, t_x, n)
        some = self._here(x, t_x, n) * self._come_if_here(np.maximum(m, 1.0), check_periods(horizon), x, n)
        return np.where(m > 0, some, 1.0)

    def purchase_probabilities(self, n: int, most: int) -> Floats:
        """P(X(n) = 0), …, P(X(n) = most) for a new customer (equation 7)."""
        x, m = np.arange(most + 1.0)[:, None], np.arange(n + 1.0)
        possible = m >= x
        misses = np.where(possible, m - x, 0.0)
        ways = gammaln(x + misses + 1.0) - gammaln(x + 1.0) - gammaln(misses + 1.0)
        gone = np.where(m < n, 1.0, 0.0)
        logs = ways + log_ratio(self.parameter("alpha"), self.parameter("beta"), x, misses)
        logs += log_ratio(self.parameter("gamma"), self.parameter("delta"), gone, m)
        return np.asarray(np.where(possible, np.exp(logs), 0.0).sum(axis=1), dtype=np.float64)

    def _here(self, x: ArrayLike, t_x: ArrayLike, n: ArrayLike) -> Floats:
        """P(still here at opportunity n), the last one seen."""
        x, t_x, n = as_histories(x, t_x, n)
        _check_opportunities(x, t_x, n)
        rows, row = distinct_rows([x, t_x, n], x.size)
        histories = Histories(x[rows], t_x[rows], n[rows], np.ones(rows.size))
        parameters = (self.parameter(name) for name in self.PARAMETERS)
        return OpportunityLikelihood(histories).here(*parameters)[row] if rows.size else np.empty(0)

    def _come_if_here(self, m: Floats, last: int, x: Floats, n: Floats) -> Floats:
        """The m-th purchase comes at the j-th opportunity from now, the customer being still here: sum over j <= last.

        C(j-1, m-1) B(alpha+x+m, beta+n-x+j-m)/B(alpha+x, beta+n-x) B(gamma, delta+n+j)/B(gamma, delta+n), each from
        the one before.
        """
        gamma, still = self.parameter("gamma"), self.parameter("delta") + n
        buys, misses = self.parameter("alpha") + x, self.parameter("beta") + n - x
        log_chance = log_ratio(buys, misses, m, 0.0) + log_ratio(gamma, still, 0.0, m)
        found = np.where(m <= last, np.exp(log_chance), 0.0)
        for late in range(1, last + 1 - int(m.min(initial=last))):
            j = m + late
            step = (j - 1.0) / late * (misses + late - 1.0) / (buys + misses + j - 1.0)
            log_chance += np.log(step * (still + j - 1.0) / (gamma + still + j - 1.0))
            found += np.where(j <= last, np.exp(log_chance), 0.0)
        return found

    def _chance(self, x: Floats | float, n: Floats | float) -> Floats:
        """E[p] of somebody still here."""
        return np.asarray((self.parameter("alpha") + x) / (self.parameter("alpha") + self.parameter("beta") + n))


def opportunity_histories(x: ArrayLike, t_x: ArrayLike, n: ArrayLike, weight: ArrayLike | None = None) -> Histories:
    """Check the rows and merge equal ones. Raises BadHistoryError naming the rows that cannot be."""
    frequency, recency, opportunities = as_floats(x), as_floats(t_x), as_floats(n)
    histories = Histories.compress(frequency, recency, opportunities, weight)
    _check_opportunities(frequency, recency, opportunities)
    return histories


def _check_opportunities(x: Floats, t_x: Floats, n: Floats) -> None:
    refuse(
        ("t_x counts opportunities: whole numbers", t_x != np.floor(t_x)),
        ("n counts opportunities: whole numbers", n != np.floor(n)),
        ("more purchases than opportunities up to the last one", x > t_x),
    )
