"""The walk along the hulls, compiled by numba; the arithmetic is that of `hull._walk_block`."""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from stamkund.quant.rows import Floats, Indices


def _step(cost: Floats, value: Floats, rows: tuple[int, int], at: tuple[float, float]) -> tuple[int, float]:
    """The row (from, to) with the steepest slope from where the walk stands, and that slope; -1 if there is none."""
    at_cost, at_value = at
    best, steepest = -1, 0.0
    for row in range(rows[0], rows[1]):
        dearer, better = cost[row] - at_cost, value[row] - at_value
        if dearer > 0 and better > 0 and better / dearer > steepest:
            best, steepest = row, better / dearer
    return best, steepest


STEEPEST = float(np.finfo(np.float64).max)
_compiled_step = numba.njit(cache=True)(_step)


def _walk(starts: Indices, cost: Floats, value: Floats, start: Floats) -> tuple[Any, ...]:
    customer, row = np.empty(cost.size, np.intp), np.empty(cost.size, np.intp)
    costs, values, slopes = np.empty(cost.size), np.empty(cost.size), np.empty(cost.size)
    n = 0
    for i in range(starts.size - 1):
        at_cost, at_value, before = 0.0, start[i], np.inf
        while True:
            best, slope = _compiled_step(cost, value, (starts[i], starts[i + 1]), (at_cost, at_value))
            if best < 0:
                break
            before = min(slope, before, STEEPEST)
            customer[n], row[n], slopes[n] = i, best, before
            costs[n], values[n] = cost[best] - at_cost, value[best] - at_value
            at_cost, at_value = cost[best], value[best]
            n += 1
    return customer[:n].copy(), row[:n].copy(), costs[:n].copy(), values[:n].copy(), slopes[:n].copy()


walk: Callable[[Indices, Floats, Floats, Floats], tuple[Any, ...]] = numba.njit(cache=True)(_walk)
"""Customer, row, added cost, added value and slope of every increment."""
