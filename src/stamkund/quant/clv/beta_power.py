"""The one special function behind the beta-geometric models.

    phi(s, a, b, z) = E[(1 + p z)^-s],  p ~ Beta(a, b)  =  2F1(s, a; a + b; -z)

Both Pfaff transformations bring the argument into [0, 1). With s = r + x and b growing with x, the first leaves two
numerator parameters that do not depend on x, so that it stays exact for a customer with 10,000 purchases, where the
textbook form overflows.
"""

import numpy as np
from scipy.special import betaln, hyp2f1

from stamkund.quant.clv.arrays import Floats

LOGITS = np.linspace(-75.0, 36.0, 2221)
"""Grid for the guard: a trapezoid in logit p converges geometrically, and beyond it the terms are those of geometric
series. Only rows where 2F1 fails go there."""
ROWS_AT_ONCE = 2000


def phi(s: Floats, a: float, b: Floats, z: Floats) -> Floats:
    """E[(1 + p z)^-s] for p ~ Beta(a, b); for -1 < a <= 0 its analytic continuation."""
    if not z.size:
        return z
    w = z / (1.0 + z)
    with np.errstate(all="ignore"):  # what fails is seen by its value
        value = (1.0 - w) ** a * hyp2f1(a + b - s, a, a + b, w)
        if s.min() < a:
            value = np.where(a <= s, value, (1.0 - w) ** s * hyp2f1(s, b, a + b, w))
    return _guarded(value, s, a, b, z) if a > 0 else value


def _guarded(value: Floats, s: Floats, a: float, b: Floats, z: Floats) -> Floats:
    if np.abs(value - 0.5).max() <= 0.5 + 1e-9:
        return value
    right = (value >= 0.0) & (value <= 1.0 + 1e-9)
    s, b, z = (np.broadcast_to(part, value.shape)[~right] for part in (s, b, z))
    value = np.array(value)
    value[~right] = phi_by_quadrature(s, a, b, z)
    return value


def phi_by_quadrature(s: Floats, a: float, b: Floats, z: Floats) -> Floats:
    """The same mean as a sum over logit p: slower, never fails for a > 0."""
    parts = [slice(start, start + ROWS_AT_ONCE) for start in range(0, s.size, ROWS_AT_ONCE)]
    return np.concatenate([_sum_over_logits(s[part, None], a, b[part, None], z[part, None]) for part in parts])


def _sum_over_logits(s: Floats, a: float, b: Floats, z: Floats) -> Floats:
    log_p, log_q = -np.logaddexp(0.0, -LOGITS), -np.logaddexp(0.0, LOGITS)
    log_terms = a * log_p + b * log_q - betaln(a, b) - s * np.log1p(np.exp(log_p) * z)
    terms, step = np.exp(log_terms), LOGITS[1] - LOGITS[0]
    beyond = terms[:, 0] / np.expm1(a * step) + terms[:, -1] / np.expm1(b[:, 0] * step)
    return np.asarray((terms.sum(axis=1) + beyond) * step, dtype=np.float64)
