"""Whom to give which action, when money and hands are few: the multiple-choice knapsack, with its bound in hand.

`Choices.check` takes rows of customer, action, cost and value; `allocate` spends one budget, `allocate_within` keeps to
`Limit`s beside it (channels, keepers' hours, contacts, least shares). Both say how far from the best their choice can
be at most. `instances` makes problems up.
"""

from stamkund.quant.allocation.allocation import Allocation, allocate
from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.constrained import ConstrainedAllocation, LimitUse, allocate_within
from stamkund.quant.allocation.errors import InfeasibleError
from stamkund.quant.allocation.limits import Limit
from stamkund.quant.rows import BadRowsError, RefusedError, TooLittleDataError

__all__ = [
    "Allocation",
    "BadRowsError",
    "Choices",
    "ConstrainedAllocation",
    "InfeasibleError",
    "Limit",
    "LimitUse",
    "RefusedError",
    "TooLittleDataError",
    "allocate",
    "allocate_within",
]
