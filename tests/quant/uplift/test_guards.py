"""What may come in from the world."""

import subprocess
import sys

import numpy as np
import pytest

from stamkund.quant.uplift import (
    BadDesignError,
    BadRowsError,
    EmptyArmError,
    TooLittleDataError,
    Trial,
    difference_in_means,
    gain_curve,
)


@pytest.mark.parametrize(
    ("treatment", "outcome", "cluster", "reason"),
    [
        (2, 1.0, "a", "neither 0 nor 1"),
        (0.5, 1.0, "a", "neither 0 nor 1"),
        (np.nan, 1.0, "a", "treatment is not a finite number"),
        (1, np.nan, "a", "outcome is not a finite number"),
        (1, np.inf, "a", "outcome is not a finite number"),
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
    with pytest.raises(BadRowsError, match="differ in length"):
        gain_curve(Trial.check([1, 0], [1.0, 0.0]), [1.0])


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


def test_levels_outside_of_nothing_and_certainty_are_refused() -> None:
    with pytest.raises(BadDesignError, match="level"):
        difference_in_means(Trial.check([1, 1, 0, 0], [3.0] * 4), level=1.0)


def test_a_score_that_is_no_number_is_named_by_row() -> None:
    with pytest.raises(BadRowsError, match="score is not a finite number: row 1"):
        gain_curve(Trial.check([1, 0], [1.0, 0.0]), [1.0, np.nan])


def test_the_room_needs_neither_django_nor_scikit_learn() -> None:
    program = "import sys, stamkund.quant.uplift; print(sorted({'django', 'sklearn', 'implicit'} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
