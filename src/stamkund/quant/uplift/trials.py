"""A trial: who was treated and what came of it, checked.

One entry per customer. Customers of one cluster (a household, a keeper's portfolio) are not independent of each other;
every standard error, interval and split below keeps a cluster together.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.rows import Flags, Floats, Indices, as_finite, numbered, refuse, refuse_unequal
from stamkund.quant.uplift.errors import EmptyArmError


@dataclass(frozen=True, slots=True)
class Trial:
    """`treated` and `outcome` of n customers; `cluster`, numbered from 0, where some belong together."""

    treated: Flags
    outcome: Floats
    cluster: Indices | None = None

    @classmethod
    def check(cls, treatment: ArrayLike, outcome: ArrayLike, cluster: ArrayLike | None = None) -> Self:
        """Check the rows. Raises BadRowsError naming the rows that cannot be, EmptyArmError without two arms."""
        arm, result = as_finite(treatment, "treatment"), as_finite(outcome, "outcome")
        groups = None if cluster is None else numbered(cluster, "cluster")[1]
        refuse_unequal("treatment, outcome and cluster", arm, result, groups)
        refuse("treatment is neither 0 nor 1", (arm != 0) & (arm != 1))
        trial = cls(arm == 1, result, groups)
        trial.need_both_arms()
        return trial

    def need_both_arms(self, least: int = 1) -> None:
        """Raise EmptyArmError unless each arm has this many customers."""
        for name, size in (("treated", self.treated_size), ("control", self.control_size)):
            if size < least:
                raise EmptyArmError(name, size, least)

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
    def is_binary(self) -> bool:
        """Whether the outcome is yes or no."""
        return bool(np.all((self.outcome == 0) | (self.outcome == 1)))
