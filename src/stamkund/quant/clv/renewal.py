"""Purchases to come from a customer with Erlang-k gaps, who may leave after each.

Count events of the Poisson process behind (see `phases`). From phase j the m-th purchase to come is event mk - j, and
the customer is still there for it with probability q^(m-1), q = 1 - p. Every k-th term of an exponential series is a
mean over the k-th roots of unity w; with theta = q^(1/k), c = k-1-j and y = 1 - theta w,

    sum_m q^(m-1) f(mk - j)  =  theta^-c / k  sum_w w^-c F(y)

where F is what a purchase at every event, kept with "probability" theta w, would give: for gamma distributed rates

    purchases per unit of time at u     F = s/A (1 + yu/A)^-(s+1)
    purchases until h                   F = (1 - (1 + yh/A)^-s) / y

Pairs of purchases are the derivative, 2 q d/dq. The mean over p ~ Beta(a, b) is a Gauss-Jacobi sum over theta.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh_tridiagonal
from scipy.special import betaln

from stamkund.quant.clv.arrays import Floats, codes

NEAR, FAR = 64, 256
"""Nodes over theta: NEAR leaves 1e-9 of E[N] while u/A stays below ENDLESS, FAR 1e-6 beyond it."""
ENDLESS = 500.0
ROWS_AT_ONCE = 1000

Numbers = NDArray[np.inexact[Any]]
"""Real or complex."""
Kernel = Callable[..., tuple[Numbers, Numbers]]
"""y, s and z = u/A → F and dF/dy."""


@dataclass(frozen=True, slots=True)
class Alive:
    """Somebody alive: events come at a rate of Gamma(shape, scale), leaving with p ~ Beta(a, b), from phase j of k."""

    shape: Floats
    scale: Floats
    b: Floats
    phase: Floats
    a: float
    k: int


def purchases(alive: Alive, horizon: Floats) -> tuple[Floats, Floats]:
    """E[N] and E[N (N-1)] of the number N of purchases until each horizon."""
    return _means(alive, horizon, _until)


def purchase_rates(alive: Alive, u: Floats) -> tuple[Floats, Floats]:
    """The derivatives of E[N] and of E[N (N-1)] in time, at u."""
    first, second = _means(alive, u, _at)
    return first / alive.scale, second / alive.scale


def _until(y: Numbers, s: Floats, z: Floats) -> tuple[Numbers, Numbers]:
    log_stretch = np.log1p(z * y)
    value = -np.expm1(-s * log_stretch) / y
    return value, (s * z * np.exp(-(s + 1.0) * log_stretch) - value) / y


def _at(y: Numbers, s: Floats, z: Floats) -> tuple[Numbers, Numbers]:
    stretch = 1.0 + z * y
    value = s * stretch ** -(s + 1.0)
    return value, -(s + 1.0) * z / stretch * value


def _means(alive: Alive, u: Floats, kernel: Kernel) -> tuple[Floats, Floats]:
    """Twice the mean over theta: of the filtered kernel, and of its pairs."""
    columns = np.broadcast_arrays(alive.shape, u / alive.scale, alive.b, alive.phase)
    shape, z, b, phase = (np.ravel(column) for column in columns)
    (distinct, code), found = codes(b), np.empty((2, shape.size))

    @cache
    def rules(nodes: int) -> Floats:
        return np.array([_theta(alive.a, one, alive.k, nodes) for one in distinct.tolist()]).transpose(1, 0, 2)

    for nodes, rows in _batches(z):
        theta, weight = rules(nodes)[:, code[rows]]
        at = partial(kernel, s=shape[rows, None], z=z[rows, None])
        once, pairs = _filtered(alive.k, theta, phase[rows, None], at)
        found[0, rows], found[1, rows] = (once * weight).sum(axis=1), (pairs * weight).sum(axis=1)
    return found[0].reshape(columns[0].shape), found[1].reshape(columns[0].shape)


def _batches(z: Floats) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Which rows are summed at once, and with how many nodes."""
    for nodes, rows in ((NEAR, np.flatnonzero(z <= ENDLESS)), (FAR, np.flatnonzero(z > ENDLESS))):
        for start in range(0, rows.size, ROWS_AT_ONCE):
            yield nodes, rows[start : start + ROWS_AT_ONCE]


def _filtered(
    k: int, theta: Floats, phase: Floats, kernel: Callable[[Numbers], tuple[Numbers, Numbers]]
) -> tuple[Floats, Floats]:
    c = k - 1.0 - phase
    once, slope = np.zeros_like(theta), np.zeros_like(theta)
    for root, times in _roots_of_unity(k):
        value, by_y = kernel(1.0 - theta * root)
        turned = times * root**-c
        once += (turned * value).real
        slope -= (turned * (c * value + theta * root * by_y)).real
    outside = theta**-c / k
    return outside * once, 2.0 * outside * slope / k


def _roots_of_unity(k: int) -> list[tuple[complex, float]]:
    """The real ones once, as real numbers, and one of every conjugate pair twice: only real parts are summed."""
    turns = [(complex(np.exp(2j * np.pi * i / k)), 2.0) for i in range(1, (k + 1) // 2)]
    return [(1.0, 1.0), *([(-1.0, 1.0)] if k % 2 == 0 else []), *turns]


@lru_cache(maxsize=10_000)
def _theta(a: float, b: float, k: int, fine: int) -> Floats:
    """Nodes theta = (1-p)^(1/k) and their weights, for p ~ Beta(a, b).

    The density of theta is Jacobi's (1-theta)^(a-1) theta^(kb-1) times a smooth part.
    """
    nodes, weights = beta_rule(k * b, a, fine)
    smooth = np.polynomial.polynomial.polyval(nodes, np.ones(k)) ** (a - 1.0)
    scale = np.exp(betaln(k * b, a) - betaln(a, b)) * k
    return np.array([nodes, weights * smooth * scale])


def beta_rule(a: float, b: float, nodes: int) -> tuple[Floats, Floats]:
    """Gauss nodes and weights for the mean over Beta(a, b): the Jacobi matrix's eigenvalues (Golub & Welsch 1969)."""
    i = np.arange(1.0, nodes)
    total = 2.0 * i + a + b - 2.0
    centre = np.concatenate([[(a - b) / (a + b)], (a - b) * (a + b - 2.0) / (total * (total + 2.0))])
    beside = 4.0 * i * (i + a - 1.0) * (i + b - 1.0) / (total**2 * (total + 1.0))
    beside[1:] *= (i[1:] + a + b - 2.0) / (total[1:] - 1.0)
    beside[0] = 4.0 * a * b / ((a + b) ** 2 * (a + b + 1.0))
    values, vectors = eigh_tridiagonal(centre, np.sqrt(beside))
    return np.asarray((1.0 + values) / 2.0, dtype=np.float64), np.asarray(vectors[0] ** 2, dtype=np.float64)
