"""Whom to give which action, so that a budget brings most."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.errors import InfeasibleError
from stamkund.quant.allocation.exchange import Core, exchange
from stamkund.quant.allocation.greedy import Plan, Relaxation, by_slope, relax, spend_rest, take_whole
from stamkund.quant.allocation.hull import free_rows, walk_hulls
from stamkund.quant.rows import Indices, RefusedError

ENOUGH = 1e-8
"""Part of the bound within which nothing more is tried."""
SMALL = 200_000
"""Rows up to which the plain greedy is run beside; above, the gap is far below what it could win by."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """The chosen rows, as positions in what was given, and how good the choice is.

    No choice can bring more than `bound`; `gap` is what may be missing, as a part of the larger of bound and value (in
    size; 1 at most). `shadow_price` is what the next unit of budget would bring, 0 where the budget is not what limits.
    """

    rows: Indices
    value: float
    cost: float
    bound: float
    gap: float
    shadow_price: float


def check_budget(budget: float) -> float:
    """Raise RefusedError for a budget that is no number, InfeasibleError for one below 0."""
    if not isfinite(budget):
        raise RefusedError(f"the budget must be a finite number, not {budget}")
    if budget < 0:
        raise InfeasibleError(f"doing nothing costs 0, more than {budget:g}", ["budget"])
    return float(budget)


def allocate(choices: Choices, budget: float, *, compiled: bool | None = None) -> Allocation:
    """Choose at most one row per customer within the budget (above 0 or 0); exact but for the last increment.

    `compiled` True or False asks for the way with or without numba (the same choice); None takes what is there.
    """
    budget = check_budget(budget)
    free = free_rows(choices)
    steps = by_slope(walk_hulls(choices, free, compiled=compiled))
    relaxed = relax(steps, float(choices.value[free[free >= 0]].sum()), budget)
    plan = take_whole(steps, free, budget, relaxed.whole)
    if relaxed.whole < steps.row.size:
        spend_rest(plan, choices, steps, relaxed.whole)
        plan = _better(choices, plan, free, relaxed, budget)
    return report(choices, plan, relaxed.bound, relaxed.shadow_price)


def _better(choices: Choices, plan: Plan, free: Indices, relaxed: Relaxation, budget: float) -> Plan:
    """Exchange until nothing gains, from this plan and, in a small base, from the plain greedy too; the better one."""
    enough = ENOUGH * relaxed.bound
    if relaxed.bound - plan.value(choices) <= enough:
        return plan
    plans = [plan]
    if choices.cost.size <= SMALL:
        plans.append(plain_greedy(choices, free, budget))
    for one in plans:
        exchange(one, choices, Core.of(choices, one, relaxed.shadow_price), relaxed.bound, enough)
    return max(plans, key=lambda one: one.value(choices))


def plain_greedy(choices: Choices, free: Indices, budget: float) -> Plan:
    """Rows by value per cost; each is taken that fits and whose customer has none. What everybody would try first."""
    plan = Plan(free.copy(), budget)
    customer = choices.customer
    worth = np.flatnonzero((choices.value > 0) & (choices.cost > 0) & (choices.cost <= budget))
    with np.errstate(over="ignore"):
        order = worth[np.argsort(-(choices.value[worth] / choices.cost[worth]), kind="stable")]
    for row, who, cost in zip(order.tolist(), customer[order].tolist(), choices.cost[order].tolist(), strict=True):
        if cost <= plan.left and plan.row[who] < 0:
            plan.row[who] = row
            plan.left -= cost
    return plan


def report(choices: Choices, plan: Plan, bound: float, shadow_price: float) -> Allocation:
    """The plan in the caller's own rows, with its gap to the bound."""
    value = plan.value(choices)
    bound = max(bound, value)
    gap = min((bound - value) / max(abs(bound), abs(value)), 1.0) if bound > value else 0.0
    rows = np.sort(choices.row[plan.row[plan.row >= 0]])
    return Allocation(rows, value, plan.cost(choices), bound, gap, shadow_price)
