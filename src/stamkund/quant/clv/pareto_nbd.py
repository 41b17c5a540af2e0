"""Pareto/NBD (Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, "A note on deriving the Pareto/NBD model").

lambda ~ Gamma(r, alpha) purchases per unit of time while alive; the customer leaves at a constant rate mu ~
Gamma(s, beta), at any moment, whether they have just bought or not. Alive at T after x repeat purchases, lambda ~
Gamma(r+x, alpha+T) and mu ~ Gamma(s, beta+T), independent: all that is to come follows from this.
"""

from math import exp, log, log1p

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, exprel, gammaln, xlogy

from stamkund.quant.clv.arrays import ArrayOrFloat, Floats, as_floats
from stamkund.quant.clv.histories import Histories, distinct_pairs
from stamkund.quant.clv.leaving import LeavingModel, beyond_share
from stamkund.quant.clv.maximum import LogLikelihood
from stamkund.quant.clv.outlook import Outlook
from stamkund.quant.clv.pareto_likelihood import ParetoLikelihood
from stamkund.quant.clv.quadrature import falling, time_nodes
from stamkund.quant.clv.race import leaves_first, leaves_first_one

FINE = 0.05
MOMENTS = 48
STEEP = 4.0
LARGEST_EXPONENT = 700.0


class ParetoNBD(LeavingModel):
    """Pareto / NBD: customers leave in their own time, not at a purchase."""

    PARAMETERS = ("r", "alpha", "s", "beta")
    START = (0.7, 0.4, 0.6, 0.5)

    def expected_purchases_new(self, age: ArrayLike) -> Floats:
        """E[X(t)] of the 1987 paper."""
        zero = np.zeros(1)
        return self._expected_if_alive(as_floats(age), zero, zero)

    def purchase_probabilities(self, age: float, most: int) -> Floats:
        """P(X(age) = 0), …, P(X(age) = most) for a new customer.

        Fader & Hardie 2006, "Deriving an expression for P(X(t) = x) under the Pareto/NBD model": NBD counts up to the
        moment u of leaving, u Pareto distributed; their sum of 2F1 is the integral over u = age e^-w taken here.
        """
        n = np.arange(most + 1.0)[:, None]
        beta, s = self.parameter("beta"), self.parameter("s")
        nodes, weights = falling(FINE)
        scale = np.asarray(1.0 / (1.0 + n * self.parameter("alpha") / (self.parameter("alpha") + age)))
        u = age * np.exp(-scale * nodes)
        leaves = s * u * np.exp(s * np.log(beta) - (s + 1.0) * np.log(beta + u))
        left = (leaves * self._count_probability(n, u) * weights * scale).sum(axis=1)
        stays = np.exp(-s * np.log1p(age / beta)) * self._count_probability(n[:, 0], np.float64(age))
        return np.asarray(left + stays, dtype=np.float64)

    def rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        """E[lambda e^(-mu u)] = (r+x)/(alpha+T) ((beta+T)/(beta+T+u))^s."""
        return (self.parameter("r") + x) / (self.parameter("alpha") + T) * self._stays(u, T)

    def pair_rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        """E[lambda^2 e^(-mu u)]."""
        n = self.parameter("r") + x
        return n * (n + 1.0) / (self.parameter("alpha") + T) ** 2 * self._stays(u, T)

    def silence(self, horizon: float, x: Floats, T: Floats) -> Floats:
        """Leaving before the next purchase, now or later, less what of it comes after the horizon, plus waiting."""
        now, then = self._leaves_first(np.concatenate([x, x]), np.concatenate([T, T + horizon])).reshape(2, -1)
        waits = np.exp(-(self.parameter("r") + x) * np.log1p(horizon / (self.parameter("alpha") + T)))
        return now + waits * self._stays(np.float64(horizon), T) * (1.0 - then)

    def timescale(self, T: Floats) -> Floats:
        """(beta+T), less where s is large and the rate falls like an exponential.

        Discounted residual purchases too are an integral along it, exact to ten digits, not the closed form with
        Tricomi's U (Fader, Hardie & Lee 2005, "RFM and CLV"): SciPy's U is 2 % off at s = 2 and small arguments.
        """
        return (self.parameter("beta") + T) / max(1.0, self.parameter("s") / STEEP)

    def purchases_of_leavers(self, share: ArrayOrFloat, x: ArrayOrFloat, T: ArrayOrFloat) -> ArrayOrFloat:
        """At the mean rate, in the time that is survived by all but this share: (1 + u/(beta+T))^-s."""
        p = self.parameters_
        return (p["beta"] + T) * beyond_share(share, p["s"]) * (p["r"] + x) / (p["alpha"] + T)

    def ahead_one(self, x: float, t_x: float, T: float, outlook: Outlook) -> tuple[float, ...]:
        """With one race for the three moments that matter, and stretches of time as y = ln(1 + u/timescale)."""
        p, reach = self.parameters_, outlook.reach
        n, s, buying, leaving = p["r"] + x, p["s"], p["alpha"] + T, p["beta"] + T
        before = p["alpha"] + t_x, p["beta"] + t_x
        ratios = before[1] / before[0], leaving / buying, (leaving + reach) / (buying + reach)
        last, end, then = leaves_first_one(n, s, ratios)
        grown = min(n * log(buying / before[0]) + s * log(leaving / before[1]), LARGEST_EXPONENT)
        alive = 1.0 / (1.0 + max(exp(grown) * last - end, 0.0))
        none = end + exp(-n * log1p(reach / buying) - s * log1p(reach / leaving)) * (1.0 - then)
        scale = leaving / max(1.0, s / STEEP)
        y, dy = outlook.steps(scale)
        u = scale * np.expm1(y)
        rate = n / buying * np.exp(-s * np.log1p(u / leaving)) * (u + scale) * dy
        return alive, *outlook.count_one(u, rate, (n + 1.0) / buying * rate), none

    def _count_probability(self, n: Floats, u: Floats | np.float64) -> Floats:
        """P(n purchases within u) while alive: negative binomial."""
        r, alpha = self.parameter("r"), self.parameter("alpha")
        choose = gammaln(r + n) - gammaln(r) - gammaln(n + 1.0)
        return np.asarray(np.exp(choose - r * np.log1p(u / alpha) + xlogy(n, u / (alpha + u))), dtype=np.float64)

    def _stays(self, u: Floats | np.float64, T: Floats) -> Floats:
        """P(alive at T + u), given alive at T."""
        return np.exp(-self.parameter("s") * np.log1p(u / (self.parameter("beta") + T)))

    def _leaves_first(self, x: Floats, t: Floats) -> Floats:
        ratio = (self.parameter("beta") + t) / (self.parameter("alpha") + t)
        return leaves_first(self.parameter("r") + x, self.parameter("s"), ratio)

    def _alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """1 / (1 + odds of having left), from what holds at the distinct moments (x, t_x) and (x, T)."""
        x, t_x, T = np.broadcast_arrays(x, t_x, T)
        ux, ut, moment = distinct_pairs(np.concatenate([x, x]), np.concatenate([t_x, T]))
        passed = (self.parameter("r") + ux) * np.log(self.parameter("alpha") + ut)
        passed += self.parameter("s") * np.log(self.parameter("beta") + ut)
        first, (last, end) = self._leaves_first(ux, ut), np.split(moment, 2)
        grown = np.exp(np.minimum(passed[end] - passed[last], LARGEST_EXPONENT))
        return np.asarray(1.0 / (1.0 + np.maximum(grown * first[last] - first[end], 0.0)), dtype=np.float64)

    def _expected_if_alive(self, horizon: Floats | np.float64, x: Floats, T: Floats) -> Floats:
        """(r+x)(beta+T)/((alpha+T)(s-1)) [1 - ((beta+T)/(beta+T+h))^(s-1)], also where s = 1."""
        scale, less = self.parameter("beta") + T, self.parameter("s") - 1.0
        pace = (self.parameter("r") + x) / (self.parameter("alpha") + T)
        time = np.log1p(horizon / scale)
        return np.asarray(pace * scale * time * exprel(-less * time), dtype=np.float64)

    def _at_least(self, m: Floats, horizon: float, x: Floats, T: Floats) -> Floats:
        """The m-th event comes before the horizon and before leaving at a moment u, over which this is an integral."""
        s, n, scale = self.parameter("s"), self.parameter("r") + x, self.parameter("alpha") + T
        u, du = time_nodes(horizon, self.parameter("beta") + T, MOMENTS)
        leaves = s / (self.parameter("beta") + T[..., None] + u) * self._stays(u, T[..., None])
        before = leaves * betainc(m[..., None], n[..., None], u / (scale[..., None] + u))
        stays = self._stays(np.float64(horizon), T) * betainc(m, n, horizon / (scale + horizon))
        return np.asarray((before * du).sum(axis=-1) + stays, dtype=np.float64)

    def _log_likelihood(self, scaled: Histories) -> LogLikelihood:
        likelihood = ParetoLikelihood(scaled)

        def log_likelihood(log_parameters: Floats) -> tuple[float, Floats]:
            r, alpha, s, beta = np.exp(log_parameters)
            value, by = likelihood.log_likelihood(r, np.array([alpha]), s, np.array([beta]))
            return value, np.array([r * by.r, by.log_alpha[0], s * by.s, by.log_beta[0]])

        return log_likelihood
