"""Is there any choice that meets every limit, and if not, which limits contradict each other?

Limits that ask for at most so much are met by doing nothing; only least shares can be impossible. Without any value to
gain, the dual of the same problem falls below 0 exactly where the linear programme has no solution (Farkas 1902), and
the limits with a price there are the ones that cannot all be met.
"""

from collections.abc import Sequence

import numpy as np

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.dual import Dual
from stamkund.quant.allocation.errors import InfeasibleError
from stamkund.quant.allocation.greedy import ROUNDING
from stamkund.quant.allocation.limits import Resource

TOLERANCE = 1e-6
PRICED = 1e-3


def refuse_alone(choices: Choices, resources: Sequence[Resource]) -> None:
    """Raise InfeasibleError for a least share that even everybody together does not reach."""
    for one in resources:
        for group in np.flatnonzero(one.capacity < 0).tolist():
            offered = np.where(one.group == group, -one.use, 0.0)
            most, wanted = float(np.maximum.reduceat(offered, choices.starts[:-1]).sum()), -float(one.capacity[group])
            if most < wanted * (1 - ROUNDING):
                raise InfeasibleError(f"at most {most:g} can be reached of {wanted:g}", [one.names[group]])


def refuse_together(choices: Choices, resources: Sequence[Resource]) -> None:
    """Raise InfeasibleError naming the limits that no choice can meet together, if there are any."""
    dual = Dual(choices, np.zeros(choices.cost.size), resources, most=1.0)
    found = dual.solve()
    bounds = sum(float(np.abs(one.capacity).sum()) * unit for one, unit in zip(resources, dual.unit, strict=True))
    if found.bound < -TOLERANCE * bounds:
        priced = [
            name
            for one, price, unit in zip(resources, found.multipliers, dual.unit, strict=True)
            for name, each in zip(one.names, (price / unit).tolist(), strict=True)
            if each > PRICED
        ]
        raise InfeasibleError("these limits cannot all be met", priced)
