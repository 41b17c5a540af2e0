"""Regular purchases as a count of phases: with Erlang-k gaps, every k-th event of a Poisson process is a purchase.

After x purchases the last of which lies w = (T - t_x)/(alpha + T) of the time back, a customer alive at T stands in
phase j = 0 … k-1, j events after that purchase, with a weight of

    c_j = (r + kx)_j / j!  w^j,    S = c_0 + … + c_(k-1)

and, given the phase, lambda ~ Gamma(r + kx + j, alpha + T). S = 1 for k = 1.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from stamkund.quant.clv.arrays import ArrayOrFloat, Floats


@dataclass(frozen=True, slots=True)
class Phases:
    """ln S, and its derivatives in the shape r + kx and in ln w."""

    log_sum: Floats
    by_shape: Floats
    by_log_share: Floats

    @classmethod
    def sum_up(cls, k: int, shape: Floats, share: Floats) -> Self:
        """From r + kx and w of every history."""
        total, by_shape, by_log_share = np.ones_like(shape), np.zeros_like(shape), np.zeros_like(shape)
        weight, rising = np.ones_like(shape), np.zeros_like(shape)
        for j in range(1, k):
            rising = rising + 1.0 / (shape + j - 1.0)
            weight = weight * (shape + j - 1.0) / j * share
            total += weight
            by_shape += weight * rising
            by_log_share += j * weight
        return cls(np.log(total), by_shape / total, by_log_share / total)


def phase_weights(k: int, shape: Floats, share: Floats) -> Floats:
    """P(phase j | alive) along a new last axis, from r + kx and w."""
    shape, share = np.broadcast_arrays(shape, share)
    j = np.arange(1.0, float(k))
    steps = (shape[..., None] + j - 1.0) / j * share[..., None]
    weights = np.concatenate([np.ones((*shape.shape, 1)), np.cumprod(steps, axis=-1)], axis=-1)
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True), dtype=np.float64)


def phase_weights_one(k: int, shape: float, share: float) -> list[float]:
    """c_0, …, c_(k-1) of a single customer: `phase_weights` before they are divided by S."""
    weights = [1.0]
    for j in range(1, k):
        weights.append(weights[-1] * (shape + j - 1.0) / j * share)
    return weights


def swing(shape: ArrayOrFloat, scale: ArrayOrFloat) -> ArrayOrFloat:
    """Time within which a count bends: the shorter, the more often somebody buys, since at first it rises in steps."""
    return scale / (1.0 + shape / 10.0)


def steps(k: int) -> int:
    """Moments ahead at which to count, so that 1e-6 of the discounted mean is left at most (see the tests)."""
    return 8 + 3 * k
