"""How well a score orders customers, by our definition and by those of two libraries."""

from typing import Any

import numpy as np
import pytest

from stamkund.quant.uplift import (
    BadDesignError,
    Resamples,
    TooLittleDataError,
    Trial,
    compare_scores,
    gain_curve,
    judge_score,
)
from stamkund.quant.uplift.conventions import (
    causalml_auuc,
    causalml_qini,
    sklift_qini_auc,
    sklift_uplift_at,
    sklift_uplift_auc,
)
from stamkund.quant.uplift.gains import Ranking
from tests.quant.uplift.conftest import Hillstrom, Invented, invent

FEW = Resamples(50)


@pytest.mark.data
@pytest.mark.parametrize(
    ("arm", "outcome"), [("Womens", "visit"), ("Womens", "conversion"), ("Mens", "visit"), ("Mens", "conversion")]
)
def test_hillstrom_by_the_definitions_of_scikit_uplift(
    arm: str, outcome: str, hillstrom: Hillstrom, anchors: dict[str, Any]
) -> None:
    trial, score = hillstrom.trial(arm, outcome), hillstrom.score(arm)
    found = {
        "qini_auc": sklift_qini_auc(trial, score),
        "uplift_auc": sklift_uplift_auc(trial, score),
        "uplift_at_30_overall": sklift_uplift_at(trial, score),
        "uplift_at_30_by_group": sklift_uplift_at(trial, score, by_group=True),
    }
    for name, value in anchors["sklift_0.5.1"][f"{arm}_{outcome}"].items():
        assert found[name] == pytest.approx(value, abs=1e-6), name


@pytest.mark.data
@pytest.mark.parametrize("arm", ["Womens", "Mens"])
def test_hillstrom_by_the_definitions_of_causalml(arm: str, hillstrom: Hillstrom, anchors: dict[str, Any]) -> None:
    trial, score = hillstrom.trial(arm, "visit"), hillstrom.score(arm)
    known = anchors["causalml_0.18.0_normalized"][f"{arm}_visit"]
    assert causalml_auuc(trial, score) == pytest.approx(known["auuc"], abs=1e-6)
    assert causalml_qini(trial, score) == pytest.approx(known["qini"], abs=1e-6)


@pytest.mark.data
@pytest.mark.parametrize("arm", ["Womens", "Mens"])
def test_our_area_is_causalmls_in_units_of_the_outcome(arm: str, hillstrom: Hillstrom) -> None:
    trial, score = hillstrom.trial(arm, "visit"), hillstrom.score(arm)
    curve = gain_curve(trial, score)
    assert curve.auuc / curve.gain[-1] == pytest.approx(causalml_auuc(trial, score), abs=1e-4)


@pytest.mark.data
def test_a_score_that_says_nothing_is_told_by_its_interval(hillstrom: Hillstrom) -> None:
    """History hardly orders the women's e-mail: an interval across 0, wider than the figure."""
    found = judge_score(hillstrom.trial("Womens", "visit"), hillstrom.score("Womens"), FEW).qini
    assert found.low < 0 < found.high
    assert found.standard_error > abs(found.value)


def test_the_curve_of_eight_customers_by_hand() -> None:
    """Two treated buyers first, then a control buyer and the rest."""
    trial = Trial.check([1, 0, 1, 0, 1, 0, 1, 0], [1.0, 0, 1, 1, 0, 0, 0, 0])
    curve = gain_curve(trial, [8, 7, 6, 5, 4, 3, 2, 1])
    assert curve.share.tolist() == [0, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]
    wanted = [0, 0.25, 0.375, 0.25, 0.625 * (2 / 3 - 1 / 2), 0.75 * (2 / 3 - 1 / 3), 0.875 * (1 / 2 - 1 / 3), 0.25]
    assert curve.gain == pytest.approx(np.array(wanted))
    assert curve.qini == pytest.approx(curve.auuc - 0.125)
    assert curve.at(0.125) == pytest.approx(0.125)


def test_equal_scores_have_a_qini_of_exactly_nothing(invented: Invented) -> None:
    found = judge_score(invented.trial, np.full(invented.effect.size, 0.3), FEW)
    assert (found.qini.value, found.qini.low, found.qini.high, found.is_flat) == (0, 0, 0, True)


def test_neither_scale_of_the_score_nor_order_of_the_rows_matters(
    invented: Invented, chance: np.random.Generator
) -> None:
    trial, score = invented.trial, np.round(invented.effect, 1)
    order = chance.permutation(score.size)
    shuffled = gain_curve(trial.where(order), 7 * score[order] + 3)
    assert shuffled.gain == pytest.approx(gain_curve(trial, score).gain)


def test_the_true_effect_beats_the_outcomes_forecast_and_chance(invented: Invented) -> None:
    trial = invented.trial
    true, outcome = (judge_score(trial, score, FEW) for score in (invented.effect, invented.X[:, 1]))
    assert true.qini.low > 0
    assert outcome.qini.low < 0 < outcome.qini.high
    gap = compare_scores(trial, invented.effect, invented.X[:, 1], FEW)
    assert gap.low > 0
    assert gap.value == pytest.approx(true.qini.value - outcome.qini.value)
    assert judge_score(trial, -invented.effect, FEW).qini.high < 0


def test_the_area_is_the_one_the_truth_has(chance: np.random.Generator) -> None:
    """tau ~ N(0, 1), ordered by itself: gain(phi) is the density at the cut, its area 1/(2 sqrt(pi))."""
    world = invent(chance, 200_000)
    found = judge_score(world.trial, world.effect, Resamples(20))
    assert found.qini.value == pytest.approx(0.5 / np.sqrt(np.pi), abs=0.01)
    assert gain_curve(world.trial, world.effect).at(0.5) == pytest.approx(1 / np.sqrt(2 * np.pi), abs=0.03)


def test_intervals_hold_the_truth_as_often_as_they_say(chance: np.random.Generator) -> None:
    worlds = [invent(chance, 600) for _ in range(100)]
    found = [judge_score(world.trial, world.effect, Resamples(80), level=0.9).qini for world in worlds]
    assert sum(qini.low < 0.5 / np.sqrt(np.pi) < qini.high for qini in found) >= 82


def test_the_same_seed_gives_the_same_interval_and_clusters_a_wider_one(invented: Invented) -> None:
    trial, score = invented.trial, invented.effect
    assert judge_score(trial, score, FEW).qini == judge_score(trial, score, FEW).qini
    family = np.arange(trial.size) % 40
    together = Trial.check(trial.treated, trial.outcome + (family % 2) * trial.treated * 9, family)
    apart = Trial(together.treated, together.outcome)
    assert judge_score(together, score, FEW).auuc.standard_error > judge_score(apart, score, FEW).auuc.standard_error


def test_a_curve_of_fewer_points_has_the_same_area(chance: np.random.Generator) -> None:
    world = invent(chance, 30_000)
    ranking = Ranking.of(world.trial, world.effect)
    assert ranking.thinned(5000).curve().qini == pytest.approx(ranking.curve().qini, rel=1e-4)
    assert ranking.thinned(5000).curve().gain[-1] == pytest.approx(ranking.curve().gain[-1])


def test_an_arm_that_comes_late_leaves_no_hole() -> None:
    curve = gain_curve(Trial.check([1, 1, 1, 0, 0], [1.0, 1, 0, 0, 1]), [5, 4, 3, 2, 1])
    assert curve.share.tolist() == [0, 0.8, 1]
    assert np.isfinite(curve.gain).all()


def test_one_customer_in_each_arm_gets_finite_figures() -> None:
    found = judge_score(Trial.check([1, 0], [1.0, 0.0]), [2.0, 1.0], FEW)
    assert np.isfinite([found.qini.value, found.qini.low, found.qini.high]).all()


def test_scikit_uplifts_areas_want_yes_or_no(invented: Invented) -> None:
    with pytest.raises(BadDesignError, match="0 or 1 only"):
        sklift_qini_auc(invented.trial, invented.effect)


def test_where_a_library_would_say_not_a_number_ours_does_not() -> None:
    nothing_gained = Trial.check([1, 0, 1, 0], [1.0, 1.0, 0.0, 0.0])
    assert causalml_auuc(nothing_gained, [4, 3, 2, 1]) == 0
    assert causalml_qini(nothing_gained, [4, 3, 2, 1]) == 0
    for share, by_group in ((0.3, False), (0.0, True)):
        with pytest.raises(TooLittleDataError, match="nobody of one arm is among the best"):
            sklift_uplift_at(nothing_gained, [4, 3, 2, 1], share, by_group=by_group)


@pytest.mark.parametrize("share", [-0.1, 1.1, np.nan])
def test_no_more_than_everybody_is_treated(share: float) -> None:
    with pytest.raises(BadDesignError, match=f"share treated must lie between 0 and 1, not {share}"):
        gain_curve(Trial.check([1, 0], [1.0, 0.0]), [2.0, 1.0]).at(share)
