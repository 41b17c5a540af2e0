"""Rows that cannot be: how the rooms of `quant` refuse what they were given, and their array types."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stamkund.quant.ids import as_ids

Floats: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]

SHOWN_ROWS = 10


class RefusedError(ValueError):
    """What was given cannot be worked with; the message is one sentence."""


class BadRowsError(RefusedError):
    """Rows that cannot be.

    `rows` are their positions in the arrays as given, counted from 0.
    """

    def __init__(self, reason: str, rows: Sequence[int]) -> None:
        self.reason = reason
        self.rows = tuple(int(row) for row in rows)
        shown = ", ".join(str(row) for row in self.rows[:SHOWN_ROWS])
        more = f" and {len(self.rows) - SHOWN_ROWS} more" if len(self.rows) > SHOWN_ROWS else ""
        super().__init__(f"{reason}: row {shown}{more}")


class TooLittleDataError(RefusedError):
    """The data say nothing about what was asked."""


class NotFittedError(RefusedError, AttributeError):
    """A model was asked before it was fitted."""


class MissingExtraError(RefusedError):
    """A library that this needs is not installed."""


def refuse(reason: str, broken: ArrayLike) -> None:
    """Raise BadRowsError naming the rows where `broken` is true, if there are any."""
    rows = np.flatnonzero(broken)
    if rows.size:
        raise BadRowsError(reason, rows.tolist())


def refuse_unequal(names: str, *columns: NDArray[Any] | None) -> None:
    """Raise BadRowsError at the first row that not every column has."""
    lengths = {column.shape[0] for column in columns if column is not None}
    if len(lengths) > 1:
        raise BadRowsError(f"{names} differ in length", [min(lengths)])


def as_finite(values: ArrayLike, name: str) -> Floats:
    """Values as a flat array of floats. Raises BadRowsError where one is not a finite number."""
    column = np.atleast_1d(np.asarray(values, dtype=np.float64))
    refuse(f"{name} is not a finite number", ~np.isfinite(column))
    return column


def missing(values: NDArray[Any]) -> Flags:
    """Where a column of ids has none: None, not a number, not a time, or an empty text."""
    if values.dtype.kind in "fmM":
        return np.asarray(np.isnan(values) if values.dtype.kind == "f" else np.isnat(values))
    if values.dtype.kind in "biu":
        return np.zeros(values.shape, dtype=bool)
    return np.array([value is None or value != value or value == "" for value in values.tolist()], dtype=bool)  # noqa: PLR0124  (only not-a-number differs from itself)


def numbered(values: ArrayLike, name: str) -> tuple[NDArray[Any], Indices]:
    """The distinct ids in order, and each row's position among them. Raises BadRowsError where an id is missing."""
    column = as_ids(values)
    refuse(f"{name} is missing", missing(column))
    distinct, position = np.unique(column, return_inverse=True)
    return distinct, position.astype(np.intp)
