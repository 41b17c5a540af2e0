"""One budget: never above the bound, never below the greedy, near the optimum, and the same with and without numba."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stamkund.quant.allocation import Choices, allocate
from stamkund.quant.allocation.instances import Correlation, customer_base, pisinger
from tests.quant.allocation.oracle import greedy_value, highs, value_of

numbers = st.one_of(st.integers(0, 20).map(float), st.floats(0, 1e6, allow_subnormal=False))
row = st.tuples(st.integers(0, 6), numbers, st.one_of(numbers, numbers.map(lambda value: -value)))


@settings(max_examples=300)
@given(st.lists(row, min_size=1, max_size=40), numbers)
def test_a_choice_lies_between_the_greedy_and_its_bound(rows: list[tuple[int, float, float]], budget: float) -> None:
    choices = Choices.check(*(list(column) for column in zip(*rows, strict=True)))
    found = allocate(choices, budget)
    value, cost, single = value_of(choices, found.rows)

    assert single
    assert (value, cost) == pytest.approx((found.value, found.cost), rel=1e-12)
    assert found.cost <= budget * (1 + 1e-11)
    assert greedy_value(choices, budget) <= found.value * (1 + 1e-9)
    assert found.value <= found.bound
    assert 0 <= found.gap <= 1
    assert np.isfinite([found.value, found.bound, found.gap, found.shadow_price]).all()


@settings(max_examples=60)
@given(st.lists(row, min_size=1, max_size=30), st.floats(0, 100))
def test_the_bound_is_the_linear_programme_s(rows: list[tuple[int, float, float]], budget: float) -> None:
    tame = [(who, round(cost % 50, 1), round(value % 50, 1)) for who, cost, value in rows]
    choices = Choices.check(*(list(column) for column in zip(*tame, strict=True)))
    found = allocate(choices, budget)

    assert found.bound == pytest.approx(highs(choices, budget, whole=False), rel=1e-6, abs=1e-4)
    assert found.value <= highs(choices, budget) * (1 + 1e-6) + 1e-4


@pytest.mark.parametrize("kind", list(Correlation))
def test_the_instances_of_the_literature_come_out_near_their_optimum(kind: Correlation) -> None:
    choices, budget = pisinger(kind, 60, 8, seed=3, coefficients=100)
    found, best = allocate(choices, budget), highs(choices, budget)

    assert best * (1 - 2e-3) <= found.value <= best + 1e-6 <= found.bound + 2e-6


@pytest.mark.parametrize("kind", list(Correlation))
def test_a_thousand_classes_leave_almost_nothing(kind: Correlation) -> None:
    """SCIENCE's measurements were gaps of 2e-7 (uncorrelated) to 6e-4 (subset-sum) before exchanging."""
    found = allocate(*pisinger(kind, 1000, 10, seed=1))

    assert found.gap < 5e-6


@pytest.mark.parametrize("ragged", [False, True])
def test_with_and_without_numba_the_choice_is_the_same(ragged: bool) -> None:  # noqa: FBT001  (pytest's own)
    choices, budget = customer_base(3000, 7, seed=5)
    if ragged:
        kept = np.random.default_rng(1).random(choices.cost.size) < 0.4
        choices = Choices.check(choices.customer[kept], choices.cost[kept], choices.value[kept])
    plain, compiled = (allocate(choices, budget, compiled=which) for which in (False, True))

    np.testing.assert_array_equal(plain.rows, compiled.rows)
    assert (plain.value, plain.bound, plain.shadow_price) == (compiled.value, compiled.bound, compiled.shadow_price)


def test_the_gap_of_a_large_base_is_below_a_millionth() -> None:
    assert allocate(*customer_base(20_000, 10, seed=2)).gap < 1e-6


def test_the_order_of_rows_does_not_matter() -> None:
    choices, budget = customer_base(200, 5, seed=8)
    order = np.random.default_rng(0).permutation(choices.cost.size)
    shuffled = Choices.check(choices.customer[order], choices.cost[order], choices.value[order])

    assert set(order[allocate(shuffled, budget).rows]) == set(allocate(choices, budget).rows)


def test_the_shadow_price_is_what_more_budget_brings() -> None:
    choices, budget = customer_base(5000, 5, seed=4)
    now, more = allocate(choices, budget), allocate(choices, budget * 1.001)

    assert (more.bound - now.bound) / (budget * 0.001) == pytest.approx(now.shadow_price, rel=0.01)
    assert allocate(choices, 1e12).shadow_price == 0


def test_what_costs_nothing_is_given_even_without_a_budget() -> None:
    found = allocate(Choices.check(["a", "a", "b"], [0.0, 0, 1], [1.0, 2, 9]), 0.0)

    assert (found.rows.tolist(), found.value, found.cost, found.shadow_price) == ([1], 2, 0, 9)


def test_candidates_that_are_all_equal_fill_the_budget() -> None:
    found = allocate(Choices.check(np.repeat(np.arange(50), 4), np.full(200, 0.1), np.full(200, 3.0)), 3.0)

    assert found.rows.size == 30
    assert found.gap < 1e-12


def test_harm_is_never_chosen() -> None:
    assert allocate(Choices.check([1, 2], [1.0, 0.0], [-5.0, -1.0]), 10.0).rows.size == 0
