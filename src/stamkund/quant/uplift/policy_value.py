"""What another policy would have earned, from the log of the one that ran (off-policy evaluation).

Each round logged a reward r and the probability p with which the policy that ran took the action it took; the other
policy takes that action with probability q. With w = q/p, over n rounds,

    inverse propensity (IPW)   mean(w r)                         (Horvitz & Thompson 1952)
    self-normalised (SNIPW)    sum(w r)/sum(w)                   (Swaminathan & Joachims 2015)
    doubly robust (DR)         mean(v + w (r - m))               (Dudík, Langford & Li 2011, equation 1)

where m is what a model expects of the action taken and v what it expects of the other policy's choice. IPW is unbiased
and unsteady; SNIPW trades a little bias for less spread; DR is unbiased whatever the model says, and steady where it is
good. Standard errors are those of a mean of independent rounds (of a ratio, by the delta method), or of clusters.

With w = (q - q')/p, and v - v' for v, IPW and DR give what one policy earns beyond another. Such weights have a mean of
0, not of 1, and SNIPW is not defined for them.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from stamkund.quant.estimates import Estimate
from stamkund.quant.rows import Floats, Indices, TooLittleDataError, refuse, refuse_unequal
from stamkund.quant.uplift.checks import as_amounts, as_column, as_groups, need_level
from stamkund.quant.uplift.errors import BadDesignError

FEW_ROUNDS = 100.0
"""Fewer effective rounds than this: the interval is not to be relied on."""


@dataclass(frozen=True, slots=True)
class LoggedRounds:
    """Rewards and weights w = q/p of n rounds; `cluster` where rounds belong together (a customer, a session).

    The weights of a difference of two policies, (q - q')/p, are told by some of them being negative, or all 0. Raises
    BadRowsError, or TooLittleDataError below two rounds or clusters.
    """

    reward: Floats
    weight: Floats
    cluster: Indices | None = None

    def __post_init__(self) -> None:
        r, w, groups = as_amounts(self.reward, "reward"), as_amounts(self.weight, "weight"), as_groups(self.cluster)
        refuse_unequal("reward, weight and cluster", r, w, groups)
        units, name = (r.size, "rounds") if groups is None else (np.unique(groups).size, "clusters of rounds")
        if units < 2:
            raise TooLittleDataError(f"{units} {name} cannot be judged; two or more are needed")
        for field, column in (("reward", r), ("weight", w), ("cluster", groups)):
            object.__setattr__(self, field, column)

    @classmethod
    def check(
        cls, reward: ArrayLike, propensity: ArrayLike, chosen: ArrayLike, cluster: ArrayLike | None = None
    ) -> Self:
        """Check rewards, p (above 0, at most 1) and q (0 to 1). Raises BadRowsError or TooLittleDataError."""
        r, p, q = as_column(reward, "reward"), as_column(propensity, "propensity"), as_column(chosen, "chosen")
        groups = as_groups(cluster)
        refuse_unequal("reward, propensity, chosen and cluster", r, p, q, groups)
        refuse("propensity is not above 0 and at most 1", (p <= 0) | (p > 1))
        refuse("chosen is not between 0 and 1", (q < 0) | (q > 1))
        rounds = cls(r, q / p, groups)
        if not q.any():
            raise TooLittleDataError("the other policy takes none of the logged actions")
        return rounds

    @property
    def is_difference(self) -> bool:
        """Whether they weigh one policy against another: no policy by itself has such weights."""
        return bool(self.weight.min() < 0 or not self.weight.any())

    @property
    def effective_rounds(self) -> float:
        """How many rounds of the policy itself would be as informative (Kish 1965); of a difference, by the |w|."""
        squared = float(self.weight @ self.weight)
        return float(np.abs(self.weight).sum() ** 2 / squared) if squared else 0.0

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why not to rely on the estimates.

        "few_effective_rounds", or "weights_off" where their mean is far from 1; from 0 for a difference.
        """
        due = 0 if self.is_difference else 1
        error = _error(self.weight - self.weight.mean(), self.cluster)
        found = {
            "few_effective_rounds": self.effective_rounds < FEW_ROUNDS,
            "weights_off": abs(float(self.weight.mean()) - due) > max(4 * error, 1e-9),
        }
        return tuple(reason for reason, present in found.items() if present)


def ipw(rounds: LoggedRounds, level: float = 0.95) -> Estimate:
    """Inverse propensity weighting."""
    return _mean(rounds.weight * rounds.reward, rounds.cluster, level)


def self_normalised(rounds: LoggedRounds, level: float = 0.95) -> Estimate:
    """Inverse propensity weighting, divided by the sum of the weights: that of a difference is 0, and it is refused."""
    if rounds.is_difference:
        raise BadDesignError("the weights of a difference add up to 0: ask ipw or doubly_robust_value")
    value = float(rounds.weight @ rounds.reward / rounds.weight.sum())
    influence = rounds.weight * (rounds.reward - value) / rounds.weight.mean()
    return _around(value, _error(influence, rounds.cluster), level)


def doubly_robust_value(
    rounds: LoggedRounds, expected_taken: ArrayLike, expected_policy: ArrayLike, level: float = 0.95
) -> Estimate:
    """Doubly robust: m of the action taken and v of the policy, per round, from a model not fitted to these rounds."""
    taken, policy = as_amounts(expected_taken, "expected_taken"), as_amounts(expected_policy, "expected_policy")
    refuse_unequal("reward and what the model expects", rounds.reward, taken, policy)
    return _mean(policy + rounds.weight * (rounds.reward - taken), rounds.cluster, level)


def _mean(terms: Floats, cluster: Indices | None, level: float) -> Estimate:
    value = float(terms.mean())
    return _around(value, _error(terms - value, cluster), level)


def _error(influence: Floats, cluster: Indices | None) -> float:
    """Standard error of a mean whose terms, less it, are these."""
    units = influence if cluster is None else np.bincount(cluster, influence)
    return sqrt(units.size / (units.size - 1) * float(units @ units)) / influence.size


def _around(value: float, error: float, level: float) -> Estimate:
    need_level(level)
    reach = float(ndtri((1 + level) / 2)) * error
    return Estimate(value, error, value - reach, value + reach)
