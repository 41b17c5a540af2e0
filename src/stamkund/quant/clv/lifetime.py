"""What customers are worth: the discounted money they are expected to bring within a horizon, and how sure that is.

Purchases to come are counted with e^(-discount u); a model's `rate` and `pair_rate` give the first two moments of that
discounted count D given alive, both as single integrals:

    E[D]   = int e^(-du) rate(u) du
    E[D^2] = int e^(-2du) rate(u) du  +  2 int e^(-du) pair_rate(u) (1 - e^(-du))/d du

With Gamma-Gamma spend, money S has E[S] = E[D] E(M) and E[S^2] likewise. A customer's interval takes S as nothing with
its exact probability, and otherwise gamma distributed with these moments (quantiles by Wilson & Hilferty 1931). A gamma
knows nothing of frequent buyers who leave after their next few purchases: where those who leave first bring less than
its lower end, that is the lower end. The parameters are held fixed; for the base as a whole, where chance evens out,
theirs is what matters: see `equity`.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.errors import refuse
from stamkund.quant.clv.gamma_gamma import GammaGamma
from stamkund.quant.clv.histories import as_one_length, check_histories
from stamkund.quant.clv.outlook import DiscountedCount, Outlook
from stamkund.quant.clv.transactions import TransactionModel


@dataclass(frozen=True, slots=True)
class Customers:
    """Histories with money: m is the mean over all x + 1 purchases, the first one included.

    Flat arrays of one length. Raises BadHistoryError naming the rows that cannot be.
    """

    x: Floats
    t_x: Floats
    T: Floats
    m: Floats

    def __post_init__(self) -> None:
        x, t_x, T, m = as_one_length("x, t_x, T and m", self.x, self.t_x, self.T, self.m)
        check_histories(x, t_x, T, np.ones_like(x))
        refuse(("m is not a finite number", ~np.isfinite(m)))
        for name, column in (("x", x), ("t_x", t_x), ("T", T), ("m", m)):
            object.__setattr__(self, name, column)


@dataclass(frozen=True, slots=True)
class Values:
    """One entry per customer. `clv` is the expected discounted money; low–high holds what they bring, at the level."""

    probability_alive: Floats
    expected_purchases: Floats
    expected_spend: Floats
    clv: Floats
    variance: Floats
    low: Floats
    high: Floats


def value_customers(model: TransactionModel, spend: GammaGamma, customers: Customers, outlook: Outlook) -> Values:
    """Value every customer."""
    x = customers.x
    count = count_ahead(model, customers, outlook)
    alive = model.probability_alive(x, customers.t_x, customers.T)
    each = spend.expected_spend(x + 1.0, customers.m)
    square, product = spend.relative_second_moments(x + 1.0)
    clv = alive * count.mean * each
    second = alive * (count.alone * square + count.pairs * product) * each**2
    some = alive * (1.0 - count.none)
    low, high = interval(clv, second, some, outlook.level)
    gone = model.purchases_of_leavers(share_within((1.0 - outlook.level) / 2.0, some), x, customers.T)
    low = np.minimum(low, each * np.maximum(gone, 1.0))
    purchases = alive * count.expected
    return Values(alive, purchases, each, clv, np.maximum(second - clv**2, 0.0), low, high)


def count_ahead(model: TransactionModel, customers: Customers, outlook: Outlook) -> DiscountedCount:
    """The moments of every customer's discounted purchases to come, given alive."""

    def moments(x: Floats, T: Floats) -> Floats:
        return np.stack(model.discounted_count(x, T, outlook).fields)

    return DiscountedCount(*model.given_alive(moments, customers.x, customers.t_x, customers.T))


def interval(mean: Floats, second_moment: Floats, some: Floats, level: float) -> tuple[Floats, Floats]:
    """Quantiles of money that is above nothing with probability `some`, and then gamma distributed."""
    worth = (some > 0) & (mean > 0)
    safe = np.where(worth, some, 1.0)
    centre = np.where(worth, mean / safe, 1.0)
    ninth = np.maximum(second_moment / safe - centre**2, 0.0) / (9.0 * centre**2)
    tail = (1.0 - level) / 2.0
    low, high = (np.where(worth, _quantile(q, safe, centre, ninth), 0.0) for q in (tail, 1.0 - tail))
    return low, high


def share_within(q: float, some: Floats) -> Floats:
    """Which share of those who bring something lies below the quantile q of all; next to none where it is nothing."""
    return np.clip((q - (1.0 - some)) / np.where(some > 0, some, 1.0), 1e-300, 1.0)


def _quantile(q: float, some: Floats, centre: Floats, ninth: Floats) -> Floats:
    root = 1.0 - ninth + ndtri(share_within(q, some)) * np.sqrt(ninth)
    return np.where(q > 1.0 - some, centre * np.maximum(root, 0.0) ** 3, 0.0)
