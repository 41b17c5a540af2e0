"""What may be done to whom: one row per customer and action, grouped by customer."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stamkund.quant.ids import as_ids
from stamkund.quant.rows import (
    Floats,
    Indices,
    RefusedError,
    TooLittleDataError,
    as_finite,
    numbered,
    refuse,
    refuse_unequal,
)

DENSE = 1 << 30
"""Customers × actions up to which a table of flags finds a pair that stands twice; past it, a sort."""


@dataclass(frozen=True, slots=True)
class Choices:
    """m rows of n customers, at most one to be chosen for each; doing nothing costs 0 and brings 0.

    The rows of customer i are starts[i] to starts[i + 1]; `row` is where each stood in what was given.
    """

    starts: Indices
    cost: Floats
    value: Floats
    row: Indices

    @classmethod
    def check(cls, customer: ArrayLike, cost: ArrayLike, value: ArrayLike, action: ArrayLike | None = None) -> Self:
        """Check and group the rows. Costs are 0 or more, values any number; ids 1 and "1" in one column are one.

        Raises BadRowsError naming the rows that cannot be (a pair of customer and action twice among them),
        TooLittleDataError without rows, RefusedError where costs or values add up to more than a number can hold.
        """
        costs, values = as_finite(cost, "cost"), as_finite(value, "value")
        customers, of = _codes(customer, "customer")
        actions = None if action is None else _codes(action, "action")
        refuse_unequal("customer, action, cost and value", of, None if actions is None else actions[1], costs, values)
        if not costs.size:
            raise TooLittleDataError("there is nothing to choose from: no rows")
        refuse("cost is negative", costs < 0)
        if actions is not None:
            _refuse_twice(of, actions[1], customers, actions[0])
        with np.errstate(over="ignore"):
            if not np.isfinite(np.abs(values).sum() + costs.sum()):
                raise RefusedError("costs or values add up to more than a number can hold")
        return cls._group(of, costs, values)

    @classmethod
    def _group(cls, of: Indices, cost: Floats, value: Floats) -> Self:
        row = np.arange(of.size)
        if np.any(of[1:] < of[:-1]):
            row = np.argsort(of, kind="stable")
            of, cost, value = of[row], cost[row], value[row]
        starts = np.flatnonzero(np.diff(of, prepend=-1, append=of[-1] + 1))
        return cls(starts, cost, value, row)

    @property
    def customers(self) -> int:
        return self.starts.size - 1

    @property
    def customer(self) -> Indices:
        """The customer of each row, counted from 0."""
        return np.repeat(np.arange(self.customers), np.diff(self.starts))


def _codes(ids: ArrayLike, name: str) -> tuple[int, Indices]:
    """How many numbers are in use, and one for each row; ids that are small whole numbers serve as they are."""
    column = as_ids(ids)
    if column.dtype.kind in "iu" and column.size and column.min() >= 0 and column.max() < max(4 * column.size, 1024):
        return int(column.max()) + 1, column.astype(np.intp)
    distinct, position = numbered(column, name)
    return distinct.size, position


def _refuse_twice(customer: Indices, action: Indices, customers: int, actions: int) -> None:
    pair = customer * actions + action
    if customers * actions <= DENSE:
        seen = np.zeros(customers * actions, dtype=bool)
        seen[pair] = True
        if np.count_nonzero(seen) == pair.size:
            return
    refuse("a customer has the same action a second time", _again(pair))


def _again(pair: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a pair stands that has stood before."""
    order = np.argsort(pair, kind="stable")
    twice = np.zeros(pair.size, dtype=bool)
    twice[order[1:]] = pair[order[1:]] == pair[order[:-1]]
    return twice
