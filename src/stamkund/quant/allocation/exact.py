"""The last resort: where no move mends a choice any more, HiGHS looks for a whole one by branch and bound."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.errors import InfeasibleError
from stamkund.quant.allocation.limits import Resource
from stamkund.quant.allocation.usage import NOTHING, Usage

MOST_ROWS = 2_000
"""More than this, and HiGHS is not asked."""
NODES = 200
"""Branches looked at before it gives up."""
INFEASIBLE = 2
"""What HiGHS says of a problem without a solution."""


def search_whole(choices: Choices, resources: tuple[Resource, ...], unmet: InfeasibleError) -> Usage:
    """The best whole choice that is found. Raises InfeasibleError where there is none, `unmet` where none is found."""
    if choices.cost.size > MOST_ROWS:
        raise unmet
    rows = np.arange(choices.cost.size)
    one_each = csr_array((np.ones(rows.size), (choices.customer, rows)))
    limits = [
        LinearConstraint(csr_array((one.use, (one.group, rows)), shape=(one.groups, rows.size)), ub=one.capacity)
        for one in resources
    ]
    found = milp(
        -choices.value,
        constraints=[LinearConstraint(one_each, ub=1.0), *limits],
        integrality=np.ones(rows.size, dtype=np.int8),
        bounds=Bounds(0, 1),
        options={"node_limit": NODES},
    )
    if found.status == INFEASIBLE:
        raise InfeasibleError("no whole choice meets every limit; the nearest found breaks these", unmet.limits)
    if found.x is None:
        raise unmet
    chosen = np.flatnonzero(found.x > 0.5)
    row = np.full(choices.customers, NOTHING)
    row[choices.customer[chosen]] = chosen
    usage = Usage(choices, resources, row)
    if usage.broken:
        raise unmet
    return usage
