"""Array types shared by the lifetime models, and the distinct values of a column."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.rows import Floats, Indices

__all__ = [
    "GRIDS",
    "WIDEST_GRID",
    "ArrayOrFloat",
    "Floats",
    "Indices",
    "as_floats",
    "codes",
    "distinct_rows",
    "whole_codes",
]

GRIDS = (1.0, 7.0)
"""Steps per unit tried first: whole numbers, and days counted in weeks."""
WIDEST_GRID = 1_000_000
SPARSEST = 8
"""Places a number may lie in for each number there is, if counting shall be worth it."""


ArrayOrFloat = TypeVar("ArrayOrFloat", float, Floats)
"""Of one customer, or a column."""


def as_floats(values: ArrayLike) -> Floats:
    """Values as a flat array of floats; a single number becomes an array of one."""
    return np.atleast_1d(np.asarray(values, dtype=np.float64))


def codes(values: Floats) -> tuple[Floats, Indices]:
    """The distinct values in order, and for every entry the position of its value among them."""
    for grid in GRIDS:
        steps = np.rint(values * grid)
        if values.size and steps.max() - steps.min() < WIDEST_GRID and np.all(np.abs(steps / grid - values) < 1e-12):
            return _codes_on_grid(values, (steps - steps.min()).astype(np.intp))
    distinct = np.unique(values)
    return distinct, np.searchsorted(distinct, values)


def _codes_on_grid(values: Floats, steps: Indices) -> tuple[Floats, Indices]:
    """The same without sorting a million values."""
    found, code = whole_codes(steps)
    distinct = np.empty(found.size)
    distinct[code] = values
    return distinct, code


def whole_codes(numbers: Indices) -> tuple[Indices, Indices]:
    """`codes` of whole numbers from 0: counted where they lie close, which takes a third of the time of sorting."""
    if numbers.size and numbers.max() < SPARSEST * numbers.size:
        present = np.bincount(numbers) > 0
        return np.flatnonzero(present), (np.cumsum(present) - 1)[numbers]
    return np.unique(numbers, return_inverse=True)


def distinct_rows(columns: Sequence[Floats], rows: int) -> tuple[Indices, Indices]:
    """Where each distinct row is met first, and for every row the position of its like among them."""
    key = np.zeros(rows, dtype=np.intp)
    for column in columns:
        distinct, code = codes(column)
        key = whole_codes(key * distinct.size + code)[1]
    _, first, key = np.unique(key, return_index=True, return_inverse=True)
    return first, key
