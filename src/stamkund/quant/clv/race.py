"""The one special function behind Pareto/NBD: does a customer leave before the next purchase?

With n = r + x and the rates of purchase and of leaving distributed as Gamma(n, A) and Gamma(s, B), rho = B/A,

    H(n, s, rho) = P(leaves first) = int_0^inf s e^(-sy) (1 + rho (e^y - 1))^-n dy
                 = s/(n+s) 2F1(1, n; n+s+1; 1 - rho)             for A >= B
                 = s/(n+s) 2F1(1, s+1; n+s+1; 1 - 1/rho)/rho     for A <= B

(the two cases of Schmittlein, Morrison & Colombo 1987, after Euler's transformation). The integral gives the function
and all its derivatives at once, whatever the case; SciPy's 2F1 has no derivatives in its parameters and, where rho is
far from 1, not always a value.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np

from stamkund.quant.clv.arrays import Floats, Indices
from stamkund.quant.clv.quadrature import falling

FAR = (1.5, 3.5)
STEPS = (1 / 8, 1 / 16, 1 / 64)
"""Fineness for |ln rho| up to 1.5, up to 3.5 and beyond: the further the clocks are apart, the sharper the integrand
bends. Leaves some 1e-10."""
ROWS_AT_ONCE = 512
"""Rows whose nodes fit the processor's cache."""


@dataclass(frozen=True, slots=True)
class Race:
    """P(leaves first) and its derivatives in n, s and ln rho, one entry per row."""

    value: Floats
    by_n: Floats
    by_s: Floats
    by_log_ratio: Floats


def leaves_first(n: Floats, s: Floats | float, ratio: Floats) -> Floats:
    """H for every row."""
    s, found = s + np.zeros_like(n), np.empty_like(n)
    for rows, step in _alike(ratio):
        _, _, parts, width = _integrand(n[rows, None], s[rows, None], ratio[rows, None], step)
        found[rows] = s[rows] * width * parts.sum(axis=1)
    return found


def leaves_first_one(n: float, s: float, ratios: tuple[float, ...]) -> list[float]:
    """H of a single customer at several ratios, at once where they take the same step."""
    step, *other = {STEPS[bisect_left(FAR, abs(log(ratio)))] for ratio in ratios}
    if other:
        found = leaves_first(np.full(len(ratios), n), s, np.array(ratios))
    else:
        _, _, parts, width = _integrand(n, s, np.array(ratios)[:, None], step)
        found = s * width * parts.sum(axis=1)
    return [float(value) for value in found]


def race(n: Floats, s: Floats | float, ratio: Floats) -> Race:
    """H and its derivatives for every row."""
    s, found = s + np.zeros_like(n), np.empty((4, n.size))
    for rows, step in _alike(ratio):
        y, stretch, parts, width = _integrand(n[rows, None], s[rows, None], ratio[rows, None], step)
        whole = parts.sum(axis=1)
        by_n = -np.einsum("ij,ij->i", parts, stretch)
        by_s = whole / s[rows] - np.einsum("ij,ij->i", parts, y)
        by_log_ratio = n[rows] * np.einsum("ij,ij->i", parts, np.expm1(-stretch))
        found[:, rows] = s[rows] * width * np.array([whole, by_n, by_s, by_log_ratio])
    return Race(*found)


def _alike(ratio: Floats) -> Iterator[tuple[Indices, float]]:
    """Rows that are integrated with the same step, as many at a time as fit the cache."""
    kind = np.searchsorted(FAR, np.abs(np.log(ratio)))
    for number, step in enumerate(STEPS[: kind.max(initial=0) + 1]):
        rows = np.flatnonzero(kind == number)
        for start in range(0, rows.size, ROWS_AT_ONCE):
            yield rows[start : start + ROWS_AT_ONCE], step


def _integrand(
    n: Floats | float, s: Floats | float, ratio: Floats, step: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Nodes y, ln(1 + rho (e^y - 1)), weighted values, and the width in which the values fall off."""
    nodes, weights = falling(step)
    width = 1.0 / (s + n * np.minimum(ratio, 1.0))
    y = width * nodes
    stretch = np.log1p((1.0 - ratio) * np.expm1(-y)) + y
    return y, stretch, np.exp(-s * y - n * stretch) * weights, width[:, 0]
