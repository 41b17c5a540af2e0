"""A budget over customers, ten actions each."""

from collections.abc import Callable
from typing import Any

from stamkund.cli.bench.quant.piece import Work
from stamkund.quant.allocation import Choices, allocate
from stamkund.quant.allocation.instances import customer_base

ACTIONS, SEED = 10, 1979


def allocate_budget(*, compiled: bool) -> Callable[[int], Work]:
    """Our own, with or without numba."""

    def prepare(size: int) -> Work:
        choices, budget = customer_base(size, ACTIONS, SEED)

        def work() -> dict[str, Any]:
            found = allocate(choices, budget, compiled=compiled)
            return {"gap": found.gap, "value": round(found.value, 2)}

        return work

    return prepare


def solve_exactly(size: int) -> Work:
    """HiGHS on the same problem as a mixed-integer program, at most a minute."""
    choices, budget = customer_base(size, ACTIONS, SEED)
    return lambda: _highs(choices, budget)


def _highs(choices: Choices, budget: float) -> dict[str, Any]:
    import numpy as np  # noqa: PLC0415  (HiGHS and what it needs are loaded by this piece only)
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  (as above)
    from scipy.sparse import csr_array, vstack  # noqa: PLC0415  (as above)

    rows, customers = choices.value.size, choices.starts.size - 1
    one_each = csr_array((np.ones(rows), np.arange(rows), choices.starts), shape=(customers, rows))
    within: Any = vstack([one_each, csr_array(choices.cost[None, :])])
    found = milp(
        -choices.value,
        constraints=LinearConstraint(within, ub=np.append(np.ones(customers), budget)),
        integrality=np.ones(rows, dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"time_limit": 60.0},
    )
    return {"value": round(-(found.fun or 0.0), 2), "gap": found.mip_gap, "proven": found.status == 0}
