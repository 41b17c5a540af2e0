"""Purchases to come from a customer with Erlang-k gaps, who may leave after each.

Count events of the Poisson process behind (see `phases`). From phase j the m-th purchase to come is event mk - j, and
the customer is still there for it with probability q^(m-1), q = 1 - p. Every k-th term of an exponential series is a
mean over the k-th roots of unity w; with theta = q^(1/k), c = k-1-j and y = 1 - theta w,

    sum_m q^(m-1) f(mk - j)  =  theta^-c / k  sum_w w^-c F(y)

where F is what a purchase at every event, kept with "probability" theta w, would give: for gamma distributed rates

    purchases per unit of time at u     F = s/A (1 + yu/A)^-(s+1)
    purchases until h                   F = (1 - (1 + yh/A)^-s) / y

Pairs of purchases are the derivative, 2 q d/dq. The mean over p ~ Beta(a, b) is a Gauss-Jacobi sum.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stamkund.quant.clv.arrays import Floats, Indices, codes
from stamkund.quant.clv.theta import FAR, NODES, theta_rule

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


def real_roots(k: int) -> list[tuple[float, float]]:
    """The real k-th roots of unity, each counting once."""
    return [(1.0, 1.0), *([(-1.0, 1.0)] if k % 2 == 0 else [])]


def complex_roots(k: int) -> list[tuple[complex, float]]:
    """One of every conjugate pair, counting twice: only real parts are summed."""
    return [(complex(np.exp(2j * np.pi * i / k)), 2.0) for i in range(1, (k + 1) // 2)]


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
        return np.array([theta_rule(alive.a, one, alive.k, nodes) for one in distinct.tolist()]).transpose(1, 0, 2)

    for nodes, rows in _batches(z):
        theta, weight = rules(nodes)[:, code[rows]]
        at = partial(kernel, s=shape[rows, None], z=z[rows, None])
        once, pairs = _filtered(alive.k, theta, phase[rows, None], at)
        found[0, rows], found[1, rows] = (once * weight).sum(axis=1), (pairs * weight).sum(axis=1)
    return found[0].reshape(columns[0].shape), found[1].reshape(columns[0].shape)


def _batches(z: Floats) -> Iterator[tuple[int, Indices]]:
    """Which rows are summed at once, and with how many nodes."""
    kind = np.searchsorted(FAR, z)
    for number, nodes in enumerate(NODES):
        rows = np.flatnonzero(kind == number)
        for start in range(0, rows.size, ROWS_AT_ONCE):
            yield nodes, rows[start : start + ROWS_AT_ONCE]


def _filtered(
    k: int, theta: Floats, phase: Floats, kernel: Callable[[Numbers], tuple[Numbers, Numbers]]
) -> tuple[Floats, Floats]:
    c = k - 1.0 - phase
    once, slope = np.zeros_like(theta), np.zeros_like(theta)
    for root, times in real_roots(k) + complex_roots(k):
        value, by_y = kernel(1.0 - theta * root)
        turned = times * root**-c
        once += (turned * value).real
        slope -= (turned * (c * value + theta * root * by_y)).real
    outside = theta**-c / k
    return outside * once, 2.0 * outside * slope / k
