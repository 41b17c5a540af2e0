"""BG/NBD (Fader, Hardie & Lee 2005) and MBG/NBD (Batislam, Denizel & Filiztekin 2007).

lambda ~ Gamma(r, alpha) purchases per unit of time while alive; after each purchase the customer leaves with
probability p ~ Beta(a, b). In BG/NBD the first purchase is no such moment, so that everybody who bought once is alive
for certain; in MBG/NBD it is. With n = x (BG) or n = x + 1 (MBG) moments passed, both are

    L = B(a, b+n)/B(a, b) G(r+x)/G(r) alpha^r (alpha+T)^-(r+x) [1 + odds],
    odds = [n > 0] a/(b+n-1) ((alpha+T)/(alpha+t_x))^(r+x)                  (odds of having left)

and a customer alive at T goes on as a new BG/NBD customer with r+x, alpha+T, a, b+n.
"""

from math import exp, log, log1p
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaln, hyp2f1

from stamkund.quant.clv.arrays import ArrayOrFloat, Floats, as_floats
from stamkund.quant.clv.beta_power import phi
from stamkund.quant.clv.dropout import DropoutLikelihood
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.leaving import LeavingModel, beyond_share
from stamkund.quant.clv.maximum import LogLikelihood
from stamkund.quant.clv.outlook import Outlook
from stamkund.quant.clv.quadrature import MANY, integrate
from stamkund.quant.rows import Flags

NEAR_ONE = 1e-4
BEYOND = 1e12
"""2F1 is larger only where it fails."""


class BGNBD(LeavingModel):
    """Beta-geometric / NBD."""

    PARAMETERS = ("r", "alpha", "a", "b")
    START = (0.5, 0.5, 0.7, 2.0)
    BIRTH: ClassVar[int] = 0
    """Chances to leave before the first repeat purchase."""

    def expected_purchases_new(self, age: ArrayLike) -> Floats:
        """E[X(t)] (equation 9 of the 2005 paper, 8 of the 2007 paper)."""
        a, b = self.parameter("a"), self.parameter("b")
        survives_birth = b / (a + b) if self.BIRTH else 1.0
        zero = np.zeros(1)
        return survives_birth * self._expected_if_alive(as_floats(age), zero, zero)

    def rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        """E[lambda e^(-lambda p u)] = (r'/alpha') phi(r'+1, a, b', u/alpha')."""
        shape, scale, b = self._updated(x, T)
        return shape / scale * phi(shape + 1.0, self.parameter("a"), b, u / scale)

    def pair_rate(self, u: Floats, x: Floats, T: Floats) -> Floats:
        """E[lambda^2 (1-p) e^(-lambda p u)]."""
        a = self.parameter("a")
        shape, scale, b = self._updated(x, T)
        return shape * (shape + 1.0) / scale**2 * b / (a + b) * phi(shape + 2.0, a, b + 1.0, u / scale)

    def silence(self, horizon: float, x: Floats, T: Floats) -> Floats:
        shape, scale, _ = self._updated(x, T)
        return np.exp(-shape * np.log1p(horizon / scale))

    def purchase_probabilities(self, age: float, most: int) -> Floats:
        """P(X(age) = 0), …, P(X(age) = most) for a new customer (equation 8 of the 2005 paper)."""
        a, b = self.parameter("a"), self.parameter("b") + self.BIRTH
        r, odds = self.parameter("r"), age / (self.parameter("alpha") + age)
        n = np.arange(1.0, most + 1.0)
        with np.errstate(divide="ignore"):  # at age 0 there are no purchases, surely
            steps = np.concatenate([[r * np.log1p(-odds)], np.log((r + n - 1.0) / n * odds)])
        counts = np.exp(np.cumsum(steps))
        stays = np.exp(betaln(a, b + np.arange(most + 1.0)) - betaln(a, b))
        leaves = np.exp(betaln(a + 1.0, b + n - 1.0) - betaln(a, b)) * (1.0 - np.cumsum(counts)[:-1])
        pmf: Floats = stays * counts + np.concatenate([[0.0], leaves])
        survives_birth = self.parameter("b") / (a + self.parameter("b")) if self.BIRTH else 1.0
        pmf *= survives_birth
        pmf[0] += 1.0 - survives_birth
        return pmf

    def probability_alive_one(self, x: float, t_x: float, T: float) -> float:
        return self._still_here_one(x, t_x, T, self.parameters_["r"] + x, 0.0)

    def count_ahead_one(self, x: float, t_x: float, T: float, outlook: Outlook) -> tuple[float, ...]:
        """In y = ln(1 + u/alpha') everything is an exponential but the two 2F1, which are taken at once."""
        p = self.parameters_
        a, b, shape, scale = p["a"], p["b"] + self.BIRTH + x, p["r"] + x, p["alpha"] + T
        y, dy = outlook.steps(scale)
        later = np.exp(-y)
        both = hyp2f1(a + b - shape - 1.0, a, np.array([[a + b], [a + b + 1.0]]), 1.0 - later)
        rate, pair = np.exp((1.0 - a) * y) * dy * both * shape
        if shape + 1.0 < a or not (both.min() >= 0.0 and both.max() < BEYOND):
            return super().count_ahead_one(x, t_x, T, outlook)
        pair *= (shape + 1.0) / scale * b / (a + b)
        none = exp(-shape * log1p(outlook.reach / scale))
        return *outlook.count_one(scale * (1.0 / later - 1.0), rate, pair), none

    def purchases_of_leavers(self, share: ArrayOrFloat, x: ArrayOrFloat, T: ArrayOrFloat) -> ArrayOrFloat:
        """Of n purchases B(a, b'+n)/B(a, b') are survived, about (1 + n/(b' + (a-1)/2))^-a."""
        a = self.parameter("a")
        return (self.parameter("b") + self.BIRTH + x + 0.5 * (a - 1.0)) * beyond_share(share, a)

    def _updated(self, x: Floats, T: Floats) -> tuple[Floats, Floats, Floats]:
        """r', alpha' and b' of a customer alive after x repeat purchases in T."""
        return self.parameter("r") + x, self.parameter("alpha") + T, self.parameter("b") + self.BIRTH + x

    def _alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        return self._still_here(x, t_x, T, self.parameter("r") + x, 0.0)

    def _still_here(self, x: Floats, t_x: Floats, T: Floats, shape: Floats, log_sum: Floats | float) -> Floats:
        """1 / (1 + odds/S) from ln S, which is 0 where purchases come by pure chance."""
        alpha, before = self.parameter("alpha"), self.parameter("b") + self.BIRTH + x - 1.0
        exponent = shape * np.log((alpha + T) / (alpha + t_x)) - log_sum
        with np.errstate(divide="ignore"):
            log_odds = exponent + np.log(self.parameter("a") / np.maximum(before, 0.0))
        return np.where(x + self.BIRTH > 0, 1.0 / (1.0 + np.exp(np.minimum(log_odds, 700.0))), 1.0)

    def _still_here_one(self, x: float, t_x: float, T: float, shape: float, log_sum: float) -> float:
        if x + self.BIRTH <= 0:
            return 1.0
        p = self.parameters_
        log_odds = shape * log((p["alpha"] + T) / (p["alpha"] + t_x)) - log_sum
        log_odds += log(p["a"] / (p["b"] + x + self.BIRTH - 1.0))
        return 1.0 / (1.0 + exp(min(log_odds, 700.0)))

    def _expected_if_alive(self, horizon: Floats | np.float64, x: Floats, T: Floats) -> Floats:
        """(a+b'-1)/(a-1) [1 - phi(r', a-1, b', h/alpha')]; as a tends to 1, the integral of the rate."""
        a = self.parameter("a")
        shape, scale, b = self._updated(x, T)
        if abs(a - 1.0) < NEAR_ONE:
            return integrate(lambda u: self.rate(u, x[..., None], T[..., None]), horizon, scale)
        found = (a + b - 1.0) / (a - 1.0) * (1.0 - phi(shape, a - 1.0, b, horizon / scale))
        right = (found >= 0.0) & (found <= (1.0 + 1e-9) * shape / scale * horizon)
        return found if right.all() else self._mended(found, right, horizon, x, T)

    def _mended(self, found: Floats, right: Flags, horizon: Floats | np.float64, x: Floats, T: Floats) -> Floats:
        """Where 2F1 fails, the integral of the rate."""
        horizon, x, T = (np.broadcast_to(column, found.shape)[~right] for column in (horizon, x, T))
        found = np.array(found)
        found[~right] = integrate(lambda u: self.rate(u, x[..., None], T[..., None]), horizon, self.timescale(T), MANY)
        return found

    def _at_least(self, m: Floats, horizon: float, x: Floats, T: Floats) -> Floats:
        """B(a, b'+m-1)/B(a, b') I(m, r'; h/(alpha'+h)): nobody left at the m - 1 before, and the m-th has come."""
        a = self.parameter("a")
        shape, scale, b = self._updated(x, T)
        stays = np.exp(betaln(a, b + m - 1.0) - betaln(a, b))
        return np.asarray(stays * betainc(m, shape, horizon / (scale + horizon)), dtype=np.float64)

    def _log_likelihood(self, scaled: Histories) -> LogLikelihood:
        likelihood = DropoutLikelihood(scaled, self.BIRTH)
        return lambda log_parameters: likelihood.log_likelihood(*np.exp(log_parameters))


class MBGNBD(BGNBD):
    """Modified beta-geometric / NBD: a customer may also leave after the first purchase. The product's default."""

    START = (0.7, 0.7, 0.7, 1.5)
    BIRTH = 1
