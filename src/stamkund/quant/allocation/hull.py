"""The upper-left hull of each customer's (cost, value) points, as increments.

Of the points (0, 0) and (c_j, v_j) of one customer only the corners of their upper convex hull can be met by the linear
programme (Sinha & Zoltners 1979, dominance and LP-dominance). Walked from (0, 0), each step goes to the point of the
steepest slope dv/dc (Jarvis 1973), so no sorting is needed and few points mean few steps. What costs nothing and brings
something is where the walk begins.

With numba (extra `fast`) one compiled loop walks; without it the same arithmetic runs on blocks of customers. Both give
the same increments, bit by bit.
"""

from dataclasses import dataclass, fields
from functools import cache
from importlib.util import find_spec

import numpy as np

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.rows import Floats, Indices

BLOCK = 1 << 16
"""Points looked at together: they should stay in the processor's cache."""
WORTH_COMPILING = 2_000_000
"""Rows from which numba saves more than the second or two that it takes to be loaded."""
STEEPEST = float(np.finfo(np.float64).max)


@dataclass(frozen=True, slots=True)
class Increments:
    """Steps along the hulls; those of one customer stand in their order, with slopes that never rise.

    `row` is the (grouped) row that is reached, `cost` and `value` what the step adds, `slope` their ratio.
    """

    customer: Indices
    row: Indices
    cost: Floats
    value: Floats
    slope: Floats

    def take(self, which: Indices) -> "Increments":
        return Increments(*(getattr(self, field.name)[which] for field in fields(self)))


def free_rows(choices: Choices) -> Indices:
    """For each customer the best row that costs nothing and brings something, or -1."""
    free = np.flatnonzero((choices.cost == 0) & (choices.value > 0))
    best = np.full(choices.customers, -1)
    of = np.searchsorted(choices.starts, free, side="right") - 1
    order = np.argsort(choices.value[free], kind="stable")
    best[of[order]] = free[order]
    return best


def walk_hulls(choices: Choices, free: Indices, *, compiled: bool | None = None) -> Increments:
    """All increments of all customers. `compiled` asks for one way or the other; None takes numba where it pays."""
    start = np.where(free >= 0, choices.value[free], 0.0)
    if compiled is None:
        compiled = choices.cost.size > WORTH_COMPILING and can_compile()
    if compiled:
        from stamkund.quant.allocation.compiled import walk  # noqa: PLC0415  (numba is optional and slow to import)

        return Increments(*walk(choices.starts, choices.cost, choices.value, start))
    return _walk_blocks(choices, start)


@cache
def can_compile() -> bool:
    """Whether numba is installed."""
    return find_spec("numba") is not None


def _walk_blocks(choices: Choices, start: Floats) -> Increments:
    """Customers with about as many rows each go together, so that a block is a matrix."""
    counts = np.diff(choices.starts)
    width = 1 << np.ceil(np.log2(counts)).astype(np.intp)
    width = np.minimum(width, counts.max())
    found = []
    for wide in np.unique(width).tolist():
        alike = np.flatnonzero(width == wide)
        for at in range(0, alike.size, max(BLOCK // wide, 1)):
            found += _walk_block(choices, start, alike[at : at + max(BLOCK // wide, 1)], wide)
    columns = zip(*found, strict=True) if found else ([],) * 5
    kinds = (np.intp, np.intp, np.float64, np.float64, np.float64)
    steps = Increments(*(np.concatenate([np.empty(0, k), *c]) for k, c in zip(kinds, columns, strict=True)))
    return steps.take(np.argsort(steps.customer, kind="stable"))


def _walk_block(choices: Choices, start: Floats, customer: Indices, wide: int) -> list[tuple[Indices | Floats, ...]]:
    """Walk the hulls of some customers, all one step at a time; a shorter row of points repeats its last one."""
    first, last = choices.starts[customer], choices.starts[customer + 1] - 1
    rows = np.minimum(first[:, None] + np.arange(wide), last[:, None])
    cost, value = choices.cost[rows], choices.value[rows]
    at_cost, at_value = np.zeros(customer.size), start[customer]
    steepest = np.full(customer.size, STEEPEST)
    steps: list[tuple[Indices | Floats, ...]] = []
    while customer.size:
        dearer, better = cost - at_cost[:, None], value - at_value[:, None]
        slope = np.zeros_like(dearer)
        with np.errstate(over="ignore"):
            np.divide(better, dearer, out=slope, where=(dearer > 0) & (better > 0))
        best = slope.argmax(axis=1)
        here = np.arange(customer.size)
        goes = np.flatnonzero(slope[here, best] > 0)
        if goes.size < customer.size:
            customer, rows, cost, value = customer[goes], rows[goes], cost[goes], value[goes]
        step = (goes, best[goes])
        steepest = np.minimum(slope[step], steepest[goes])
        steps.append((customer, rows[here[: goes.size], step[1]], dearer[step], better[step], steepest))
        at_cost, at_value = cost[here[: goes.size], step[1]], value[here[: goes.size], step[1]]
    return steps
