"""Ids and labels in one form, whatever they were kept in."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def as_text(one: object) -> str:
    """One id as text: whole numbers alike however they are kept (1, 1.0 and "1"); "" where it is missing."""
    if one is None or one != one:  # noqa: PLR0124  (only what is missing differs from itself)
        return ""
    if isinstance(one, float | np.floating) and one.is_integer():
        return str(int(one))
    return str(one)


def as_texts(values: ArrayLike) -> NDArray[np.str_]:
    """Ids as a flat array of texts, "" where one is missing."""
    column = _as_given(values)
    return column if column.dtype.kind == "U" else np.array([as_text(one) for one in column], dtype=np.str_)


def as_ids(values: ArrayLike) -> NDArray[Any]:
    """Ids as a flat array. A column of numbers or times stays one; of anything else each is its text.

    So 1 and "1" in one column are the same: files and databases tell them apart only by chance.
    """
    column = _as_given(values)
    return as_texts(column) if column.dtype.kind == "O" else column


def _as_given(values: ArrayLike) -> NDArray[Any]:
    """A flat array in which nothing was turned into text: NumPy makes "nan" of what is missing among texts."""
    column = np.atleast_1d(np.asarray(values))
    if column.dtype.kind == "U" and not isinstance(values, np.ndarray):
        column = np.atleast_1d(np.asarray(values, dtype=object))
    return column
