"""Purchases to come, with an interval: do as many customers fall inside as should?"""

import numpy as np
import pytest

from stamkund.quant.clv import (
    NBD,
    BadHistoryError,
    ClvError,
    Outlook,
    TransactionModel,
    predict_purchases,
    value_customers,
)
from stamkund.quant.clv.lifetime import Customers
from stamkund.quant.clv.simulation import QuietWorld, Story, World, simulate

CDNOW = World(r=0.525, alpha=6.183, a=0.891, b=1.614, birth=1)
CERTAIN_START = World(r=0.243, alpha=4.414, a=0.793, b=2.426, birth=0)
HABIT = World(r=1.3, alpha=2.8, a=0.42, b=0.79, birth=1, k=3)
QUIET = QuietWorld(r=0.553, alpha=10.578, s=0.606, beta=11.669)
WORLDS = pytest.mark.parametrize("world", [CDNOW, CERTAIN_START, HABIT, QUIET], ids=["mbg", "bg", "habit", "pareto"])
GROUPS = ((0, 0), (1, 2), (3, 9), (10, 10_000))


@WORLDS
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_as_many_fall_inside_as_the_level_says(world: Story, level: float, chance: np.random.Generator) -> None:
    """Numbers of purchases are whole, so that more fall inside than asked for; never fewer, among few or frequent."""
    base = simulate(world, chance.integers(1, 104, 20_000).astype(float), 52.0, 0.0, chance)
    told = predict_purchases(world.model, 52.0, base.x, base.t_x, base.T, level=level)
    came, tail = base.later_purchases, (1 - level) / 2
    for few, many in GROUPS:
        group = (base.x >= few) & (base.x <= many)
        noise = 4 * np.sqrt(tail / group.sum())
        assert (came < told.low)[group].mean() < tail + noise, (few, many)
        assert (came > told.high)[group].mean() < tail + noise, (few, many)
        assert came[group].mean() == pytest.approx(told.expected[group].mean(), rel=0.1)


@WORLDS
def test_the_chances_are_those_that_come_true(world: Story, chance: np.random.Generator) -> None:
    """Shared out evenly within its own chance, what came is uniform: the posterior is right at every quantile."""
    base = simulate(world, chance.integers(1, 104, 20_000).astype(float), 52.0, 0.0, chance)
    row, came = (base.x, base.t_x, base.T), base.later_purchases
    above = world.model.at_least(came + 1, 52.0, *row)
    here = world.model.at_least(came, 52.0, *row)
    place = above + chance.random(came.size) * (here - above)
    for few, many in GROUPS:
        group = np.sort(place[(base.x >= few) & (base.x <= many)])
        apart = np.abs(group - (np.arange(group.size) + 0.5) / group.size).max()
        assert apart < 1.95 / np.sqrt(group.size), (few, many)


@WORLDS
def test_an_interval_of_money_holds_as_often_as_it_says(world: Story, chance: np.random.Generator) -> None:
    """95 %: the moments' gamma is a little short of the far tail, by less than two in a hundred."""
    outlook = Outlook(156, 0.0018, 0.95)
    base = simulate(world, chance.integers(1, 104, 20_000).astype(float), 156.0, 0.0018, chance)
    values = value_customers(world.model, world.spend, Customers(base.x, base.t_x, base.T, base.m), outlook)
    for few, many in GROUPS:
        group = (base.x >= few) & (base.x <= many)
        outside = (base.later_money > values.high) | (base.later_money < values.low)
        assert outside[group].mean() < 0.07, (few, many)


@WORLDS
def test_a_new_customer_has_the_published_chances(world: Story) -> None:
    model = world.model
    zero = np.zeros(30)
    stays = 1 - model._alive(zero[:1], zero[:1], zero[:1])[0]
    at_least = model.at_least(np.arange(30.0), 52.0, zero, zero, zero)
    found = -np.diff(at_least)
    if isinstance(world, QuietWorld):
        assert found == pytest.approx(world.model.purchase_probabilities(52, 28), rel=1e-6)
    elif isinstance(world, World):
        assert found == pytest.approx(world.model.purchase_probabilities(52, 28), rel=1e-8, abs=1e-12)
        assert stays == pytest.approx(world.birth * world.a / (world.a + world.b))


@pytest.mark.parametrize(
    "model", [CDNOW.model, HABIT.model, QUIET.model, NBD.with_parameters(r=0.4, alpha=12.0)], ids=["mbg", "k", "p", "n"]
)
def test_the_mean_of_the_chances_is_the_expectation(model: TransactionModel) -> None:
    m = np.arange(1.0, 4000.0)
    row = (np.full(m.size, value) for value in (7.0, 30.0, 38.0))
    assert model.at_least(m, 52.0, *row).sum() == pytest.approx(model.expected_purchases(52, 7, 30, 38)[0], rel=1e-5)


def test_the_ends_are_the_smallest_numbers_that_will_do() -> None:
    x, t_x, T = np.array([0.0, 4.0, 300.0]), np.array([0.0, 30.0, 99.0]), np.array([50.0, 40.0, 100.0])
    told = predict_purchases(CDNOW.model, 52.0, x, t_x, T, level=0.9)
    for end, share in ((told.low, 0.95), (told.high, 0.05)):
        assert (CDNOW.model.at_least(end + 1, 52.0, x, t_x, T) <= share).all()
        assert ((CDNOW.model.at_least(end, 52.0, x, t_x, T) > share) | (end == 0)).all()
    assert (told.low <= told.high).all()
    assert told.low[0] == 0


def test_what_cannot_be_predicted_is_refused() -> None:
    for horizon, level, reason in ((52.0, 1.0, "level"), (np.inf, 0.8, "horizon"), (-1.0, 0.8, "horizon")):
        with pytest.raises(ClvError, match=reason):
            predict_purchases(CDNOW.model, horizon, 1, 2, 3, level=level)
    with pytest.raises(BadHistoryError, match="later than T"):
        predict_purchases(CDNOW.model, 52.0, 1, 4, 3)
    assert predict_purchases(CDNOW.model, 0.0, 1, 2, 3).high[0] == 0
