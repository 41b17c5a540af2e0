"""Thin and odd bases: every one gets finite values and says what was assumed."""

import numpy as np
import pytest

from stamkund.quant.clv import Customers, Values
from stamkund.valuation.calculate import Valuation, value_base
from stamkund.valuation.rules import Horizon

OUTLOOK = Horizon().outlook()


def valued(x: list[float], t_x: list[float], T: list[float], m: list[float]) -> Valuation:
    return value_base(Customers(*(np.array(column, dtype=float) for column in (x, t_x, T, m))), OUTLOOK)


def assert_finite(valuation: Valuation) -> None:
    for name in Values.__slots__:
        assert np.isfinite(getattr(valuation.values, name)).all(), name
    assert np.isfinite([valuation.equity.low, valuation.equity.total, valuation.equity.high]).all()


THIN = {
    "nobody": ([], [], [], []),
    "one who bought once": ([0.0], [0.0], [10.0], [800.0]),
    "two": ([0.0, 3.0], [0.0, 30.0], [10.0, 40.0], [800.0, 90.0]),
    "all once": ([0.0] * 200, [0.0] * 200, [20.0] * 200, [100.0] * 200),
    "one with ten thousand": ([9_999.0], [520.0], [521.0], [40.0]),
    "all today": ([0.0] * 5, [0.0] * 5, [0.0] * 5, [10.0] * 5),
    "nothing but returns": ([0.0, 1.0], [0.0, 4.0], [9.0, 9.0], [-50.0, -2.0]),
}


@pytest.mark.parametrize("base", THIN.values(), ids=THIN.keys())
def test_a_thin_base_is_valued_with_assumed_rates_and_says_so(base: tuple[list[float], ...]) -> None:
    valuation = valued(*base)
    assert_finite(valuation)
    assert not valuation.timing.learnt
    assert "few_repeaters" in valuation.timing.doubts
    assert not valuation.timing.knows_leaving


def test_a_customer_who_bought_once_is_worth_about_what_a_purchase_a_year_brings() -> None:
    valuation = valued([0.0], [0.0], [10.0], [800.0])
    assert 0 < valuation.equity.total < 3 * 800


def test_without_leaving_the_rates_are_still_learnt() -> None:
    chance = np.random.default_rng(5)
    T = chance.uniform(30, 100, 2000)
    x = chance.poisson(chance.gamma(2.0, 0.1, T.size) * T).astype(float)
    t_x = np.where(x > 0, T * chance.beta(np.maximum(x, 1), 1), 0.0)
    valuation = value_base(Customers(x, t_x, T, chance.gamma(5, 20, T.size)), OUTLOOK)
    assert valuation.timing.name == "nbd"
    assert valuation.timing.learnt
    assert "no_dropout" in valuation.timing.doubts
    assert_finite(valuation)


def test_equal_prices_everywhere_fall_back_on_assumed_shapes() -> None:
    chance = np.random.default_rng(5)
    x = chance.integers(0, 6, 300).astype(float)
    valuation = value_base(Customers(x, np.where(x > 0, 20.0, 0.0), np.full(300, 60.0), np.full(300, 99.0)), OUTLOOK)
    assert not valuation.spending.learnt
    assert valuation.values.expected_spend == pytest.approx(99.0)
