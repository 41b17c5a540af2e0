"""What every model of purchase timing has in common.

A model answers in two steps: is the customer still alive given (x, t_x, T), and, if so, how do purchases come from now
on? The second step depends on (x, T) only (in regular models on the phase too, see `regular`), through three functions
every model supplies:

    rate(u)      expected purchases per unit of time, u after T
    pair_rate(u) second-order density: purchases at u and at any given earlier moment after T
    silence(h)   probability of no purchase until T + h
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from math import inf
from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import exprel

from stamkund.quant.clv.arrays import ArrayOrFloat, Floats
from stamkund.quant.clv.errors import TooLittleDataError, check_horizon
from stamkund.quant.clv.estimator import Estimator
from stamkund.quant.clv.histories import Histories, as_histories, as_one_length, distinct_pairs
from stamkund.quant.clv.maximum import LogLikelihood, Maximum, maximise
from stamkund.quant.clv.outlook import DiscountedCount, Outlook
from stamkund.quant.clv.prior import Prior


class TransactionModel(Estimator, ABC):
    """A model of when customers buy, fitted by maximum likelihood to weighted histories (x, t_x, T).

    The unit of time is the caller's: parameters, horizons and discount rates are in the unit of t_x and T.
    Also learnt: `customers_` and `tuples_`, the number of distinct histories used.
    """

    START: ClassVar[tuple[float, ...]]
    """Where the climb begins, with time measured in mean T."""

    customers_: float
    tuples_: int
    log_evidence_: float

    def fit(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, weight: ArrayLike | None = None) -> Self:
        """Learn the parameters. Raises BadHistoryError or TooLittleDataError."""
        return self.fit_histories(Histories.compress(x, t_x, T, weight))

    def fit_histories(self, histories: Histories) -> Self:
        """`fit` on histories that are already compressed."""
        check_enough(histories)
        unit = time_unit(histories)
        scaled = histories.measured_in(unit)
        top = maximise(self._log_likelihood(scaled), np.log(self._start(scaled)), histories.customers)
        return self._keep(top, histories, unit)

    def fit_with_prior(self, histories: Histories, prior: Prior) -> Self:
        """Learn from however little there is: the parameters that are likeliest given the histories and the prior.

        Nobody need have come back. `log_likelihood_` is that of the histories alone, `log_covariance_` the posterior's;
        `log_evidence_` compares priors. Raises TooLittleDataError without customers.
        """
        check_anybody(histories)
        unit = prior.of("alpha")
        log_likelihood = self._log_likelihood(histories.measured_in(unit))
        top, log_evidence = prior.climb(log_likelihood, self.PARAMETERS, self._units(unit), histories.customers)
        self.log_evidence_ = log_evidence - histories.repeat_purchases * float(np.log(unit))
        return self._keep(top, histories, unit)

    def probability_alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """P(alive at T | x, t_x, T)."""
        return self._alive(*as_histories(x, t_x, T))

    def probability_alive_one(self, x: float, t_x: float, T: float) -> float:
        """`probability_alive` of a single customer in plain numbers."""
        return float(self.probability_alive(x, t_x, T)[0])

    def expected_purchases(self, horizon: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """E[Y(horizon) | x, t_x, T]: purchases expected in (T, T + horizon]."""
        check_horizon(horizon)
        return self._times_alive(lambda ux, uT: self._expected_if_alive(np.float64(horizon), ux, uT), x, t_x, T)

    def discounted_purchases_by_period(
        self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, *, periods: int, length: float, discount: float
    ) -> Floats:
        """Purchases expected in each of the coming periods, those of the i-th divided by (1 + discount)^i, summed.

        `length` is a period's length in the unit of T (4.345 weeks a month), `discount` the rate per period.
        """
        ends: Floats = length * np.arange(1.0, periods + 1.0)
        factors = (1.0 + discount) ** -np.arange(1.0, periods + 1.0)

        def worth(ux: Floats, uT: Floats) -> Floats:
            cumulative = self._expected_if_alive(ends, ux[:, None], uT[:, None])
            return np.asarray(np.diff(cumulative, axis=1, prepend=0.0) @ factors, dtype=np.float64)

        return self._times_alive(worth, x, t_x, T)

    def discounted_residual_purchases(self, discount: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """DERT: all purchases to come, those at T + u counted as e^(-discount u). `discount` per unit of time, > 0."""
        endless = Outlook(inf, discount)
        return self._times_alive(lambda ux, uT: self.discounted_mean(ux, uT, endless), x, t_x, T)

    def at_least(self, m: ArrayLike, horizon: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """P(m or more purchases in (T, T + horizon] | x, t_x, T)."""
        check_horizon(horizon)
        m, x, t_x, T = as_one_length("m, x, t_x and T", m, *as_histories(x, t_x, T))
        some = self._alive(x, t_x, T) * self._come_if_alive(np.maximum(m, 1.0), horizon, x, t_x, T)
        return np.where(m > 0, some, 1.0)

    def discounted_count(self, x: Floats, T: Floats, outlook: Outlook) -> DiscountedCount:
        """The moments of the discounted number of purchases given alive, for every (x, T)."""
        u, du = outlook.nodes(self.timescale(T))
        shrink = np.exp(-outlook.discount * u)
        rate = self.rate(u, x[:, None], T[:, None]) * du
        pair = self.pair_rate(u, x[:, None], T[:, None]) * du
        return DiscountedCount(
            expected=rate.sum(axis=1),
            mean=(shrink * rate).sum(axis=1),
            alone=(shrink * shrink * rate).sum(axis=1),
            pairs=2.0 * (shrink * u * exprel(-outlook.discount * u) * pair).sum(axis=1),
            none=self.silence(outlook.reach, x, T),
        )

    def count_ahead_one(self, x: float, t_x: float, T: float, outlook: Outlook) -> tuple[float, ...]:
        """The fields of `discounted_count` for a single customer alive, in plain numbers."""
        count = self.discounted_count(np.array([float(x)]), np.array([float(T)]), outlook)
        return tuple(float(field[0]) for field in count.fields)

    def ahead_one(self, x: float, t_x: float, T: float, outlook: Outlook) -> tuple[float, ...]:
        """P(alive) of a single customer, then the fields of `discounted_count`: all that `value_one` asks."""
        return self.probability_alive_one(x, t_x, T), *self.count_ahead_one(x, t_x, T, outlook)

    def purchases_of_leavers(self, share: ArrayOrFloat, x: ArrayOrFloat, T: ArrayOrFloat) -> ArrayOrFloat:
        """Before how many purchases to come this share of customers alive has left for good; endless if nobody does."""
        return share + inf

    def discounted_mean(self, x: Floats, T: Floats, outlook: Outlook) -> Floats:
        """Discounted expected purchases given alive (DERT with an infinite horizon), for every (x, T)."""
        u, du = outlook.nodes(self.timescale(T))
        rate = self.rate(u, x[:, None], T[:, None])
        return np.asarray((np.exp(-outlook.discount * u) * rate * du).sum(axis=1), dtype=np.float64)

    def given_alive(self, future: Callable[[Floats, Floats], Floats], x: Floats, t_x: Floats, T: Floats) -> Floats:
        """What a function of the distinct (x, T) foresees for customers alive; customers along its last axis."""
        ux, uT, pair = distinct_pairs(x, T)
        return np.asarray(future(ux, uT)[..., pair], dtype=np.float64)

    def timescale(self, T: Floats) -> Floats:
        """Time over which the rate falls off: integrals over the future put their nodes along it."""
        return self.parameter("alpha") + T

    @abstractmethod
    def expected_purchases_new(self, age: ArrayLike) -> Floats:
        """E[X(age)]: repeat purchases of a customer nothing else is known of, `age` after the first purchase."""

    @abstractmethod
    def rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        """Expected purchases per unit of time at T + u, given alive at T."""

    @abstractmethod
    def pair_rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        """Density of a purchase at T + u together with one at any given moment of (T, T + u), given alive at T."""

    @abstractmethod
    def silence(self, horizon: float, x: Floats, T: Floats) -> Floats:
        """Probability of no purchase in (T, T + horizon], given alive at T."""

    @abstractmethod
    def _alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats: ...

    @abstractmethod
    def _expected_if_alive(self, horizon: Floats | np.float64, x: Floats, T: Floats) -> Floats: ...

    def _units(self, unit: float) -> Floats:
        return np.array([unit if name in TIME_PARAMETERS else 1.0 for name in self.PARAMETERS])

    def _keep(self, top: Maximum, histories: Histories, unit: float) -> Self:
        """Keep what was found with time counted in `unit`."""
        self._learn(top, self._units(unit), histories.repeat_purchases * float(np.log(unit)))
        self.customers_, self.tuples_ = histories.customers, histories.x.size
        return self

    @abstractmethod
    def _at_least(self, m: Floats, horizon: float, x: Floats, T: Floats) -> Floats:
        """P(m or more purchases in (T, T + horizon]), given alive; m > 0."""

    def _come_if_alive(self, m: Floats, horizon: float, x: Floats, t_x: Floats, T: Floats) -> Floats:
        return self._at_least(m, horizon, x, T)

    @abstractmethod
    def _log_likelihood(self, scaled: Histories) -> LogLikelihood: ...

    def _times_alive(
        self, future: Callable[[Floats, Floats], Floats], x: ArrayLike, t_x: ArrayLike, T: ArrayLike
    ) -> Floats:
        x, t_x, T = as_histories(x, t_x, T)
        return self._alive(x, t_x, T) * self.given_alive(future, x, t_x, T)

    def _start(self, scaled: Histories) -> Floats:
        return np.array(self.START)


TIME_PARAMETERS = frozenset({"alpha", "beta"})


def check_enough(histories: Histories, nobody: str = "nobody has bought on a second day") -> None:
    """Raise TooLittleDataError if there is nobody, or nobody came back."""
    check_anybody(histories)
    if histories.repeat_customers <= 0:
        raise TooLittleDataError(nobody)


def check_anybody(histories: Histories) -> None:
    """Raise TooLittleDataError if there is nobody."""
    if histories.customers <= 0:
        raise TooLittleDataError("no customers")


def time_unit(histories: Histories) -> float:
    """Mean observation time: in it, parameters are of order one whatever unit the caller counts in."""
    return float((histories.weight * histories.T).sum() / histories.customers)
