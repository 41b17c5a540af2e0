"""What is asked with, checked: one number per customer or round, finite and not too large to be squared twice."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stamkund.quant.rows import Flags, Floats, Indices, as_finite, numbered, refuse
from stamkund.quant.uplift.errors import BadDesignError

LARGEST = 1e70
"""Amounts beyond this have variances whose squares are more than a float holds."""


def as_column(values: ArrayLike, name: str) -> Floats:
    """Values as floats (n,). Raises BadRowsError where one is not finite, BadDesignError where they are not flat."""
    column = np.asarray(values, dtype=np.float64)
    _need_flat(column, name)
    return as_finite(column, name)


def as_amounts(values: ArrayLike, name: str) -> Floats:
    """The same of what will be squared. Raises BadRowsError where one is beyond LARGEST too."""
    column = as_column(values, name)
    _refuse_beyond(column, name)
    return column


def as_flags(values: ArrayLike, name: str) -> Flags:
    """Yes or no (n,), given as 0 or 1. Raises BadRowsError where one is neither."""
    column = as_column(values, name)
    refuse(f"{name} is neither 0 nor 1", (column != 0) & (column != 1))
    return np.asarray(column == 1)


def as_groups(cluster: ArrayLike | None) -> Indices | None:
    """Clusters numbered from 0 (n,), if there are any. Raises BadRowsError where one is missing."""
    if cluster is None:
        return None
    groups = numbered(cluster, "cluster")[1]
    _need_flat(groups, "cluster")
    return groups


def as_matrix(values: ArrayLike, name: str) -> Floats:
    """One column (n,) or several (n, k) as (n, k). Raises as `as_amounts` does."""
    known = np.asarray(values, dtype=np.float64)
    known = known[:, None] if known.ndim == 1 else known
    if known.ndim != 2:
        raise BadDesignError(f"{name} must come in rows and columns, not in an array of shape {known.shape}")
    refuse(f"{name} is not a finite number", ~np.isfinite(known).all(axis=1))
    _refuse_beyond(known, name)
    return known


def need_level(level: float) -> None:
    """Raise BadDesignError unless an interval can have this level."""
    if not 0 < level < 1:
        raise BadDesignError(f"the level must lie between 0 and 1, not {level}")


def _need_flat(column: NDArray[Any], name: str) -> None:
    if column.ndim > 1:
        raise BadDesignError(f"{name} must be one number per row, not an array of shape {column.shape}")


def _refuse_beyond(values: Floats, name: str) -> None:
    beyond = np.abs(values) > LARGEST
    refuse(f"{name} is beyond {LARGEST:g}, too large to reckon with", beyond.any(axis=1) if values.ndim > 1 else beyond)
