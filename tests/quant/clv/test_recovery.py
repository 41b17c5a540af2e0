"""Simulate a base, fit it, find what was put in; value it, and see the future fall where the intervals say."""

from dataclasses import replace

import numpy as np
import pytest

from stamkund.quant.clv import (
    MBGNBD,
    Customers,
    GammaGamma,
    Histories,
    Outlook,
    TransactionModel,
    Values,
    add_up,
    value_customers,
)
from stamkund.quant.clv.simulation import Base, QuietWorld, Story, World, simulate

OUTLOOK = Outlook(horizon=156, discount=np.log(1.10) / 52)
CDNOW = World(r=0.525, alpha=6.183, a=0.891, b=1.614, birth=1)
GROCER = World(r=1.257, alpha=6.038, a=0.368, b=0.716, birth=1, p=2.0, q=3.0, gamma=20.0)
CERTAIN_START = World(r=0.243, alpha=4.414, a=0.793, b=2.426, birth=0)
CREATURES_OF_HABIT = World(r=1.329, alpha=2.813, a=0.425, b=0.79, birth=1, k=2)
IN_THEIR_OWN_TIME = QuietWorld(r=0.553, alpha=10.578, s=0.606, beta=11.669)
ALL = [CDNOW, GROCER, CERTAIN_START, IN_THEIR_OWN_TIME, CREATURES_OF_HABIT]
WORLDS = pytest.mark.parametrize("world", ALL, ids=["cdnow", "grocer", "bg", "pareto", "habit"])


def live(world: Story, customers: int, chance: np.random.Generator) -> Base:
    return simulate(world, chance.integers(1, 104, customers).astype(float), OUTLOOK.horizon, OUTLOOK.discount, chance)


def fitted(world: Story, base: Base) -> TransactionModel:
    return type(world.model)().fit_histories(Histories.compress(base.x, base.t_x, base.T, litt=base.litt))


def valued(world: Story, base: Base) -> Values:
    return value_customers(world.model, world.spend, customers(base), OUTLOOK)


def customers(base: Base) -> Customers:
    return Customers(base.x, base.t_x, base.T, base.m)


@WORLDS
def test_a_fit_finds_the_parameters_it_was_made_from(world: Story, chance: np.random.Generator) -> None:
    base = live(world, 60_000, chance)
    model = fitted(world, base)
    assert model.identified_
    for name, value in model.parameters_.items():
        assert abs(value - getattr(world, name)) <= 3 * model.standard_errors_.get(name, 0.0), name
    spend = GammaGamma().fit(base.x + 1, base.m)
    for name, value in spend.parameters_.items():
        assert abs(value - getattr(world, name)) < 3 * spend.standard_errors_[name], name


@WORLDS
def test_expectations_come_true_on_average(world: Story, chance: np.random.Generator) -> None:
    base = live(world, 60_000, chance)
    values = valued(world, base)
    noise = np.sqrt(values.variance.sum())
    assert abs(base.later_money.sum() - values.clv.sum()) < 3 * noise
    assert base.later_purchases.mean() == pytest.approx(values.expected_purchases.mean(), rel=0.05)


@WORLDS
def test_about_a_tenth_lies_above_the_interval_for_rare_and_frequent_buyers(
    world: Story, chance: np.random.Generator
) -> None:
    """An 80 % interval leaves 10 % above; below it lies at most as much, since many intervals begin at nothing."""
    base = live(world, 60_000, chance)
    values = valued(world, base)
    for few, many in ((0, 0), (1, 2), (3, 9), (10, 10_000)):
        group = (base.x >= few) & (base.x <= many)
        above = (base.later_money > values.high)[group].mean()
        below = (base.later_money < values.low)[group].mean()
        assert 0.06 < above < 0.13, (few, many)
        assert below < 0.13, (few, many)


@WORLDS
@pytest.mark.parametrize(("level", "aim"), [(0.8, 0.1), (0.95, 0.025)])
def test_where_the_interval_begins_above_nothing_as_many_lie_below_as_it_says(
    world: Story, level: float, aim: float, chance: np.random.Generator
) -> None:
    """Frequent buyers, some of whom leave after their next purchases; a gamma alone left half as many again below."""
    base = live(world, 120_000, chance)
    values = value_customers(world.model, world.spend, customers(base), replace(OUTLOOK, level=level))
    begins = values.low > 0
    below = (base.later_money < values.low)[begins].sum()
    assert below < 1.3 * aim * begins.sum() + 3.0 * np.sqrt(aim * begins.sum())


def test_the_total_is_as_sure_as_it_says(chance: np.random.Generator) -> None:
    """Eighty bases of 1,500: fit, add up, and count how often the money that came lay inside."""
    inside = 0
    for _ in range(80):
        base = live(CDNOW, 1500, chance)
        model, spend = MBGNBD().fit(base.x, base.t_x, base.T), GammaGamma().fit(base.x + 1, base.m)
        values = value_customers(model, spend, customers(base), OUTLOOK)
        total = add_up(model, spend, customers(base), values, OUTLOOK)
        inside += total.low <= base.later_money.sum() <= total.high
    assert 54 <= inside <= 74


@WORLDS
def test_the_total_is_the_sum_and_less_sure_than_luck_alone(world: Story, chance: np.random.Generator) -> None:
    base = live(world, 2000, chance)
    model, spend = fitted(world, base), GammaGamma().fit(base.x + 1, base.m)
    values = value_customers(model, spend, customers(base), OUTLOOK)
    total = add_up(model, spend, customers(base), values, OUTLOOK)
    assert total.total == pytest.approx(values.clv.sum())
    assert total.low < total.total < total.high
    assert total.standard_error > np.sqrt(values.variance.sum())


def test_nothing_spent_is_worth_little_but_never_not_a_number() -> None:
    base = Customers(np.array([0.0, 2.0]), np.array([0.0, 3.0]), np.array([0.0, 9.0]), np.array([0.0, -40.0]))
    values = value_customers(CDNOW.model, CDNOW.spend, base, OUTLOOK)
    for name in Values.__slots__:
        assert np.isfinite(getattr(values, name)).all()
    assert (values.low <= values.clv).all()
