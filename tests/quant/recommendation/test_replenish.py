"""What will be bought again, when, and why."""

import numpy as np
import pytest

from stamkund.quant.recommendation import Habits, Purchases, Quality, RefusedError, Replenish, TimeSplit, TwoLists
from stamkund.quant.recommendation.habits import PHASES, life_table
from stamkund.quant.recommendation.logistic import Logistic
from stamkund.quant.recommendation.ranking import Picks
from stamkund.quant.rows import BadRowsError
from tests.quant.recommendation.conftest import village


def test_a_habit_is_told_in_facts() -> None:
    """Bought on four days, every 34 of them, last 40 days ago; twice on one day is once."""
    days = [0.2, 0.9, 34, 68, 102, 10]
    purchases = Purchases.check(["karin"] * 6, ["oil"] * 5 + ["brush"], days)
    model = Replenish().fit(purchases, 142.0)
    oil, brush = (model.because(0, item) for item in (1, 0))
    assert (oil.times, oil.every, oil.since) == (4, 34.0, 40)
    assert (brush.times, brush.every, brush.since) == (1, None, 132)
    with pytest.raises(RefusedError, match="user 0 has never bought item 2"):
        model.because(0, 2)


def test_the_cycle_is_drawn_towards_the_items_and_everybodys() -> None:
    """Two pairs of one item with gaps of 10, one of another item with a gap of 100."""
    purchases = Purchases.check([0, 0, 1, 1, 2, 2, 3], [0, 0, 0, 0, 1, 1, 1], [0, 10, 0, 10, 0, 100, 50])
    habits = Habits.of(purchases, 100.0, 90.0)
    items = (20 + 5 * 40) / 7, (100 + 5 * 40) / 6
    wanted = [(10 + items[0]) / 2, (10 + items[0]) / 2, (100 + items[1]) / 2, items[1]]
    assert habits.cycle == pytest.approx(np.array(wanted))
    assert habits.lately[2:] == pytest.approx([1 + 0.5 ** (100 / 90), 0.5 ** (50 / 90)])


def test_the_hazard_of_a_regular_cycle_rises_to_it_and_of_a_random_one_does_not(chance: np.random.Generator) -> None:
    regular, random = chance.gamma(25, 1 / 25, 20_000), chance.exponential(1, 20_000)
    nobody = np.zeros(0)
    steady = life_table(regular, nobody)
    assert steady[np.searchsorted(PHASES, 0.4) - 1] < 0.02
    assert steady[np.searchsorted(PHASES, 1.2) - 1] > 3
    assert life_table(random, nobody)[:10] == pytest.approx(np.ones(10), abs=0.12)


def test_where_people_are_regular_the_clock_tells_more_than_the_count(chance: np.random.Generator) -> None:
    """The village: what is due this week, against what is bought most often."""
    everything = village(chance)
    week = TimeSplit.at(everything.where(everything.day < 187), 180.0)
    model = Replenish(horizon=7).fit(week.history, 180.0)
    users = np.flatnonzero(np.diff(week.later.indptr))
    due, often = Picks.empty(users.size, 3), Picks.empty(users.size, 3)
    for row, user in enumerate(users.tolist()):
        items, probability = model.candidates(user)
        due.put(row, items, probability)
        mine = model.habits_.user == user
        often.put(row, items, model.habits_.times[mine].astype(float))
    by_clock, by_count = (Quality.of(picks, users, week.later).recall for picks in (due, often))
    assert by_clock is not None
    assert by_count is not None
    assert by_clock.low > by_count.high
    assert model.weights_["due"] > 1


def test_the_probabilities_are_calibrated(chance: np.random.Generator) -> None:
    everything = village(chance)
    split = TimeSplit.at(everything.where(everything.day < 194), 180.0)
    model = Replenish(horizon=14).fit(split.history, 180.0)
    came = np.asarray(split.later[model.habits_.user, model.habits_.item]).ravel()
    assert model.probability_.sum() == pytest.approx(came.sum(), rel=0.07)
    for third in np.array_split(np.argsort(model.probability_), 3):
        assert model.probability_[third].mean() == pytest.approx(came[third].mean(), abs=0.06)


def test_a_history_too_thin_to_learn_from_is_ordered_all_the_same() -> None:
    purchases = Purchases.check(["a"] * 5 + ["b"], ["oil", "oil", "oil", "oil", "wax", "wax"], [0, 30, 60, 90, 5, 80])
    model = Replenish().fit(purchases, 100.0)
    items, probability = model.candidates(0)
    assert model.doubts_ == ("weights_assumed",)
    assert probability[items == 0] > probability[items == 1]
    assert np.isfinite(model.probability_).all()


@pytest.mark.parametrize("days", [[3.0], [3.0, 3.0], [3.0, 3.5]])
def test_one_user_one_item_one_day(days: list[float]) -> None:
    lists = TwoLists.fit(Purchases.check(["karin"] * len(days), ["oil"] * len(days), days), 4.0)
    again, new = lists.again(np.array([0]), 2), lists.new(np.array([0]), 2)
    assert again.items.tolist() == [[0, -1]]
    assert np.isfinite(again.values).all()
    assert new.items.tolist() == [[-1, -1]]


def test_ten_thousand_purchases_by_one_customer() -> None:
    purchases = Purchases.check(np.zeros(10_000), np.arange(10_000) % 7, np.arange(10_000) / 10)
    model = Replenish().fit(purchases, 1000.0)
    assert np.isfinite(model.probability_).all()
    assert model.because(0, 3).times == 1000


def test_what_comes_after_the_day_is_named() -> None:
    with pytest.raises(BadRowsError, match="comes after the day"):
        Replenish().fit(Purchases.check(["a", "a"], ["x", "y"], [1, 9]), 5.0)


def test_logistic_regression_finds_its_weights_even_where_everything_is_separated(chance: np.random.Generator) -> None:
    X = chance.normal(size=(20_000, 3))
    X[:, 2] = 4.0
    y = (chance.random(20_000) < 1 / (1 + np.exp(1 - 2 * X[:, 0] + X[:, 1]))).astype(float)
    found = Logistic.fit(X, y)
    assert [*found.weights.tolist(), found.intercept] == pytest.approx([2, -1, 0, -1], abs=0.1)
    separated = Logistic.fit(X[:100], (X[:100, 0] > 0).astype(float))
    assert np.isfinite(separated.probability(X)).all()


def test_a_rare_signal_that_tells_all_does_not_throw_the_fit_off(chance: np.random.Generator) -> None:
    """One in a hundred has it and nearly always buys, the others hardly ever: whole Newton steps run away here."""
    X = (chance.random(20_000) < 0.01).astype(float)[:, None]
    y = (chance.random(20_000) < np.where(X[:, 0] > 0, 0.97, 0.0005)).astype(float)
    found = Logistic.fit(X, y).probability(np.array([[0.0], [1.0]]))
    assert found == pytest.approx([y[X[:, 0] == 0].mean(), y[X[:, 0] == 1].mean()], abs=0.03)
