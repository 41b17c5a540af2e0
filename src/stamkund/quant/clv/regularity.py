"""How regularly do people buy? Wheat & Morrison 1990, "Estimating purchase regularity with two interpurchase times"."""

from math import inf

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.clv.arrays import as_floats
from stamkund.quant.clv.errors import TooLittleDataError, refuse


def regularity(gap: ArrayLike, next_gap: ArrayLike) -> float:
    """k of Erlang-k gaps from two of each customer's, as a rule the last two: 1 is pure chance, more is regular.

    M = gap / (gap + next gap) is Beta(k, k) whatever the customer's rate, so that k = (1 - 4 v)/(8 v) with v = Var(M)
    around 1/2, its mean by symmetry. Raises BadHistoryError where a gap is not above 0, TooLittleDataError without any.
    """
    one, other = as_floats(gap), as_floats(next_gap)
    refuse(
        ("a gap is not a number above 0", ~(np.isfinite(one + other) & (one > 0) & (other > 0))),
    )
    if not one.size:
        raise TooLittleDataError("nobody has bought three times")
    v = float(((one / (one + other) - 0.5) ** 2).mean())
    return (1.0 - 4.0 * v) / (8.0 * v) if v > 0 else inf
