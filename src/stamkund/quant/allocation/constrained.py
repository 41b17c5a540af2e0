"""A budget with further limits: prices from the dual, then a whole choice near them."""

from dataclasses import dataclass

import numpy as np

from stamkund.quant.allocation.allocation import SMALL, Allocation, check_budget, report
from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.dual import Dual, Prices, lowest_prices
from stamkund.quant.allocation.errors import InfeasibleError
from stamkund.quant.allocation.exact import search_whole
from stamkund.quant.allocation.feasibility import refuse_alone, refuse_together
from stamkund.quant.allocation.greedy import Plan
from stamkund.quant.allocation.limits import Limit, Resource, as_resources
from stamkund.quant.allocation.rounding import best_rows, fill, mend
from stamkund.quant.allocation.usage import NOTHING, Usage
from stamkund.quant.rows import Floats


@dataclass(frozen=True, slots=True)
class LimitUse:
    """One group of one limit after the choice: how much is used, of what bound, and what one unit more would bring."""

    name: str
    used: float
    bound: float
    is_least: bool
    price: float


@dataclass(frozen=True, slots=True)
class ConstrainedAllocation:
    """The choice, and what became of every limit, the budget first."""

    allocation: Allocation
    limits: tuple[LimitUse, ...]


def allocate_within(choices: Choices, budget: float, limits: tuple[Limit, ...]) -> ConstrainedAllocation:
    """Choose at most one row per customer within the budget and every limit.

    Raises InfeasibleError naming the limits that contradict each other, or those left unmet where only no whole choice
    is found; BadRowsError and RefusedError for a limit that cannot be.
    """
    resources = as_resources(choices, check_budget(budget), limits)
    refuse_alone(choices, resources)
    prices = Dual(choices, choices.value, resources).solve()
    usage, multipliers = _round(choices, resources, prices), lowest_prices(choices, resources, prices)
    allocation = report(choices, Plan(usage.row, 0.0), prices.bound, float(multipliers[0][0]))
    return ConstrainedAllocation(allocation, _told(usage, multipliers))


def _round(choices: Choices, resources: tuple[Resource, ...], prices: Prices) -> Usage:
    """The better of the choice near the prices and, in a small base without least shares, the plain greedy."""
    near = Usage(choices, resources, best_rows(choices, prices.reduced))
    try:
        mend(near, prices.reduced)
    except InfeasibleError as unmet:
        refuse_together(choices, resources)
        near = search_whole(choices, resources, unmet)
    fill(near, prices.reduced)
    found = [near]
    if choices.cost.size <= SMALL and not any(np.any(one.capacity < 0) for one in resources):
        found.append(_plain_greedy(choices, resources))
        fill(found[-1], prices.reduced)
    return max(found, key=lambda one: float(one.amount(choices.value).sum()))


def _plain_greedy(choices: Choices, resources: tuple[Resource, ...]) -> Usage:
    """Rows by value per cost, each taken that fits and whose customer has none."""
    usage = Usage(choices, resources, np.full(choices.customers, NOTHING))
    density: Floats = np.full(choices.cost.size, np.inf)
    with np.errstate(over="ignore"):
        np.divide(choices.value, choices.cost, out=density, where=choices.cost > 0)
    worth = np.flatnonzero(choices.value > 0)
    for row in worth[np.argsort(-density[worth], kind="stable")].tolist():
        who = int(usage.customer[row])
        if usage.row[who] == NOTHING and usage.fits(who, row):
            usage.move(who, row)
    return usage


def _told(usage: Usage, multipliers: tuple[Floats, ...]) -> tuple[LimitUse, ...]:
    chosen = usage.row[usage.row >= 0]
    return tuple(
        LimitUse(name, abs(used), abs(bound), bool(np.any(one.use < 0)), price)
        for one, each in zip(usage.resources, multipliers, strict=True)
        for name, used, bound, price in zip(
            one.names, one.used_by(chosen).tolist(), one.capacity.tolist(), each.tolist(), strict=True
        )
    )
