"""Chances that are themselves Beta distributed: the block all models in discrete time are built of.

If p ~ Beta(a, b), i given hits and j given misses happen with probability B(a+i, b+j)/B(a, b).
"""

import numpy as np
from scipy.special import betaln, digamma

from stamkund.quant.clv.arrays import Floats, codes
from stamkund.quant.clv.errors import ClvError, check_discount
from stamkund.quant.clv.maximum import LogLikelihood
from stamkund.quant.clv.race import leaves_first, leaves_first_one

FURTHEST = 10_000.0
"""Periods ahead that are looked at one by one."""


def log_ratio(a: Floats | float, b: Floats | float, i: Floats | float, j: Floats | float) -> Floats:
    """ln B(a+i, b+j) - ln B(a, b)."""
    return np.asarray(betaln(a + i, b + j) - betaln(a, b), dtype=np.float64)


def log_ratio_slopes(a: float, b: float, i: Floats | float, j: Floats | float) -> tuple[Floats, Floats]:
    """Its derivatives in ln a and ln b."""
    both = digamma(a + b) - digamma(a + b + i + j)
    by_a, by_b = digamma(a + i) - digamma(a) + both, digamma(b + j) - digamma(b) + both
    return np.asarray(a * by_a, dtype=np.float64), np.asarray(b * by_b, dtype=np.float64)


def mixed_chances(i: Floats, j: Floats, weight: Floats) -> LogLikelihood:
    """sum w [ln B(a+i, b+j) - ln B(a, b)] with its gradient, as a function of (ln a, ln b)."""

    def log_likelihood(log_parameters: Floats) -> tuple[float, Floats]:
        a, b = np.exp(log_parameters).tolist()
        slopes = [weight @ slope for slope in log_ratio_slopes(a, b, i, j)]
        return float(weight @ log_ratio(a, b, i, j)), np.array(slopes)

    return log_likelihood


def check_periods(horizon: float) -> int:
    """The whole periods within a horizon. Raises ClvError where they are too many to be looked at one by one."""
    if not 0.0 <= horizon <= FURTHEST:
        raise ClvError(f"a forecast reaches from 0 to {FURTHEST:.0f} periods ahead")
    return int(horizon)


def stays(horizon: float, a: float, b: Floats) -> Floats:
    """P(1 miss), P(2 misses in a row), …, as many as there are periods within `horizon`, for every b."""
    ahead = np.arange(1.0, check_periods(horizon) + 1.0)
    return np.exp(log_ratio(a, b[:, None], 0.0, ahead))


def discounted_stay(discount: float, a: float, b: Floats) -> Floats:
    """sum over t = 0, 1, … of (1 + discount)^-t P(t misses in a row) = 2F1(1, b; a+b; 1/(1 + discount)).

    By its neighbour 2F1(1, b+1; a+b+1; .) this is 1 + H/discount with the H of `race`, which holds where SciPy's 2F1
    does not. Raises ClvError for no discount.
    """
    check_discount(discount)
    distinct, which = codes(b)
    ratio = np.full_like(distinct, (1.0 + discount) / discount)
    return (1.0 + leaves_first(np.full_like(distinct, a), distinct, ratio) / discount)[which]


def discounted_stay_one(discount: float, a: float, b: float) -> float:
    """The same for a single b."""
    check_discount(discount)
    return 1.0 + leaves_first_one(a, b, ((1.0 + discount) / discount,))[0] / discount
