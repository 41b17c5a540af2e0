"""What may come in from the world."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from stamkund.quant.uplift import (
    BadDesignError,
    BadRowsError,
    EmptyArmError,
    LoggedRounds,
    Price,
    Resamples,
    TooLittleDataError,
    Trial,
    adjust,
    compare_scores,
    cross_fit_policy,
    difference_in_means,
    gain_curve,
    ipw,
    judge_policy,
    judge_score,
)
from stamkund.quant.uplift.features import Features

PAIR = Trial.check([1, 1, 0, 0], [3.0] * 4)
SCORE = [4.0, 3.0, 2.0, 1.0]


@pytest.mark.parametrize(
    ("treatment", "outcome", "cluster", "reason"),
    [
        (2, 1.0, "a", "neither 0 nor 1"),
        (0.5, 1.0, "a", "neither 0 nor 1"),
        (np.nan, 1.0, "a", "treatment is not a finite number"),
        (1, np.nan, "a", "outcome is not a finite number"),
        (1, np.inf, "a", "outcome is not a finite number"),
        (1, -1e300, "a", r"outcome is beyond 1e\+70"),
        (1, 1.0, None, "cluster is missing"),
        (1, 1.0, "", "cluster is missing"),
    ],
)
def test_rows_that_cannot_be_are_named(treatment: float, outcome: float, cluster: str | None, reason: str) -> None:
    with pytest.raises(BadRowsError, match=reason) as refused:
        Trial.check([1, 0, treatment], [1.0, 0.0, outcome], np.array(["a", "b", cluster], dtype=object))
    assert refused.value.rows == (2,)


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(BadRowsError, match="differ in length: row 2"):
        Trial.check([1, 0, 1], [1.0, 0.0])
    with pytest.raises(BadRowsError, match="outcome and score differ in length: row 1"):
        gain_curve(Trial.check([1, 0], [1.0, 0.0]), [1.0])
    with pytest.raises(BadRowsError, match="outcome and score differ in length: row 3"):
        cross_fit_policy(PAIR, SCORE[:3], Price(), folds=2)
    with pytest.raises(BadRowsError, match="outcome and chosen differ in length: row 3"):
        judge_policy(PAIR, [1, 1, 0], Price())
    with pytest.raises(BadRowsError, match="outcome and propensity differ in length: row 3"):
        Features.check(SCORE, PAIR, [0.5] * 3)


def test_columns_that_are_not_flat_are_refused_by_name() -> None:
    square = [[1, 0], [0, 1]]
    columns: dict[str, Any] = {"treatment": [1, 0], "outcome": [1, 0]}
    for name in ("treatment", "outcome", "cluster"):
        with pytest.raises(BadDesignError, match=rf"{name} must be one number per row, not an array of shape \(2, 2\)"):
            Trial.check(**{**columns, name: square})
    with pytest.raises(BadDesignError, match=r"score must be .* shape \(4, 1\)"):
        gain_curve(PAIR, np.ones((4, 1)))
    with pytest.raises(BadDesignError, match=r"a feature must come in rows and columns, .* shape \(4, 1, 1\)"):
        Features.check(np.ones((4, 1, 1)), PAIR)


def test_numbers_too_large_to_be_squared_are_named_by_row() -> None:
    with pytest.raises(BadRowsError, match=r"what was known before is beyond .*: row 2"):
        adjust(PAIR, [1.0, 2.0, 1e200, 4.0])
    most = difference_in_means(Trial.check([1, 0, 1, 0], [1e70, 0.0, 1e70, -1e70]))
    assert np.isfinite([most.effect, most.low, most.high, most.p_value, most.degrees_of_freedom]).all()


@pytest.mark.parametrize(("treatment", "arm"), [([], "treated"), ([1, 1], "control"), ([0, 0], "treated")])
def test_an_arm_with_nobody_is_named(treatment: list[int], arm: str) -> None:
    with pytest.raises(EmptyArmError, match=f"0 customers are {arm}"):
        Trial.check(treatment, np.zeros(len(treatment)))


def test_one_customer_does_not_vary() -> None:
    with pytest.raises(EmptyArmError, match="1 customer is treated; at least 2 needed"):
        difference_in_means(Trial.check([1, 0, 0], [1.0, 0.0, 0.0]))
    with pytest.raises(TooLittleDataError, match="2 clusters do not vary enough"):
        difference_in_means(Trial.check([1, 1, 0, 0], [1.0, 0.0, 0.0, 1.0], [7, 7, 8, 8]))


def test_outcomes_that_never_vary_give_no_nan() -> None:
    same = difference_in_means(Trial.check([1, 1, 0, 0], [3.0] * 4))
    assert (same.effect, same.standard_error, same.p_value) == (0, 0, 1)
    sure = difference_in_means(Trial.check([1, 1, 0, 0], [3.0, 3, 1, 1]))
    assert (sure.effect, sure.low, sure.high, sure.p_value) == (2, 2, 2, 0)


@pytest.mark.parametrize("level", [0.0, 1.0, 1.5, np.nan])
def test_levels_outside_of_nothing_and_certainty_are_refused(level: float) -> None:
    rounds = LoggedRounds(np.ones(2), np.ones(2))
    asked: list[Callable[[], object]] = [
        lambda: difference_in_means(PAIR, level=level),
        lambda: judge_policy(PAIR, np.zeros(4), Price(), level),
        lambda: judge_score(PAIR, SCORE, level=level),
        lambda: compare_scores(PAIR, SCORE, SCORE, level=level),
        lambda: ipw(rounds, level),
    ]
    for ask in asked:
        with pytest.raises(BadDesignError, match=f"level must lie between 0 and 1, not {level}"):
            ask()


@pytest.mark.parametrize("times", [-1, 0, 1])
def test_fewer_than_two_resamples_do_not_vary(times: int) -> None:
    with pytest.raises(BadDesignError, match=f"two resamples or more are needed, not {times}"):
        Resamples(times=times)


def test_a_score_that_is_no_number_is_named_by_row() -> None:
    with pytest.raises(BadRowsError, match="score is not a finite number: row 1"):
        gain_curve(Trial.check([1, 0], [1.0, 0.0]), [1.0, np.nan])


def test_the_room_needs_neither_django_nor_scikit_learn() -> None:
    program = "import sys, stamkund.quant.uplift; print(sorted({'django', 'sklearn', 'implicit'} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
