"""Whom does treatment change? Learners of the effect given what is known of a customer, over any model of the outcome.

    T-learner    tau(x) = mu1(x) - mu0(x), one model per arm
    X-learner    D1 = Y - mu0(x) among the treated, D0 = mu1(x) - Y among the others, each regressed on x;
                 tau = e tau0 + (1 - e) tau1           (Künzel, Sekhon, Bickel & Yu 2019, algorithm 3)
    DR-learner   phi = mu1(x) - mu0(x) + (T - e)/(e (1 - e)) (Y - mu_T(x)), regressed on x
                                                       (Kennedy 2023, algorithm 1; e the probability of treatment)

Where a second model learns from the first (X, DR), the first is cross-fitted: what it says of a customer never comes
from that customer's own outcome. `out_of_fold` does the same around the whole learner: judge its score on that only.
Without models of your own the outcome gets logistic regression (yes or no) or ridge, and the effect ridge.
"""

from abc import ABC, abstractmethod
from copy import deepcopy
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.rows import Floats, NotFittedError
from stamkund.quant.uplift.checks import as_matrix
from stamkund.quant.uplift.features import Features, doubly_robust
from stamkund.quant.uplift.folds import assign_folds, splits
from stamkund.quant.uplift.outcome_models import Model, classifier, fit_copy, predict, regressor
from stamkund.quant.uplift.trials import Trial

FLAT = 1e-12
"""Scores that differ by less than this part of the largest are the same, but for rounding."""


class UpliftLearner(ABC):
    """A learner of tau(x). `outcome` and `effect` are unfitted models, left as they are; `seed` sets the folds.

    Learnt by `fit`: `doubts_`, why not to trust the scores: "constant_features", "constant_outcome" (in an arm: its
    value is taken as known), "perfect_separation" (in an arm one feature tells the outcome: only the ridge holds it).
    """

    doubts_: tuple[str, ...]

    def __init__(
        self, outcome: Model | None = None, effect: Model | None = None, *, folds: int = 5, seed: int = 0
    ) -> None:
        self.outcome, self.effect, self.folds, self.seed = outcome, effect, folds, seed

    def fit(self, X: ArrayLike, trial: Trial, propensity: ArrayLike | None = None) -> Self:
        """Learn from a trial. Raises BadRowsError, EmptyArmError, MissingExtraError."""
        known = Features.check(X, trial, propensity)
        self.doubts_ = known.doubts
        self._learn(known)
        return self

    def predict(self, X: ArrayLike) -> Floats:
        """tau(x): what treating each customer changes, in units of the outcome."""
        if not hasattr(self, "doubts_"):
            raise NotFittedError(f"{type(self).__name__} has not been fitted")
        return self._effect_of(as_matrix(X, "a feature"))

    @abstractmethod
    def _learn(self, known: Features) -> None: ...

    @abstractmethod
    def _effect_of(self, X: Floats) -> Floats: ...

    def _fit_outcome(self, X: Floats, y: Floats, trial: Trial) -> Model:
        return fit_copy(self.outcome or (classifier() if trial.is_binary else regressor()), X, y)

    def _fit_effect(self, X: Floats, y: Floats) -> Model:
        return fit_copy(self.effect or regressor(), X, y)

    def _fit_arms(self, known: Features) -> tuple[Model, Model]:
        """mu0 and mu1."""
        X, trial = known.X, known.trial
        without, with_it = (
            self._fit_outcome(X[arm], trial.outcome[arm], trial) for arm in (~trial.treated, trial.treated)
        )
        return without, with_it

    def _cross_fit_arms(self, known: Features) -> tuple[Floats, Floats]:
        """mu0(x) and mu1(x) of every customer, learnt from the others' folds."""
        expected = np.empty((2, known.trial.size))
        for others, mine in splits(assign_folds(known.trial, self.folds, self.seed)):
            expected[:, mine] = [predict(model, known.X[mine]) for model in self._fit_arms(known.where(others))]
        return expected[0], expected[1]


class TLearner(UpliftLearner):
    """One model of the outcome per arm; their difference. Also learnt: `arms_`, the models without and with treatment.

    Hard to beat where effects are plain: on Hillstrom's e-mails logistic regression per arm equals boosted trees.
    """

    arms_: tuple[Model, Model]

    def _learn(self, known: Features) -> None:
        self.arms_ = self._fit_arms(known)

    def _effect_of(self, X: Floats) -> Floats:
        return predict(self.arms_[1], X) - predict(self.arms_[0], X)


class XLearner(UpliftLearner):
    """For arms of very unequal size. Also learnt: `effects_`, tau0 and tau1, and `weight_`, the mean e."""

    effects_: tuple[Model, Model]
    weight_: float

    def _learn(self, known: Features) -> None:
        without, with_it = self._cross_fit_arms(known)
        on, outcome = known.trial.treated, known.trial.outcome
        of_control = self._fit_effect(known.X[~on], with_it[~on] - outcome[~on])
        of_treated = self._fit_effect(known.X[on], outcome[on] - without[on])
        self.effects_, self.weight_ = (of_control, of_treated), float(known.propensity.mean())

    def _effect_of(self, X: Floats) -> Floats:
        of_control, of_treated = (predict(model, X) for model in self.effects_)
        return self.weight_ * of_control + (1 - self.weight_) * of_treated


class DRLearner(UpliftLearner):
    """Doubly robust: right where either the outcome's model or the probability of treatment is.

    Also learnt: `pseudo_outcome_`, phi of every customer, whose mean is an estimate of the effect, and `effect_`, its
    model.
    """

    pseudo_outcome_: Floats
    effect_: Model

    def _learn(self, known: Features) -> None:
        self.pseudo_outcome_ = doubly_robust(known, *self._cross_fit_arms(known))
        self.effect_ = self._fit_effect(known.X, self.pseudo_outcome_)

    def _effect_of(self, X: Floats) -> Floats:
        return predict(self.effect_, X)


def out_of_fold(
    learner: UpliftLearner,
    X: ArrayLike,
    trial: Trial,
    propensity: ArrayLike | None = None,
    *,
    folds: int = 5,
    seed: int = 0,
) -> Floats:
    """tau(x) of each customer by copies of the learner fitted to the other folds: the score to judge it by.

    A fold whose own customers gained more leaves less for the others to learn from, so that scores of several folds,
    as they stand, order the folds the wrong way round. Each copy's mean over everybody is put at the mean of all.
    """
    known = Features.check(X, trial, propensity)
    score, levels = np.empty(trial.size), []
    for others, mine in splits(assign_folds(trial, folds, seed)):
        part = known.where(others)
        everybody = deepcopy(learner).fit(part.X, part.trial, part.propensity).predict(known.X)
        levels.append(float(everybody.mean()))
        flat = np.ptp(everybody) <= FLAT * np.abs(everybody).max()
        score[mine] = 0.0 if flat else everybody[mine] - levels[-1]
    return score + np.mean(levels)
