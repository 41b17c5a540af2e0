"""What the choice must be measured by: HiGHS, and the greedy that everybody would try first."""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from stamkund.quant.allocation import Choices, Limit
from stamkund.quant.allocation.limits import as_resources
from stamkund.quant.rows import Indices


def highs(choices: Choices, budget: float, limits: tuple[Limit, ...] = (), *, whole: bool = True) -> float:
    """The optimum by HiGHS: of whole choices, or of the linear programme. Not-a-number where there is none."""
    rows = np.arange(choices.cost.size)
    one_each = sparse.csr_matrix((np.ones(rows.size), (choices.customer, rows)))
    constraints = [LinearConstraint(one_each, ub=np.ones(choices.customers))]
    for resource in as_resources(choices, budget, limits):
        for group, capacity in enumerate(resource.capacity.tolist()):
            use = np.where(resource.group == group, resource.use, 0.0)
            constraints.append(LinearConstraint(use[None, :], ub=capacity))
    found = milp(
        -choices.value, constraints=constraints, integrality=np.full(rows.size, int(whole)), bounds=Bounds(0, 1)
    )
    return float("nan") if found.fun is None else -float(found.fun)


def greedy_value(choices: Choices, budget: float) -> float:
    """Rows by value per cost, each taken that fits and whose customer has none."""
    density = [v / c if c else np.inf for v, c in zip(choices.value.tolist(), choices.cost.tolist(), strict=True)]
    left, total, served = budget, 0.0, set()
    for row in sorted(range(len(density)), key=lambda row: -density[row]):
        who, cost, value = int(choices.customer[row]), float(choices.cost[row]), float(choices.value[row])
        if value > 0 and cost <= left and who not in served:
            left, total = left - cost, total + value
            served.add(who)
    return total


def value_of(choices: Choices, rows: Indices) -> tuple[float, float, bool]:
    """Value and cost of chosen rows, and whether every customer has at most one of them."""
    place = np.empty_like(choices.row)
    place[choices.row] = np.arange(choices.row.size)
    grouped = place[rows]
    single = np.unique(choices.customer[grouped]).size == grouped.size
    return float(choices.value[grouped].sum()), float(choices.cost[grouped].sum()), single
