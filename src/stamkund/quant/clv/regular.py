"""BG/CNBD-k and MBG/CNBD-k (Reutterer, Platzer & Schröder 2021): purchases that come more regularly than by chance.

The stories of BG/NBD and MBG/NBD with gaps between purchases that are Erlang-k distributed: every k-th event of a
Poisson process of rate lambda ~ Gamma(r, alpha) is a purchase, k = 1 being pure chance. With n as in
`beta_geometric`, S and its phases as in `phases`,

    L = e^((k-1) litt) / (k-1)!^x  B(a, b+n)/B(a, b) G(r+kx)/G(r) alpha^r (alpha+T)^-(r+kx) [S + odds],
    odds = [n > 0] a/(b+n-1) ((alpha+T)/(alpha+t_x))^(r+kx)

A customer alive is described by x + j/k: x purchases, and in phase j of k towards the next.
"""

from collections.abc import Callable
from math import log
from typing import Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaln, gammaln

from stamkund.quant.clv.arrays import Floats, as_floats
from stamkund.quant.clv.beta_geometric import BGNBD, MBGNBD
from stamkund.quant.clv.beta_power import phi
from stamkund.quant.clv.dropout import DropoutLikelihood
from stamkund.quant.clv.errors import ClvError, TooLittleDataError
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.maximum import LogLikelihood, Maximum, maximise
from stamkund.quant.clv.outlook import DiscountedCount, Outlook, Parts, parts_of_one
from stamkund.quant.clv.phases import Phases, phase_weights, phase_weights_one, steps, swing
from stamkund.quant.clv.prior import Prior
from stamkund.quant.clv.renewal import Alive, purchase_rates, purchases
from stamkund.quant.clv.renewal_one import count_events
from stamkund.quant.clv.transactions import time_unit

MOST_REGULAR = 12
"""The largest k that is tried: who is told as this may be more regular still."""
NOBODY = -20.0
"""ln a at which nobody leaves."""

Model = TypeVar("Model", bound="BGCNBD")


class BGCNBD(BGNBD):
    """Beta-geometric / condensed NBD of order k.

    Without a k given, it is chosen by likelihood, 1 and up until the likelihood falls. Also learnt: `k`, among
    `parameters_` but without a standard error, and `log_likelihoods_` by k. `nbd_log_likelihood_` is that of purchases
    as regular without dropout.
    """

    log_likelihoods_: dict[int, float]

    def __init__(self, k: int | None = None) -> None:
        self.k = k

    @classmethod
    def with_parameters(cls, **parameters: float) -> Self:
        """r, alpha, a, b and k known beforehand."""
        model = super().with_parameters(**parameters)
        model.parameters_["k"] = _check_order(parameters["k"])
        return model

    @property
    def k_(self) -> int:
        return int(self.parameter("k"))

    def fit(
        self,
        x: ArrayLike,
        t_x: ArrayLike,
        T: ArrayLike,
        weight: ArrayLike | None = None,
        litt: ArrayLike | None = None,
    ) -> Self:
        """Learn the parameters; `litt` is each customer's sum of the logarithms of the gaps between purchases."""
        return self.fit_histories(Histories.compress(x, t_x, T, weight, litt))

    def fit_histories(self, histories: Histories) -> Self:
        _check_gaps_known(histories, self.k)
        tried = [self._fit_order(1 if self.k is None else _check_order(self.k), histories)]
        while self.k is None and tried[-1].k_ < MOST_REGULAR and tried[-1] is _likeliest(tried):
            tried.append(self._fit_order(tried[-1].k_ + 1, histories))
        self.__dict__.update({**vars(_likeliest(tried)), "k": self.k})
        self.log_likelihoods_ = {model.k_: model.log_likelihood_ for model in tried}
        return self

    def fit_with_prior(self, histories: Histories, prior: Prior) -> Self:
        """k is taken from the prior."""
        k = prior.of("k")
        _check_gaps_known(histories, k)
        self.parameters_ = {"k": _check_order(k)}
        return super().fit_with_prior(histories, prior)

    def purchase_probabilities(self, age: float, most: int) -> Floats:
        counts = np.arange(1.0, most + 2.0)
        stays = self.parameter("b") / (self.parameter("a") + self.parameter("b")) if self.BIRTH else 1.0
        at_least = stays * self._at_least(counts, age, np.zeros(1), np.zeros(1))
        return np.asarray(-np.diff(at_least, prepend=1.0), dtype=np.float64)

    def cohort_forecast(self, horizon: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """The forecast of a whole cohort as BTYDplus has it (`mbgcnbd.ConditionalExpectedTransactions`).

        BG/NBD's formula with r + x and k alpha + T, scaled to what the cohort buys according to E[X(T + h)] - E[X(T)].
        `expected_purchases` is exact; this is here to compare with what others report.
        """
        x, t_x, T = as_floats(x), as_floats(t_x), as_floats(T)
        a, b, scale = self.parameter("a"), self.parameter("b") + self.BIRTH + x, self.k_ * self.parameter("alpha") + T
        later = (a + b - 1.0) / (a - 1.0) * (1.0 - phi(self.parameter("r") + x, a - 1.0, b, horizon / scale))
        each = self._alive(x, t_x, T) * later
        cohort = self.expected_purchases_new(T + horizon) - self.expected_purchases_new(T)
        return np.asarray(each * cohort.sum() / each.sum(), dtype=np.float64)

    def rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        return super().rate(u, x, T) if self.k_ == 1 else purchase_rates(self._state(x, T), u)[0]

    def pair_rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        """Regular purchases keep their distance: here the mean over the earlier moment."""
        return super().pair_rate(u, x, T) if self.k_ == 1 else purchase_rates(self._state(x, T), u)[1] / (2.0 * u)

    def silence(self, horizon: float, x: Floats, T: Floats) -> Floats:
        return 1.0 - self._at_least(np.ones(1), horizon, x, T)

    def discounted_count(self, x: Floats, T: Floats, outlook: Outlook) -> DiscountedCount:
        """By parts, from E[N(u)] and E[N(u) (N(u)-1)]: the rate itself swings with the phase.

        Of two purchases the earlier is discounted as if it were anywhere before the later, as is exact for k = 1.
        """
        if self.k_ == 1:
            return super().discounted_count(x, T, outlook)
        parts = self._parts(x, T, outlook)
        once, pairs = purchases(self._state(x[:, None], T[:, None]), parts.u)
        return DiscountedCount(
            expected=once[:, -1],
            mean=(parts.mean * once).sum(axis=1),
            alone=(parts.alone * once).sum(axis=1),
            pairs=(parts.pairs * pairs).sum(axis=1),
            none=self.silence(outlook.reach, x, T),
        )

    def discounted_mean(self, x: Floats, T: Floats, outlook: Outlook) -> Floats:
        if self.k_ == 1:
            return super().discounted_mean(x, T, outlook)
        parts = self._parts(x, T, outlook)
        once, _ = purchases(self._state(x[:, None], T[:, None]), parts.u)
        return np.asarray((parts.mean * once).sum(axis=1), dtype=np.float64)

    def ahead_one(self, x: float, t_x: float, T: float, outlook: Outlook) -> tuple[float, ...]:
        if self.k_ == 1:
            return super().ahead_one(x, t_x, T, outlook)
        shape, scale, weights = self._phases_one(x, t_x, T)
        alive = self._still_here_one(x, t_x, T, shape, log(sum(weights)))
        chances = np.array(weights) / sum(weights)
        u, worth = parts_of_one(outlook, swing(shape, scale), steps(self.k_))
        p = self.parameters_
        counted = count_events(chances, shape, p["a"], p["b"] + self.BIRTH + x, u / scale)
        if counted is None:
            crowd = self.discounted_count(x + np.arange(float(self.k_)) / self.k_, np.full(self.k_, float(T)), outlook)
            return alive, *(float(chances @ field) for field in crowd.fields)
        once, pairs, none = counted
        mean, alone = (worth[:2] @ once).tolist()
        return alive, float(once[-1]), mean, alone, float(worth[2] @ pairs), float(none[-1])

    def _parts(self, x: Floats, T: Floats, outlook: Outlook) -> Parts:
        """The shape without the phase, as for one customer in any."""
        shape = self.parameter("r") + self.k_ * np.floor(x + 0.5 / self.k_)
        return Parts.lay_out(outlook, swing(shape, self.timescale(T)), steps(self.k_))

    def given_alive(self, future: Callable[[Floats, Floats], Floats], x: Floats, t_x: Floats, T: Floats) -> Floats:
        """The mean over the phases in which the customer may be."""
        k, foresee = self.k_, super().given_alive
        weights = phase_weights(k, *self._waiting(x, t_x, T))
        seen = [weights[:, j] * foresee(future, x + j / k, t_x, T) for j in range(k)]
        return np.asarray(np.sum(seen, axis=0), dtype=np.float64)

    def probability_alive_one(self, x: float, t_x: float, T: float) -> float:
        shape, _, weights = self._phases_one(x, t_x, T)
        return self._still_here_one(x, t_x, T, shape, log(sum(weights)))

    def _phases_one(self, x: float, t_x: float, T: float) -> tuple[float, float, list[float]]:
        """r + kx, alpha + T, and how the phases weigh."""
        p, k = self.parameters_, self.k_
        shape, scale = p["r"] + k * x, p["alpha"] + T
        return shape, scale, phase_weights_one(k, shape, (T - t_x) / scale)

    def _at_least(self, m: Floats, horizon: float, x: Floats, T: Floats) -> Floats:
        """The same with event mk - j in the place of event m."""
        alive = self._state(x, T)
        stays = np.exp(betaln(alive.a, alive.b + m - 1.0) - betaln(alive.a, alive.b))
        come = betainc(m * alive.k - alive.phase, alive.shape, horizon / (alive.scale + horizon))
        return np.asarray(stays * come, dtype=np.float64)

    def _come_if_alive(self, m: Floats, horizon: float, x: Floats, t_x: Floats, T: Floats) -> Floats:
        k = self.k_
        weights = phase_weights(k, *self._waiting(x, t_x, T))
        seen = [weights[:, j] * self._at_least(m, horizon, x + j / k, T) for j in range(k)]
        return np.asarray(np.sum(seen, axis=0), dtype=np.float64)

    def _state(self, x: Floats, T: Floats) -> Alive:
        k, whole = self.k_, np.floor(x + 0.5 / self.k_)
        phase = np.rint((x - whole) * k)
        shape, scale = self.parameter("r") + k * whole + phase, self.parameter("alpha") + T
        return Alive(shape, scale, self.parameter("b") + self.BIRTH + whole, phase, self.parameter("a"), k)

    def _waiting(self, x: Floats, t_x: Floats, T: Floats) -> tuple[Floats, Floats]:
        """r + kx and how much of the time back lies after the last purchase."""
        return self.parameter("r") + self.k_ * x, (T - t_x) / (self.parameter("alpha") + T)

    def _alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        shape, share = self._waiting(x, t_x, T)
        return self._still_here(x, t_x, T, shape, Phases.sum_up(self.k_, shape, share).log_sum)

    def _expected_if_alive(self, horizon: Floats | np.float64, x: Floats, T: Floats) -> Floats:
        if self.k_ == 1:
            return super()._expected_if_alive(horizon, x, T)
        return purchases(self._state(x, T), np.asarray(horizon))[0]

    def _log_likelihood(self, scaled: Histories) -> LogLikelihood:
        constant = _of_gaps(self.k_, scaled)
        likelihood = DropoutLikelihood(scaled, self.BIRTH, self.k_)

        def log_likelihood(log_parameters: Floats) -> tuple[float, Floats]:
            value, slopes = likelihood.log_likelihood(*np.exp(log_parameters))
            return value + constant, slopes

        return log_likelihood

    def _fit_order(self, k: int, histories: Histories) -> Self:
        model = type(self)(k)
        model.parameters_ = {"k": k}
        super(BGCNBD, model).fit_histories(histories)
        return model

    def _learn(self, top: Maximum, units: Floats | float = 1.0, shift: float = 0.0) -> None:
        k = self.k_
        super()._learn(top, units, shift)
        self.parameters_["k"] = k

    def _without_leaving(self, histories: Histories) -> float:
        """The same regularity with nobody leaving."""
        if self.k_ == 1:
            return super()._without_leaving(histories)
        unit = time_unit(histories)
        log_likelihood = self._log_likelihood(histories.measured_in(unit))

        def staying(log_parameters: Floats) -> tuple[float, Floats]:
            value, slopes = log_likelihood(np.append(log_parameters, [NOBODY, 0.0]))
            return value, slopes[:2]

        top = maximise(staying, np.log(self.START[:2]), histories.customers)
        return top.log_likelihood - histories.repeat_purchases * float(np.log(unit))


class MBGCNBD(BGCNBD):
    """Modified beta-geometric / condensed NBD of order k: customers may also leave after the first purchase."""

    START = MBGNBD.START
    BIRTH = 1


def _likeliest(models: list[Model]) -> Model:
    return max(models, key=lambda model: model.log_likelihood_)


def _check_order(k: float) -> int:
    """k as a whole number from 1. Raises ClvError if it is none."""
    if not (k >= 1 and k % 1 == 0):
        raise ClvError("k is a whole number, 1 or more")
    return int(k)


def _check_gaps_known(histories: Histories, k: float | None) -> None:
    if histories.litt is None and k != 1:
        raise TooLittleDataError("how regularly people buy is told by the gaps: litt is missing")


def _of_gaps(k: int, histories: Histories) -> float:
    """sum (k-1) litt - x ln (k-1)!"""
    if histories.litt is None:
        return 0.0
    return float((k - 1.0) * histories.litt.sum() - histories.repeat_purchases * gammaln(k))
