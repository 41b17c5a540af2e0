"""Made-up problems: those of the literature, and one that looks like a customer base. Every seed is explicit."""

from enum import StrEnum

import numpy as np

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.rows import Floats


class Correlation(StrEnum):
    """How cost and value hang together in Pisinger's instances (1995, section 6), hardest last."""

    UNCORRELATED = "uncorrelated"
    WEAKLY = "weakly"
    STRONGLY = "strongly"
    SUBSET_SUM = "subset-sum"
    SINHA_ZOLTNERS = "sinha-zoltners"


def pisinger(
    kind: Correlation, customers: int, actions: int, seed: int, coefficients: int = 1000
) -> tuple[Choices, float]:
    """Customers × actions with whole costs and values up to about `coefficients`, and a budget.

    The budget is halfway between the dearest and the cheapest choice of every class (Pisinger 1995).
    """
    chance = np.random.default_rng(seed)
    cost = chance.integers(1, coefficients + 1, (customers, actions)).astype(np.float64)
    value = chance.integers(1, coefficients + 1, cost.shape).astype(np.float64)
    if kind is Correlation.WEAKLY:
        value = np.maximum(cost + chance.integers(-10, 11, cost.shape), 1.0)
    elif kind is Correlation.STRONGLY:
        value = cost + 10.0
    elif kind is Correlation.SUBSET_SUM:
        value = cost.copy()
    elif kind is Correlation.SINHA_ZOLTNERS:
        cost, value = np.sort(cost, axis=1), np.sort(value, axis=1)
    budget = float(np.floor((cost.min(axis=1).sum() + cost.max(axis=1).sum()) / 2))
    return as_choices(cost, value), budget


def customer_base(customers: int, actions: int, seed: int, share: float = 0.2) -> tuple[Choices, float]:
    """Actions from a mail to a visit, dearer ones moving more, for customers of very unequal worth (log-normal).

    Some actions harm. The budget is a `share` of what the dearest action for everybody would cost.
    """
    chance = np.random.default_rng(seed)
    price = np.geomspace(0.1, 60.0, actions)
    cost = price * chance.uniform(0.8, 1.25, (customers, actions))
    moved = 1.0 - np.exp(-cost / chance.gamma(2.0, 8.0, (customers, 1)))
    worth = chance.lognormal(3.0, 1.2, (customers, 1))
    value = worth * moved * chance.uniform(-0.2, 1.0, cost.shape)
    return as_choices(cost, value), share * float(cost.max(axis=1).sum())


def as_choices(cost: Floats, value: Floats) -> Choices:
    """A matrix, customers × actions, as rows."""
    customers, actions = cost.shape
    return Choices(np.arange(customers + 1) * actions, cost.ravel(), value.ravel(), np.arange(cost.size))
