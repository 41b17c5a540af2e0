"""What may come in from the world, and how lists are judged."""

import subprocess
import sys
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array

from stamkund.quant.recommendation import (
    BadRowsError,
    Picks,
    Purchases,
    Quality,
    RefusedError,
    Seasons,
    TimeSplit,
    TooLittleDataError,
    TwoLists,
)
from stamkund.quant.recommendation.ranking import best
from stamkund.quant.rows import Indices


def test_the_same_three_twice_are_one_and_moments_may_be_dates_times_or_days() -> None:
    dates = Purchases.check(["b", "a", "b", "b"], [1, 1, 1, 2], np.array(["1970-01-03"] * 4, dtype="datetime64[D]"))
    assert dates.users.tolist() == ["a", "b"]
    assert dates.day.tolist() == [2, 2, 2]
    days: NDArray[Any] = np.array([date(1970, 1, 3)], dtype=object)
    assert Purchases.check(["a"], [1], days).day.tolist() == [2]
    assert Purchases.check(["a"], [1], np.array(["1970-01-03T12:00"], dtype="datetime64[s]")).day.tolist() == [2.5]
    assert Purchases.check(["a"], [1], [2.5]).day.tolist() == [2.5]


@pytest.mark.parametrize(
    ("user", "item", "moment", "reason"),
    [
        (None, "x", 1.0, "user is missing"),
        ("", "x", 1.0, "user is missing"),
        (float("nan"), "x", 1.0, "user is missing"),
        ("a", None, 1.0, "item is missing"),
        ("a", "x", np.nan, "moment is not a finite number"),
        ("a", "x", np.inf, "moment is not a finite number"),
    ],
)
def test_rows_that_cannot_be_are_named(user: Any, item: Any, moment: float, reason: str) -> None:
    columns = ["a", "b", user], ["x", "y", item]
    for users, items in (columns, [np.array(column, dtype=object) for column in columns]):
        with pytest.raises(BadRowsError, match=reason) as refused:
            Purchases.check(users, items, [1.0, 2.0, moment])
        assert refused.value.rows == (2,)


def test_an_id_is_the_same_as_a_number_and_as_a_text_in_one_column() -> None:
    mixed: NDArray[Any] = np.array([1, "1", 1.0, 2], dtype=object)
    assert Purchases.check(mixed, list("xyzx"), [1, 2, 3, 4]).users.tolist() == ["1", "2"]
    assert Purchases.check([1, 2], ["x", "y"], [1, 2]).users.tolist() == [1, 2]


def test_missing_dates_are_named() -> None:
    for moments in (np.array(["2026-01-01", "NaT"], dtype="datetime64[D]"), np.array([date(2026, 1, 1), None])):
        with pytest.raises(BadRowsError, match="moment is missing: row 1"):
            Purchases.check(["a", "b"], ["x", "y"], moments)


def test_nothing_and_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(TooLittleDataError, match="nothing was bought"):
        Purchases.check([], [], [])
    with pytest.raises(BadRowsError, match="differ in length"):
        Purchases.check(["a"], ["x", "y"], [1.0])


def test_a_split_knows_only_what_was_known_before() -> None:
    """b is new, z is new: neither can be foretold, and neither counts."""
    purchases = Purchases.check(["a", "a", "a", "a", "b", "c"], list("xyxzxy"), [1, 2, 8, 9, 9, 3])
    split = TimeSplit.at(purchases, 5.0)
    assert split.history.users.tolist() == ["a", "c"]
    assert split.history.items.tolist() == ["x", "y"]
    assert split.later.toarray().tolist() == [[1, 0], [0, 0]]


@pytest.mark.parametrize("day", [date(2025, 2, 10), datetime(2025, 2, 10), np.datetime64("2025-02-10"), 20_129])  # noqa: DTZ001  (days have no zone)
def test_a_day_may_be_a_date_a_time_or_a_number(day: Any) -> None:
    bought: NDArray[Any] = np.array(["2025-01-01", "2025-02-10", "2025-02-09", "2025-02-12"], dtype="datetime64[D]")
    purchases = Purchases.check(list("aabb"), list("xxxx"), bought)
    split = TimeSplit.at(purchases, day)
    assert [split.history.day.size, split.later.sum()] == [2, 2]
    fitted, by_number = TwoLists.fit(split.history, day), TwoLists.fit(split.history, 20_129)
    assert fitted.again([0, 1], 2).values.tolist() == by_number.again([0, 1], 2).values.tolist()
    assert Seasons.of(split.history, day).lately.tolist() == Seasons.of(split.history, 20_129).lately.tolist()


@pytest.mark.parametrize("day", [np.nan, np.inf, None, "", np.datetime64("NaT"), [1, 2]])
def test_a_day_that_is_none_is_refused(day: Any) -> None:
    purchases = Purchases.check(["a", "b"], ["x", "y"], [1, 2])
    for ask in (lambda: TwoLists.fit(purchases, day), lambda: TimeSplit.at(purchases, day)):
        with pytest.raises(RefusedError, match="a day is one date, one time or a finite number of days, not"):
            ask()


@pytest.mark.parametrize(("day", "reason"), [(0.0, "before the split"), (9.0, "nobody known bought anything known")])
def test_a_split_with_nothing_on_one_side_is_refused(day: float, reason: str) -> None:
    with pytest.raises(TooLittleDataError, match=reason):
        TimeSplit.at(Purchases.check(["a", "b"], ["x", "y"], [1, 2]), day)


def test_recall_and_ndcg_by_hand() -> None:
    """Three of five bought things in a list of three: first and third; one of one, in second place; nobody for u2."""
    truth = csr_array(np.array([[1, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0]], dtype=float))
    picks = Picks(np.array([[0, 5, 1], [2, 5, -1], [0, 1, 2]]), np.zeros((3, 3)))
    found = Quality.of(picks, np.arange(3), truth)
    half = 1 / np.log2(3)
    assert found.recall is not None
    assert found.ndcg is not None
    assert found.users == 2
    assert found.recall.value == pytest.approx((2 / 3 + 1) / 2)
    assert found.ndcg.value == pytest.approx(((1 + 0.5) / (1 + half + 0.5) + half) / 2)
    assert found.recall.low >= 2 / 3


def test_with_nobody_to_judge_there_is_no_figure() -> None:
    found = Quality.of(Picks.empty(2, 3), np.arange(2), csr_array((2, 4)))
    assert (found.recall, found.ndcg, found.users) == (None, None, 0)


def test_equal_scores_go_by_number() -> None:
    """However many there are: a list does not change from one machine to the next."""
    ties: Indices = best(np.array([1.0, 3.0, 2.0, 3.0, 2.0, 2.0]), 4)
    assert ties.tolist() == [1, 3, 2, 4]
    assert best(np.array([-np.inf, 1.0]), 4).tolist() == [1]
    assert best(np.full(5, -np.inf), 2).tolist() == []


def test_the_room_needs_neither_django_nor_implicit() -> None:
    room = "stamkund.quant.recommendation"
    program = f"import sys, {room}; print(sorted({{'django', 'sklearn', 'implicit'}} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
