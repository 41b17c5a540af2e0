"""The value of one customer, at once: `value_customers` for a single history, without the cost of arrays.

The same formulas in plain numbers; tests hold the two equal. Some 20 to 30 microseconds (more for an endless
future), so that a purchase recorded during a call changes the value before the page is drawn.
"""

from dataclasses import dataclass
from math import isfinite, sqrt

from scipy.special import ndtri

from stamkund.quant.clv.errors import BadHistoryError
from stamkund.quant.clv.gamma_gamma import GammaGamma
from stamkund.quant.clv.histories import check_one
from stamkund.quant.clv.outlook import Outlook
from stamkund.quant.clv.transactions import TransactionModel


@dataclass(frozen=True, slots=True)
class Value:
    """What one customer is worth; fields as in `Values`."""

    probability_alive: float
    expected_purchases: float
    expected_spend: float
    clv: float
    variance: float
    low: float
    high: float


def value_one(
    model: TransactionModel, spend: GammaGamma, outlook: Outlook, *, x: float, t_x: float, T: float, m: float
) -> Value:
    """Value a customer with x repeat purchases, the last t_x after the first, seen for T, mean money m a purchase.

    Raises BadHistoryError.
    """
    check_one(x, t_x, T)
    if not isfinite(m):
        raise BadHistoryError("m is not a finite number", [0])
    alive, expected, mean, alone, pairs, none = model.ahead_one(x, t_x, T, outlook)
    each = spend.expected_spend_one(x + 1.0, m)
    square, product = spend.relative_second_moments_one(x + 1.0)
    clv = alive * mean * each
    second = alive * (alone * square + pairs * product) * each * each
    some = alive * (1.0 - none)
    low, high = _interval(clv, second, some, outlook.level)
    if low > 0.0:
        gone = model.purchases_of_leavers(_within((1.0 - outlook.level) / 2.0, some), x, T)
        low = min(low, each * max(float(gone), 1.0))
    return Value(alive, alive * expected, each, clv, max(second - clv * clv, 0.0), low, high)


def _interval(mean: float, second_moment: float, some: float, level: float) -> tuple[float, float]:
    if some <= 0 or mean <= 0:
        return 0.0, 0.0
    centre = mean / some
    ninth = max(second_moment / some - centre * centre, 0.0) / (9.0 * centre * centre)
    tail = (1.0 - level) / 2.0
    return _quantile(tail, some, centre, ninth), _quantile(1.0 - tail, some, centre, ninth)


def _within(q: float, some: float) -> float:
    return (q - (1.0 - some)) / some


def _quantile(q: float, some: float, centre: float, ninth: float) -> float:
    within = _within(q, some)
    if within <= 0:
        return 0.0
    return float(centre * max(1.0 - ninth + float(ndtri(within)) * sqrt(ninth), 0.0) ** 3)
