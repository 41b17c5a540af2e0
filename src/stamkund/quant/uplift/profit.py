"""What treating pays: money gained less what it costs, for everybody and for those a score picks.

Treating the first share phi of the customers, ordered by score, earns per customer of the base

    profit(phi) = value gain(phi) - cost phi

with the money one unit of outcome is worth (`value`) and the cost of treating one customer (`cost`). The best point of
a curve is chosen with hindsight: what it promises is too much. `cross_fit_policy` learns each customer's cut-off from
the other folds only, so that `judge_policy` may be believed. The score must be out of fold too (`out_of_fold`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.estimates import Estimate
from stamkund.quant.rows import Flags, Floats
from stamkund.quant.uplift.checks import LARGEST, as_flags
from stamkund.quant.uplift.difference import difference_in_means
from stamkund.quant.uplift.errors import BadDesignError
from stamkund.quant.uplift.folds import assign_folds, splits
from stamkund.quant.uplift.gains import GainCurve, Ranking
from stamkund.quant.uplift.trials import Trial

LEAST_SHARE = 0.02
"""No cut-off is set among fewer: where the curve begins it is all chance."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit of the outcome is worth and what treating one customer costs, in the same money."""

    value: float = 1.0
    cost: float = 0.0

    def __post_init__(self) -> None:
        if not (abs(self.value) <= LARGEST and abs(self.cost) <= LARGEST):
            raise BadDesignError(f"value and cost must be finite numbers, at most {LARGEST:g}")

    def profit(self, curve: GainCurve) -> Floats:
        """Profit per customer of the base, at every share of the gain curve."""
        return self.value * curve.gain - self.cost * curve.share


@dataclass(frozen=True, slots=True)
class Policy:
    """Profit per customer of the base, against treating nobody: of treating everybody, and of treating those chosen."""

    everybody: Estimate
    chosen: Estimate
    treated_share: float


def best_share(curve: GainCurve, price: Price) -> float:
    """The share to treat for the highest profit on this very curve; 0 where no share earns anything."""
    profit = np.where(curve.share >= LEAST_SHARE, price.profit(curve), -np.inf)
    best = int(profit.argmax())
    return float(curve.share[best]) if profit[best] > 0 else 0.0


def cross_fit_policy(trial: Trial, score: ArrayLike, price: Price, *, folds: int = 5, seed: int = 0) -> Flags:
    """Whom to treat, everybody by a cut-off on the score that the other folds found best."""
    scores, chosen = trial.column(score, "score"), np.zeros(trial.size, dtype=bool)
    for others, mine in splits(assign_folds(trial, folds, seed)):
        chosen[mine] = scores[mine] >= _cut_off(trial.where(others), scores[others], price)
    return chosen


def judge_policy(trial: Trial, chosen: ArrayLike, price: Price, level: float = 0.95) -> Policy:
    """What the policy earns, by comparing the arms among those it treats.

    The interval takes the number of the chosen as given. `chosen` is 0 or 1 for each customer (n,); raises BadRowsError
    where it is neither, TooLittleDataError where the chosen are too few in an arm.
    """
    treat = as_flags(trial.column(chosen, "chosen"), "chosen")
    everybody = _profit(trial, np.ones(trial.size, dtype=bool), price, level)
    return Policy(everybody, _profit(trial, treat, price, level), float(treat.mean()))


def _cut_off(trial: Trial, score: Floats, price: Price) -> float:
    """The lowest score that is still treated."""
    ranking = Ranking.of(trial, score)
    share = best_share(ranking.curve(), price)
    if share == 0:
        return np.inf
    return float(score[ranking.order[round(share * trial.size) - 1]])


def _profit(trial: Trial, treat: Flags, price: Price, level: float) -> Estimate:
    share = float(treat.mean())
    if share == 0:
        return Estimate(0.0, 0.0, 0.0, 0.0)
    found = difference_in_means(trial.where(treat), level)
    gain = Estimate(found.effect, found.standard_error, found.low, found.high).times(price.value * share)
    paid = price.cost * share
    return Estimate(gain.value - paid, gain.standard_error, gain.low - paid, gain.high - paid)
