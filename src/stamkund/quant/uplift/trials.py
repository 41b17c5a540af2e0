"""A trial: who was treated and what came of it, checked.

One entry per customer. Customers of one cluster (a household, a keeper's portfolio) are not independent of each other;
every standard error, interval and split below keeps a cluster together.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.rows import Flags, Floats, Indices, refuse_unequal
from stamkund.quant.uplift.checks import as_amounts, as_column, as_flags, as_groups
from stamkund.quant.uplift.errors import EmptyArmError


@dataclass(frozen=True, slots=True)
class Trial:
    """`treated` and `outcome` of n customers; `cluster`, numbered from 0, where some belong together."""

    treated: Flags
    outcome: Floats
    cluster: Indices | None = None

    @classmethod
    def check(cls, treatment: ArrayLike, outcome: ArrayLike, cluster: ArrayLike | None = None) -> Self:
        """Check the rows, each column (n,).

        Raises BadRowsError naming the rows that cannot be, BadDesignError where a column is not flat, EmptyArmError
        without two arms.
        """
        treated, result, groups = as_flags(treatment, "treatment"), as_amounts(outcome, "outcome"), as_groups(cluster)
        refuse_unequal("treatment, outcome and cluster", treated, result, groups)
        trial = cls(treated, result, groups)
        trial.need_both_arms()
        return trial

    def need_both_arms(self, least: int = 1) -> None:
        """Raise EmptyArmError unless each arm has this many customers."""
        for name, size in (("treated", self.treated_size), ("control", self.control_size)):
            if size < least:
                raise EmptyArmError(name, size, least)

    def column(self, values: ArrayLike, name: str) -> Floats:
        """One finite number for each customer (n,). Raises BadRowsError, or BadDesignError where they are not flat."""
        found = as_column(values, name)
        refuse_unequal(f"outcome and {name}", self.outcome, found)
        return found

    def where(self, chosen: Flags | Indices) -> Self:
        """The trial among some of its customers."""
        cluster = None if self.cluster is None else self.cluster[chosen]
        return replace(self, treated=self.treated[chosen], outcome=self.outcome[chosen], cluster=cluster)

    @property
    def size(self) -> int:
        return self.treated.size

    @property
    def treated_size(self) -> int:
        return int(np.count_nonzero(self.treated))

    @property
    def control_size(self) -> int:
        return self.size - self.treated_size

    @property
    def centred(self) -> Floats:
        """The outcome less the first customer's: differences stay, and an outcome that never varies is exactly 0."""
        return self.outcome - self.outcome[:1]

    @property
    def has_constant_arm(self) -> bool:
        """Whether the outcome is the same for everybody in an arm."""
        return any(np.ptp(self.outcome[arm]) == 0 for arm in (self.treated, ~self.treated))

    @property
    def is_binary(self) -> bool:
        """Whether the outcome is yes or no."""
        return bool(np.all((self.outcome == 0) | (self.outcome == 1)))
