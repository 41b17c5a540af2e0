"""What can be wrong with the purchases a model is given; every error names the rows."""

from math import inf

import numpy as np
from numpy.typing import NDArray

from stamkund.quant import rows


class ClvError(rows.RefusedError):
    """The lifetime models cannot work with what they were given."""


class BadHistoryError(rows.BadRowsError, ClvError):
    """Rows that cannot be a purchase history.

    `rows` are their positions in the arrays as given, counted from 0.
    """


def refuse(*rules: tuple[str, NDArray[np.bool_]]) -> None:
    """Raise BadHistoryError for the first reason that holds for any row, naming the rows."""
    for reason, broken in rules:
        if broken.any():
            raise BadHistoryError(reason, np.flatnonzero(broken).tolist())


class TooLittleDataError(rows.TooLittleDataError, ClvError):
    """The purchases say nothing about the parameters: no customers, or nobody who came back."""


class NotFittedError(rows.NotFittedError, ClvError):
    """The model was asked before it was fitted."""


def check_level(level: float) -> None:
    """Raise ClvError unless an interval can hold with this probability."""
    if not 0.0 < level < 1.0:
        raise ClvError("an interval needs a level between 0 and 1")


def check_horizon(horizon: float) -> None:
    """Raise ClvError unless purchases can be counted until then."""
    if not 0.0 <= horizon < inf:
        raise ClvError("a horizon is finite and not negative")


def check_discount(discount: float) -> None:
    """Raise ClvError unless the discount makes an endless future finite."""
    if not discount > 0:
        raise ClvError("an endless horizon needs a discount: with a <= 1 expected purchases grow without bound")
