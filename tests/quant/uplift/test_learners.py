"""Learners find who is changed by a treatment, with any model that has `fit` and `predict`."""

import sys

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from stamkund.quant.rows import Floats
from stamkund.quant.uplift import (
    BadDesignError,
    BadRowsError,
    DRLearner,
    EmptyArmError,
    MissingExtraError,
    NotFittedError,
    TLearner,
    TooLittleDataError,
    Trial,
    UpliftLearner,
    XLearner,
    gain_curve,
    judge_score,
    out_of_fold,
)
from stamkund.quant.uplift.conventions import sklift_qini_auc
from stamkund.quant.uplift.folds import assign_folds
from tests.quant.uplift.conftest import Hillstrom, Invented, invent

LEARNERS = [TLearner, XLearner, DRLearner]
every_learner = pytest.mark.parametrize("learner", LEARNERS)


class LeastSquares:
    """A model of nobody's library."""

    def fit(self, X: Floats, y: Floats) -> "LeastSquares":
        self.slopes = np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), y)[0]
        return self

    def predict(self, X: Floats) -> Floats:
        return np.asarray(np.column_stack([np.ones(len(X)), X]) @ self.slopes)


@every_learner
def test_the_effect_of_every_customer_is_recovered(learner: type[UpliftLearner], invented: Invented) -> None:
    found = learner(LeastSquares(), LeastSquares()).fit(invented.X, invented.trial).predict(invented.X)
    assert np.sqrt(np.mean((found - invented.effect) ** 2)) < 0.12
    assert learner().fit(invented.X, invented.trial).predict(invented.X) == pytest.approx(found, abs=0.02)


@every_learner
def test_unequal_arms_are_no_obstacle(learner: type[UpliftLearner], chance: np.random.Generator) -> None:
    world = invent(chance, 6000, share=0.05)
    found = out_of_fold(learner(), world.X, world.trial)
    assert np.corrcoef(found, world.effect)[0, 1] > 0.95


@pytest.mark.data
@every_learner
def test_hillstroms_womens_email_can_be_targeted(learner: type[UpliftLearner], hillstrom: Hillstrom) -> None:
    """Logistic regression per arm: a Qini of .0605 ± .017 over 3 × 5 folds by scikit-uplift's definition."""
    trial = hillstrom.trial("Womens", "visit")
    score = out_of_fold(learner(folds=2), hillstrom.features("Womens"), trial, folds=3)
    assert sklift_qini_auc(trial, score) == pytest.approx(0.0605, abs=0.017)


def test_any_classifier_of_scikit_learn_will_do(chance: np.random.Generator) -> None:
    X = chance.normal(size=(3000, 2))
    treated = chance.random(3000) < 0.5
    bought = chance.random(3000) < 0.3 + 0.3 * treated * (X[:, 0] > 0)
    trees = HistGradientBoostingClassifier(max_iter=15, max_depth=3)
    score = TLearner(trees).fit(X, Trial.check(treated, bought)).predict(X)
    assert score[X[:, 0] > 0].mean() == pytest.approx(0.3, abs=0.06)
    assert not hasattr(trees, "classes_")


def test_known_propensities_undo_a_draw_that_was_not_even(chance: np.random.Generator) -> None:
    """Who would have bought anyway was treated more often; the mean pseudo-outcome is the effect all the same."""
    X = chance.normal(size=(20_000, 1))
    propensity = 1 / (1 + np.exp(-1.5 * X[:, 0]))
    treated = chance.random(20_000) < propensity
    trial = Trial.check(treated, 2 * X[:, 0] ** 3 + 0.5 * treated + chance.normal(size=20_000))
    learner = DRLearner(folds=2).fit(X, trial, propensity)
    naive = trial.outcome[treated].mean() - trial.outcome[~treated].mean()
    assert naive > 2
    assert learner.pseudo_outcome_.mean() == pytest.approx(0.5, abs=0.35)


def test_a_score_out_of_fold_has_not_seen_its_own_outcome(chance: np.random.Generator) -> None:
    """Where there is no effect, a learner that memorises finds one in its own customers, and none in others."""

    class Memory:
        def fit(self, X: Floats, y: Floats) -> "Memory":
            self.known, self.mean = dict(zip(X[:, 0].tolist(), y.tolist(), strict=True)), float(y.mean())
            return self

        def predict(self, X: Floats) -> Floats:
            return np.array([self.known.get(x, self.mean) for x in X[:, 0].tolist()])

    trial, X = Trial.check(chance.random(400) < 0.5, chance.normal(size=400)), np.arange(400.0)
    signed = np.where(trial.treated, trial.outcome, -trial.outcome)
    assert np.corrcoef(TLearner(Memory()).fit(X, trial).predict(X), signed)[0, 1] > 0.9
    assert abs(np.corrcoef(out_of_fold(TLearner(Memory()), X, trial), signed)[0, 1]) < 0.2


@every_learner
def test_folds_do_not_order_customers(learner: type[UpliftLearner], invented: Invented) -> None:
    """Where nothing is known of anybody, everybody has the same score."""
    score = out_of_fold(learner(), np.ones(invented.trial.size), invented.trial)
    assert judge_score(invented.trial, score).is_flat


def test_where_there_is_nothing_to_find_the_score_finds_nothing(chance: np.random.Generator) -> None:
    """Without putting the folds on one level the mean is some six standard errors below 0."""
    found = []
    for seed in range(60):
        trial = Trial.check(chance.random(300) < 0.5, chance.normal(size=300))
        score = out_of_fold(TLearner(LeastSquares()), chance.normal(size=300), trial, seed=seed)
        found.append(gain_curve(trial, score).qini)
    assert abs(np.mean(found)) < 2.5 * np.std(found) / np.sqrt(60)


@every_learner
def test_the_same_seed_gives_the_same_scores(learner: type[UpliftLearner], invented: Invented) -> None:
    first, again = (learner(seed=3).fit(invented.X, invented.trial).predict(invented.X) for _ in range(2))
    assert first.tolist() == again.tolist()


@every_learner
def test_perfect_separation_constant_features_and_constant_outcomes_stay_finite(
    learner: type[UpliftLearner], chance: np.random.Generator
) -> None:
    X, treated = chance.normal(size=(200, 2)), np.arange(200) % 2
    separated = Trial.check(treated, X[:, 0] > 0)
    told = learner().fit(X, separated)
    assert told.doubts_ == ("perfect_separation",)
    assert np.isfinite(told.predict(X)).all()
    flat = learner().fit(np.ones((200, 2)), separated)
    assert "constant_features" in flat.doubts_
    assert np.ptp(flat.predict(X * 0 + 1)) == pytest.approx(0, abs=1e-12)
    nobody = learner().fit(X, Trial.check(treated, np.zeros(200)))
    assert nobody.doubts_ == ("constant_outcome",)
    assert nobody.predict(X).tolist() == [0.0] * 200
    without = learner().fit(np.empty((200, 0)), Trial.check(treated, np.zeros(200)))
    assert "constant_features" in without.doubts_


def test_folds_are_even_in_both_arms_and_never_divide_a_household(chance: np.random.Generator) -> None:
    trial = Trial.check(np.arange(103) < 13, np.zeros(103))
    fold = assign_folds(trial, 5, seed=1)
    for arm in (trial.treated, ~trial.treated):
        sizes = np.bincount(fold[arm], minlength=5)
        assert sizes.max() - sizes.min() <= 1
    household = np.arange(103) // 3
    fold = assign_folds(Trial.check(trial.treated, trial.outcome, household), 5, seed=1)
    assert all(np.ptp(fold[household == number]) == 0 for number in range(35))


def test_what_cannot_be_learnt_from_is_refused(invented: Invented) -> None:
    trial, X = invented.trial, invented.X.copy()
    X[[3, 5], 1] = np.nan
    with pytest.raises(BadRowsError, match="feature is not a finite number") as refused:
        TLearner().fit(X, trial)
    assert refused.value.rows == (3, 5)
    with pytest.raises(BadRowsError, match="differ in length"):
        TLearner().fit(invented.X[:-1], trial)
    with pytest.raises(BadRowsError, match="propensity"):
        DRLearner().fit(invented.X, trial, np.linspace(0, 0.9, trial.size))
    with pytest.raises(NotFittedError, match="XLearner has not been fitted"):
        XLearner().predict(invented.X)
    with pytest.raises(EmptyArmError, match="at least 5"):
        out_of_fold(TLearner(), np.zeros(9), Trial.check(np.arange(9) < 4, np.zeros(9)))
    with pytest.raises(BadDesignError, match="two folds"):
        out_of_fold(TLearner(), invented.X, trial, folds=1)
    with pytest.raises(TooLittleDataError, match="clusters cannot be spread"):
        assign_folds(Trial.check(trial.treated, trial.outcome, np.arange(trial.size) % 3), 5, seed=0)


def test_a_model_that_answers_nonsense_is_found_out(invented: Invented) -> None:
    class Nonsense(LeastSquares):
        def predict(self, X: Floats) -> Floats:
            return np.full(len(X), np.nan)

    with pytest.raises(BadDesignError, match="Nonsense predicted"):
        TLearner(Nonsense()).fit(invented.X, invented.trial).predict(invented.X)


def test_without_scikit_learn_one_sentence_says_what_to_install(
    invented: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'stamkund\[ml\]'"):
        TLearner().fit(invented.X, invented.trial)
    assert TLearner(LeastSquares()).fit(invented.X, invented.trial).predict(invented.X).size == invented.trial.size
