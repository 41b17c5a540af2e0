"""What may come in from the world."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from stamkund.quant.allocation import (
    BadRowsError,
    Choices,
    InfeasibleError,
    Limit,
    RefusedError,
    TooLittleDataError,
    allocate,
    allocate_within,
)

FINE: dict[str, Any] = {
    "customer": ["a", "a", "b"],
    "cost": [1.0, 2, 3],
    "value": [1.0, 2, 3],
    "action": ["x", "y", "x"],
}


@pytest.mark.parametrize(
    ("changed", "reason", "rows"),
    [
        ({"cost": [1.0, -2, 3]}, "cost is negative", (1,)),
        ({"cost": [1.0, 2, np.nan]}, "cost is not a finite number", (2,)),
        ({"value": [np.inf, 2, 3]}, "value is not a finite number", (0,)),
        ({"customer": ["a", None, "b"]}, "customer is missing", (1,)),
        ({"customer": ["a", float("nan"), "b"]}, "customer is missing", (1,)),
        ({"customer": [1, "1", 2], "action": ["x", "x", "x"]}, "the same action a second time", (1,)),
        ({"action": ["x", "x", "x"]}, "the same action a second time", (1,)),
        ({"customer": [7, -7, 7], "action": [5, 5, 5]}, "the same action a second time", (2,)),
        ({"value": [1.0, 2]}, "differ in length", (2,)),
    ],
)
def test_rows_that_cannot_be_are_named(changed: dict[str, Any], reason: str, rows: tuple[int, ...]) -> None:
    with pytest.raises(BadRowsError, match=reason) as refused:
        Choices.check(**{**FINE, **changed})

    assert refused.value.rows == rows


def test_a_base_without_rows_and_sums_beyond_numbers_are_refused() -> None:
    with pytest.raises(TooLittleDataError, match="no rows"):
        Choices.check([], [], [])
    with pytest.raises(RefusedError, match="more than a number can hold"):
        Choices.check([1, 2], [1.0, 1.0], [1.7e308, 1.7e308])


@pytest.mark.parametrize("budget", [np.nan, np.inf])
def test_a_budget_that_is_no_number_is_refused(budget: float) -> None:
    with pytest.raises(RefusedError, match="budget must be a finite number"):
        allocate(Choices.check(**FINE), budget)


def test_a_budget_below_nothing_is_infeasible_by_name() -> None:
    with pytest.raises(InfeasibleError, match="budget") as refused:
        allocate(Choices.check(**FINE), -1.0)

    assert refused.value.limits == ("budget",)


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        (Limit("calls"), "neither at_most nor at_least"),
        (Limit("calls", at_most=-1.0), "negative or no number"),
        (Limit("calls", at_most=float("nan")), "negative or no number"),
        (Limit("calls", [1.0, 2], at_most=1.0), "differ in length"),
        (Limit("calls", [1.0, -2, 0], at_most=1.0), "use of calls is negative: row 1"),
        (Limit("calls", [1.0, np.nan, 0], at_most=1.0), "use of calls is not a finite number: row 1"),
        (Limit("calls", group=[1, 1, 2], at_most={3: 1.0, 1: 1.0}), "no row is in these groups of calls: '3'"),
        (Limit("calls", group=["1", "1", ""], at_least={None: 0.0}), "no row is in these groups of calls: ''"),
        (Limit("calls", group=[1, 1, 2], at_most={1: 1.0, "1": 2.0}), "a group of calls has two bounds: 1, '1'"),
    ],
)
def test_limits_that_cannot_be_are_refused(limit: Limit, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        allocate_within(Choices.check(**FINE), 3.0, (limit,))


def test_the_room_needs_neither_django_nor_numba() -> None:
    program = "import sys, stamkund.quant.allocation; print(sorted({'django', 'numba', 'duckdb'} & set(sys.modules)))"

    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
