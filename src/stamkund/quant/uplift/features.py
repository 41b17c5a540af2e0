"""What is known of the customers of a trial, and the pseudo-outcome it gives each of them."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.rows import Floats, Indices, refuse, refuse_unequal
from stamkund.quant.uplift.checks import as_matrix
from stamkund.quant.uplift.trials import Trial


@dataclass(frozen=True, slots=True)
class Features:
    """A trial with what is known of each customer, X (n, k), and each one's probability of treatment."""

    X: Floats
    trial: Trial
    propensity: Floats

    @classmethod
    def check(cls, X: ArrayLike, trial: Trial, propensity: ArrayLike | None = None) -> Self:
        """Check the rows. Without propensities, treatment was drawn, for everybody with the same probability."""
        known = as_matrix(X, "a feature")
        drawn = trial.treated_size / trial.size if propensity is None else propensity
        probability = trial.column(np.full(trial.size, drawn) if np.ndim(drawn) == 0 else drawn, "propensity")
        refuse_unequal("features and outcome", known, trial.outcome)
        refuse("propensity is not between 0 and 1", (probability <= 0) | (probability >= 1))
        return cls(known, trial, probability)

    def where(self, chosen: Indices) -> Self:
        """The same of some of the customers."""
        return type(self)(self.X[chosen], self.trial.where(chosen), self.propensity[chosen])

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why not to trust what is learnt from them."""
        arms = [(self.X[arm], self.trial.outcome[arm]) for arm in (self.trial.treated, ~self.trial.treated)]
        found = {
            "constant_features": self.X.size == 0 or bool((np.ptp(self.X, axis=0) == 0).all()),
            "constant_outcome": self.trial.has_constant_arm,
            "perfect_separation": self.trial.is_binary and any(is_separated(*arm) for arm in arms),
        }
        return tuple(reason for reason, present in found.items() if present)


def is_separated(X: Floats, outcome: Floats) -> bool:
    """Whether one feature alone tells who has the outcome and who has not: every 1 lies beyond every 0."""
    yes, no = X[outcome == 1], X[outcome == 0]
    if not (yes.size and no.size):
        return False
    return bool(np.any((yes.min(axis=0) > no.max(axis=0)) | (yes.max(axis=0) < no.min(axis=0))))


def doubly_robust(known: Features, without: Floats, with_it: Floats) -> Floats:
    """phi: each customer's effect, unbiased if the propensities are right (Robins, Rotnitzky & Zhao 1994)."""
    on, e = known.trial.treated, known.propensity
    surprise = known.trial.outcome - np.where(on, with_it, without)
    return np.asarray(with_it - without + (on - e) / (e * (1 - e)) * surprise)
