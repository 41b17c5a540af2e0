"""Columns of a file as features: numbers as they stand, texts as one column per value, blank cells as such."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stamkund.cli.quant.tables import Column, Kind, Table
from stamkund.quant.rows import Floats

MOST_VALUES = 50
"""Texts keep their most frequent values; the others share one column."""
NOTHING = ("n/a", "na", "null", "none")
"""Words, beside those that are floats (NaN, inf), that do not make texts of a column of numbers: they are refused."""


def read_features(table: Table, names: Sequence[str]) -> Floats:
    """Return the named columns as a matrix, one row per row of the file."""
    table.require(names)
    parts = [_numbers(table, name) if _is_number(table, name) else _kinds(table, name) for name in names]
    return np.hstack(parts)


def _is_number(table: Table, name: str) -> bool:
    """Whether it is a column of numbers: at most one in a hundred of its cells, blank ones aside, are other words."""
    cell = Column(name, Kind.TEXT).sql
    words = f"TRY_CAST({cell} AS DOUBLE) IS NULL AND LOWER({cell}) NOT IN {NOTHING}"
    return 100 * table.count(words) <= table.count(f"{cell} IS NOT NULL")


def _numbers(table: Table, name: str) -> Floats:
    """The numbers, the mean where there is none; and, if any is blank, which."""
    values: Floats = np.asarray(table.read([Column(name, may_be_blank=True)])[name], dtype=np.float64)
    blank = np.isnan(values)
    if not blank.any():
        return values[:, None]
    mean = values[~blank].mean() if not blank.all() else 0.0
    return np.column_stack([np.where(blank, mean, values), blank])


def _kinds(table: Table, name: str) -> Floats:
    """One column per value but the most frequent, which the others are compared with; one of 0 where it is alone."""
    texts = table.read([Column(name, Kind.TEXT, may_be_blank=True)])[name]
    values: NDArray[np.str_] = np.array(["" if text is None else text for text in texts.tolist()], dtype=np.str_)
    distinct, position, counts = np.unique(values, return_inverse=True, return_counts=True)
    rank = np.empty(distinct.size, dtype=np.intp)
    rank[np.lexsort((distinct, -counts))] = np.arange(distinct.size)
    kind = np.minimum(rank[position], MOST_VALUES)
    return np.asarray(kind[:, None] == np.arange(1, min(max(distinct.size, 2), MOST_VALUES + 1)), dtype=np.float64)
