"""Did the draw hold, what is the effect, how sure is it, and how many customers does that take?"""

from typing import Any

import numpy as np
import pytest

from stamkund.quant.rows import Indices
from stamkund.quant.uplift import (
    BadDesignError,
    BadRowsError,
    Design,
    Trial,
    adjust,
    check_sample_ratio,
    difference_in_means,
)
from tests.quant.uplift.conftest import Hillstrom


@pytest.mark.data
@pytest.mark.parametrize("arm", ["Womens", "Mens"])
@pytest.mark.parametrize("outcome", ["visit", "conversion", "spend"])
def test_hillstroms_effects_are_the_known_ones(
    arm: str, outcome: str, hillstrom: Hillstrom, anchors: dict[str, Any]
) -> None:
    found = difference_in_means(hillstrom.trial(arm, outcome))
    assert [found.effect, found.standard_error] == pytest.approx(anchors["ATE_se"][arm][outcome], abs=1e-6)
    assert (found.treated, found.control) == (anchors["n"][arm], anchors["n"]["No"])
    assert found.p_value < 0.002


@pytest.mark.data
def test_hillstroms_three_arms_came_out_as_drawn(hillstrom: Hillstrom) -> None:
    segments = hillstrom.rows["segment"]
    counts = [segments.count(name) for name in ("No E-Mail", "Mens E-Mail", "Womens E-Mail")]
    ratio = check_sample_ratio(counts, [1 / 3, 1 / 3, 1 / 3])
    assert not ratio.is_off
    assert ratio.p_value == pytest.approx(0.9037, abs=1e-3)


def test_a_broken_draw_raises_the_alarm() -> None:
    """821,588 against 815,482 of an intended half: the example of Kohavi, Tang & Xu 2020, chapter 21."""
    ratio = check_sample_ratio([821_588, 815_482], [0.5, 0.5])
    assert ratio.is_off
    assert ratio.p_value == pytest.approx(1.8e-6, rel=0.05)
    assert ratio.expected == (818_535, 818_535)


@pytest.mark.parametrize(
    ("counts", "shares"), [([5], [1.0]), ([5, 5], [0.5, 0.6]), ([0, 0], [0.5, 0.5]), ([5, 5, 1], [0.5, 0.5])]
)
def test_a_ratio_of_nothing_is_refused(counts: list[int], shares: list[float]) -> None:
    with pytest.raises(BadDesignError):
        check_sample_ratio(counts, shares)


def test_counts_and_shares_that_are_no_numbers_are_named_by_arm() -> None:
    with pytest.raises(BadRowsError, match="count is not a finite number: row 1"):
        check_sample_ratio(np.array([1, np.nan]).tolist(), [0.5, 0.5])
    with pytest.raises(BadRowsError, match="share is not a finite number: row 0"):
        check_sample_ratio([1, 1], [np.nan, 0.5])


def test_small_arms_are_compared_by_welchs_test() -> None:
    """Checked by hand: means 4 and 2, variances 4 and 1, sizes 3 and 4."""
    found = difference_in_means(Trial.check([1, 1, 1, 0, 0, 0, 0], [2.0, 4.0, 6.0, 1, 1.5, 2.5, 3]))
    variances = [4 / 3, float(np.var([1, 1.5, 2.5, 3], ddof=1)) / 4]
    freedom = sum(variances) ** 2 / (variances[0] ** 2 / 2 + variances[1] ** 2 / 3)
    assert found.effect == 2
    assert found.standard_error == pytest.approx(np.sqrt(sum(variances)))
    assert found.degrees_of_freedom == pytest.approx(freedom)
    assert found.low < 0 < found.high


def sandwich(trial: Trial, cluster: Indices) -> float:
    """Standard error of the slope of y on treatment by the textbook's cluster sandwich, with G/(G-1)."""
    X = np.column_stack([np.ones(trial.size), trial.treated])
    bread = np.linalg.inv(X.T @ X)
    left = trial.outcome - X @ bread @ X.T @ trial.outcome
    scores = np.array([X[cluster == g].T @ left[cluster == g] for g in np.unique(cluster)])
    middle = scores.T @ scores * len(scores) / (len(scores) - 1)
    return float(np.sqrt((bread @ middle @ bread)[1, 1]))


def test_cluster_errors_are_the_sandwich(chance: np.random.Generator) -> None:
    """Households within an arm, and households with one member in each."""
    within, across = np.repeat(np.arange(40), 2), np.tile(np.arange(40), 2)
    treatment, outcome = np.repeat([1, 0], 40), chance.normal(size=80)
    for cluster in (within, across):
        trial = Trial.check(treatment, outcome, [f"household {number}" for number in cluster.tolist()])
        found = difference_in_means(trial)
        assert found.standard_error == pytest.approx(sandwich(trial, cluster), rel=1e-10)
        assert found.clusters == 40


def test_counting_every_customer_twice_makes_nobody_surer(chance: np.random.Generator) -> None:
    once = Trial.check(chance.random(500) < 0.5, chance.normal(size=500))
    twice = Trial.check(np.tile(once.treated, 2), np.tile(once.outcome, 2), np.tile(np.arange(500), 2))
    alone = difference_in_means(once).standard_error
    assert difference_in_means(twice).standard_error == pytest.approx(alone, rel=0.01)
    assert difference_in_means(Trial(twice.treated, twice.outcome)).standard_error < 0.75 * alone


def test_intervals_hold_the_truth_as_often_as_they_say(chance: np.random.Generator) -> None:
    held = 0
    for _ in range(400):
        household = np.repeat(np.arange(60), 4)
        treated = (chance.random(60) < 0.5)[household]
        outcome = 0.3 * treated + chance.normal(size=60)[household] + chance.normal(size=240)
        found = difference_in_means(Trial.check(treated, outcome, household), level=0.9)
        held += found.low < 0.3 < found.high
    assert held / 400 == pytest.approx(0.9, abs=0.045)


def test_cuped_finds_the_same_effect_more_surely(chance: np.random.Generator) -> None:
    before = chance.gamma(2, 50, 4000)
    trial = Trial.check(chance.random(4000) < 0.5, np.zeros(4000))
    outcome = 3 * before + 20 * trial.treated + chance.normal(0, 100, 4000)
    plain = difference_in_means(Trial(trial.treated, outcome))
    adjusted = adjust(Trial(trial.treated, outcome), before)
    sharper = difference_in_means(adjusted.trial)
    assert adjusted.theta == pytest.approx([3], abs=0.1)
    assert sharper.low < 20 < sharper.high
    ratio = (sharper.standard_error / plain.standard_error) ** 2
    assert ratio == pytest.approx(1 - adjusted.explained, abs=0.01)
    assert ratio < 0.25


def test_cuped_with_several_and_with_useless_covariates(chance: np.random.Generator) -> None:
    trial = Trial.check(chance.random(300) < 0.5, chance.normal(size=300))
    known = np.column_stack([np.full(300, 7.0), np.zeros(300), chance.normal(size=300)])
    adjusted = adjust(trial, known)
    assert adjusted.theta[:2].tolist() == [0, 0]
    assert 0 <= adjusted.explained < 0.05
    assert np.isfinite(adjusted.trial.outcome).all()
    assert adjust(trial, np.full(300, 7.0)).trial.outcome.tolist() == trial.outcome.tolist()


def test_sizes_are_those_of_the_textbook() -> None:
    """Half a standard deviation takes 63 in each arm by the normal approximation (Cohen 1988: 64 by t)."""
    assert Design(spread=1.0).customers_needed(0.5) == 126
    assert Design(spread=1.0).smallest_effect(126) == pytest.approx(0.5, abs=1e-3)
    assert Design(spread=1.0).power(126, 0.5) == pytest.approx(0.8, abs=2e-3)
    assert Design(spread=1.0).power(126, 0.0) == pytest.approx(0.05)
    assert Design(spread=np.sqrt(0.1062 * (1 - 0.1062))).customers_needed(0.01) == 29_802  # as the page says


def test_covariates_clusters_and_shares_change_the_size() -> None:
    plain = Design(spread=10.0).customers_needed(1.0)
    assert Design(spread=10.0, explained=0.5).customers_needed(1.0) == pytest.approx(plain / 2, abs=1)
    household = Design(spread=10.0, cluster_size=3, intraclass_correlation=0.5)
    assert household.customers_needed(1.0) == pytest.approx(plain * 2, abs=1)
    assert Design(spread=10.0, treated_share=0.9).customers_needed(1.0) == pytest.approx(plain / 0.36, abs=3)


def test_a_trial_of_that_size_finds_the_effect_that_often(chance: np.random.Generator) -> None:
    design = Design(spread=1.0, treated_share=0.3)
    size = design.customers_needed(0.4, power=0.7)
    found = 0
    for _ in range(500):
        treated = np.arange(size) < round(0.3 * size)
        found += difference_in_means(Trial.check(treated, 0.4 * treated + chance.normal(size=size))).p_value < 0.05
    assert found / 500 == pytest.approx(0.7, abs=0.06)


@pytest.mark.parametrize(
    "wrong",
    [{"spread": 0.0}, {"spread": np.inf}, {"spread": 1e200}, {"treated_share": 1.0}, {"alpha": 0.0}, {"explained": 1.0},
     {"cluster_size": 0.5}, {"cluster_size": np.inf}, {"intraclass_correlation": -0.1}],
)  # fmt: skip
def test_impossible_designs_are_refused_by_name(wrong: dict[str, float]) -> None:
    with pytest.raises(BadDesignError, match=next(iter(wrong))):
        Design(**{"spread": 1.0, **wrong})


def test_questions_without_an_answer_are_refused() -> None:
    design = Design(spread=1.0)
    for effect in (0.0, 1e-300):
        with pytest.raises(BadDesignError, match=f"no trial is large enough to find an effect of {effect:g}"):
            design.customers_needed(effect)
    for effect in (np.nan, np.inf):
        with pytest.raises(BadDesignError, match=f"the effect must be a finite number, not {effect}"):
            design.customers_needed(effect)
        with pytest.raises(BadDesignError, match=f"the effect must be a finite number, not {effect}"):
            design.power(1000, effect)
    sizes: tuple[Any, ...] = (1, np.nan, np.inf)
    for customers in sizes:
        with pytest.raises(BadDesignError, match=f"two customers or more, not {customers}"):
            design.smallest_effect(customers)
    with pytest.raises(BadDesignError, match="power must lie"):
        design.customers_needed(1.0, power=1.0)
