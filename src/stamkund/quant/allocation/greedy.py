"""One budget over all customers: increments by falling slope until the money is spent.

The linear programme max Σ v x, Σ c x ≤ B, Σ_j x_ij ≤ 1 is solved exactly by taking the hulls' increments in the order
of their slopes and the one that no longer fits in part (Sinha & Zoltners 1979). Its value bounds every whole choice;
the slope of the divided increment is the shadow price λ, what the next unit of money would bring. Taking whole
increments only loses at most the value of that one increment. What is left over is spent on later ones that still fit.
"""

from dataclasses import dataclass

import numpy as np

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.hull import Increments
from stamkund.quant.rows import Floats, Indices

ROUNDING = 1e-12
"""Part of a budget by which a sum of costs may exceed it: three times 0.1 is 0.3."""
WINDOW = 4096
"""Increments looked at together when what is left over is spent."""


@dataclass(slots=True)
class Plan:
    """What is chosen so far: the row of each customer, -1 for none, and the money left."""

    row: Indices
    left: float

    def cost_and_value(self, choices: Choices) -> tuple[Floats, Floats]:
        """Of each customer, as chosen."""
        chosen = self.row >= 0
        return np.where(chosen, choices.cost[self.row], 0.0), np.where(chosen, choices.value[self.row], 0.0)

    def value(self, choices: Choices) -> float:
        return float(choices.value[self.row[self.row >= 0]].sum())

    def cost(self, choices: Choices) -> float:
        return float(choices.cost[self.row[self.row >= 0]].sum())


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The optimum of the linear programme: its value, λ, and how many increments it takes whole."""

    bound: float
    shadow_price: float
    whole: int


def by_slope(steps: Increments) -> Increments:
    """Steepest first; a customer's own steps keep their order."""
    return steps.take(np.argsort(-steps.slope, kind="stable"))


def relax(steps: Increments, free_value: float, budget: float) -> Relaxation:
    """Solve the linear programme over sorted increments."""
    spent = np.cumsum(steps.cost)
    whole = int(np.searchsorted(spent, budget * (1 + ROUNDING), side="right"))
    bound = free_value + float(steps.value[:whole].sum())
    if whole == spent.size:
        return Relaxation(bound, 0.0, whole)
    left = max(budget - float(steps.cost[:whole].sum()), 0.0)
    part = min(left / float(steps.cost[whole]), 1.0)
    return Relaxation(bound + part * float(steps.value[whole]), float(steps.slope[whole]), whole)


def take_whole(steps: Increments, free: Indices, budget: float, whole: int) -> Plan:
    """Take the first `whole` increments."""
    plan = Plan(free.copy(), budget - float(steps.cost[:whole].sum()))
    plan.row[steps.customer[:whole]] = steps.row[:whole]
    return plan


def spend_rest(plan: Plan, choices: Choices, steps: Increments, begin: int) -> None:
    """Go through the increments from `begin` on and take what fits, each from where its customer stands."""
    if begin == steps.row.size:
        return
    least = np.minimum.accumulate(steps.cost[::-1])[::-1]
    at, _ = plan.cost_and_value(choices)
    for window in range(begin, steps.row.size, WINDOW):
        if least[window] > plan.left:
            return
        _spend_window(plan, choices, steps, at, slice(window, window + WINDOW))


def _spend_window(plan: Plan, choices: Choices, steps: Increments, at: Floats, window: slice) -> None:
    customer, row = steps.customer[window], steps.row[window]
    cost = choices.cost[row]
    begin = 0
    while begin < row.size:
        fits = cost[begin:] - at[customer[begin:]] <= plan.left
        first = int(fits.argmax())
        if not fits[first]:
            return
        who, to = customer[begin + first], row[begin + first]
        plan.left -= float(choices.cost[to] - at[who])
        plan.row[who], at[who] = to, choices.cost[to]
        begin += first + 1
