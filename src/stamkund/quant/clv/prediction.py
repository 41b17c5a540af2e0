"""How many purchases will come, with an interval per customer from the exact posterior of rate and dropout.

Mixed over lambda and p given x, t_x and T, and over being alive at all, the number Y of purchases until T + h has
P(Y >= m) in closed form, a sum or one integral (`at_least` of every model). The interval takes no short cut through a
normal curve: many customers buy nothing at all. The parameters of the base are held fixed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.clv.arrays import Floats, Indices, as_floats, codes, distinct_rows
from stamkund.quant.clv.errors import check_horizon, check_level
from stamkund.quant.clv.histories import as_histories
from stamkund.quant.clv.sbg import SBG

AtLeast = Callable[[Floats, Indices], Floats]
"""Numbers m and the customers they are asked of → P(m or more)."""


class Foreseeing(Protocol):
    """A model of purchases to come: any `TransactionModel`, and `BGBB`, which counts time in opportunities."""

    def expected_purchases(self, horizon: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, /) -> Floats: ...

    def at_least(self, m: ArrayLike, horizon: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, /) -> Floats: ...


@dataclass(frozen=True, slots=True)
class PurchasePrediction:
    """One entry per customer: `expected` purchases, and low to high that come with the level's probability or more.

    Fewer than low come with a probability of at most (1 - level)/2, more than high likewise.
    """

    expected: Floats
    low: Floats
    high: Floats


def predict_purchases(
    model: Foreseeing, horizon: float, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, *, level: float = 0.8
) -> PurchasePrediction:
    """Purchases in (T, T + horizon], found once per distinct history. Raises BadHistoryError, ClvError."""
    check_horizon(horizon)
    check_level(level)
    x, t_x, T = as_histories(x, t_x, T)
    rows, row = distinct_rows([x, t_x, T], x.size)
    known = x[rows], t_x[rows], T[rows]

    def at_least(m: Floats, here: Indices) -> Floats:
        return model.at_least(m, horizon, *(column[here] for column in known))

    low, high = _ends(level, at_least, rows.size)
    return PurchasePrediction(model.expected_purchases(horizon, *known)[row], low[row], high[row])


def predict_renewals(model: SBG, horizon: float, renewed: ArrayLike, *, level: float = 0.8) -> PurchasePrediction:
    """Renewals among the next `horizon` by customers still here who have renewed so often. Raises ClvError."""
    check_horizon(horizon)
    check_level(level)
    distinct, which = codes(as_floats(renewed))

    def at_least(m: Floats, here: Indices) -> Floats:
        stays = model.survival(np.maximum(m, 0.0), distinct[here])
        return np.where(m <= np.floor(horizon), stays, 0.0)

    low, high = _ends(level, at_least, distinct.size)
    return PurchasePrediction(model.expected_renewals(horizon, distinct)[which], low[which], high[which])


def _ends(level: float, at_least: AtLeast, customers: int) -> tuple[Floats, Floats]:
    tail = (1.0 - level) / 2.0
    return _exceeded_with(1.0 - tail, at_least, customers), _exceeded_with(tail, at_least, customers)


def _exceeded_with(share: float, at_least: AtLeast, customers: int) -> Floats:
    """The smallest numbers exceeded with a probability of at most `share`: doubled until they are, then halved in."""
    high, low = np.zeros(customers), np.full(customers, -1.0)
    here = np.arange(customers)
    while here.size:
        here = here[at_least(high[here] + 1.0, here) > share]
        low[here] = high[here]
        high[here] = 2.0 * high[here] + 1.0
    here = np.flatnonzero(high - low > 1.0)
    while here.size:
        middle = np.floor((low[here] + high[here]) / 2.0)
        exceeded = at_least(middle + 1.0, here) > share
        low[here], high[here] = np.where(exceeded, middle, low[here]), np.where(exceeded, high[here], middle)
        here = here[high[here] - low[here] > 1.0]
    return high
