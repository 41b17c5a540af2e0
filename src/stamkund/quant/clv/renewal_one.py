"""`renewal.purchases` for one customer who may be in any phase: the same sums without the cost of arrays of people.

All that does not depend on time is kept per number of purchases: what the filter by roots of unity and the mean over
theta make of the two things that do, with s the shape of phase 0 and A the scale,

    1 - (1 + yz)^-(s+j)    and    (s+j) z (1 + yz)^-(s+j+1),    z = u/A

so that a customer costs one power per node and root, and a matrix product.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.renewal import Numbers, complex_roots, real_roots
from stamkund.quant.clv.theta import fineness, theta_rule


@dataclass(frozen=True, slots=True)
class Sieve:
    """By nodes over theta and roots of unity: y, and what the two things count for in each phase."""

    y: Numbers
    counted: Numbers
    """(E[N] or E[N (N-1)], phase, y)."""
    by_time: Numbers
    """(phase, y), for E[N (N-1)]."""


def purchases_one(chances: Floats, shape: float, a: float, b: float, z: Floats) -> tuple[Floats, Floats]:
    """E[N] and E[N (N-1)] until each z, of somebody in phase 0, 1, … with these chances; the last z is the end."""
    k = chances.size
    sieve = _sieve(a, b, k, fineness(z[-1]))
    gone = (_gone if sieve.y.dtype == np.float64 else _gone_turning)(sieve.y, z, shape, k)
    once, pairs = (sieve.counted * chances[:, None]).reshape(2, -1) @ gone[:k].reshape(-1, z.size)
    by_time = sieve.by_time * (chances * (shape + np.arange(k)))[:, None]
    pairs += z * (by_time.ravel() @ (1.0 - gone[1:]).reshape(-1, z.size))
    return once.real, pairs.real


def fewer_than(events: int, shape: float, z: float) -> float:
    """P(fewer events than these until z): negative binomial, (1 + z)^-s sum (s)_i/i! (z/(1+z))^i."""
    share = z / (1.0 + z)
    term = total = 1.0
    for i in range(1, events):
        term *= (shape + i - 1.0) / i * share
        total += term
    return total * float((1.0 + z) ** -shape)


@lru_cache(maxsize=2_000)
def _sieve(a: float, b: float, k: int, nodes: int) -> Sieve:
    (theta, weight), pairs = theta_rule(a, b, k, nodes)[:, :, None], real_roots(k) + complex_roots(k)
    turned, times = theta * np.array([root for root, _ in pairs]), np.array([times for _, times in pairs])
    y = 1.0 - turned
    c = np.arange(k - 1.0, -1.0, -1.0)[:, None, None]
    once = weight * times * turned**-c / (k * y)
    twice, by_time = -2.0 / k * once * (c - turned / y), -2.0 / k * once * turned
    return Sieve(y.reshape(-1, 1), np.array([once, twice]).reshape(2, k, -1), by_time.reshape(k, -1))


def _gone(y: Numbers, z: Floats, shape: float, k: int) -> Numbers:
    """1 - (1 + yz)^-(s+j) for j = 0 … k, exact also where y is next to nothing."""
    yz = y * z
    shrink = 1.0 / (1.0 + yz)
    gone = np.empty((k + 1, *yz.shape))
    gone[0] = -np.expm1(-shape * np.log1p(yz))
    return _in_later_phases(gone, shrink, yz * shrink)


def _gone_turning(y: Numbers, z: Floats, shape: float, k: int) -> Numbers:
    """The same for complex y, by size and half the angle: NumPy's own complex powers take three times as long."""
    real, imaginary = y.real * z, y.imag * z
    squared = real * real + imaginary * imaginary
    longer = squared + 2.0 * real
    less = np.expm1(-0.5 * shape * np.log1p(longer))
    tangent = np.tan(0.5 * shape * np.arctan(imaginary / (1.0 + real)))
    bent = tangent * tangent
    size = (2.0 + 2.0 * less) / (1.0 + bent)
    gone = np.empty((k + 1, *real.shape), np.complex128)
    gone[0].real, gone[0].imag = size * bent - less, size * tangent
    fall = (real + squared + 1j * imaginary) / (1.0 + longer)
    return _in_later_phases(gone, 1.0 - fall, fall)


def _in_later_phases(gone: Numbers, shrink: Numbers, fall: Numbers) -> Numbers:
    """With 1/(1 + yz) and what is wanting of it to 1."""
    for j in range(gone.shape[0] - 1):
        np.multiply(gone[j], shrink, out=gone[j + 1])
        gone[j + 1] += fall
    return gone
