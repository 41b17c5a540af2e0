"""Limits beside the budget: kept, near the linear programme's bound, and named where they contradict each other."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stamkund.quant.allocation import Choices, InfeasibleError, Limit, allocate, allocate_within
from stamkund.quant.allocation.exact import MOST_ROWS
from stamkund.quant.allocation.instances import customer_base
from stamkund.quant.allocation.limits import as_resources
from tests.quant.allocation.oracle import greedy_value, highs


def world(customers: int, seed: int) -> tuple[Choices, float, tuple[Limit, ...]]:
    """Letters, mails and visits by three keepers, of whom each has so many hours; the north must not be forgotten."""
    choices, budget = customer_base(customers, 5, seed)
    chance = np.random.default_rng(seed)
    channel = np.array(["mail", "mail", "letter", "call", "visit"])[np.arange(choices.cost.size) % 5]
    keeper = chance.choice(["asa", "bo", "jonas"], customers)[choices.customer]
    north = np.where((np.arange(customers) % 4 == 0)[choices.customer], "north", "")
    hours = np.where(channel == "visit", 2.0, np.where(channel == "call", 0.25, 0.0))
    return choices, budget, (
        Limit("channel", group=channel, at_most={"letter": customers / 10, "visit": customers / 12}),
        Limit("hours", hours, keeper, at_most=customers / 20),
        Limit("contacts", at_most=customers * 0.8),
        Limit("region", group=north, at_least=float(customers // 5)),
    )  # fmt: skip


@pytest.mark.parametrize(("customers", "gap"), [(60, 0.02), (2000, 1e-3)])
def test_every_limit_is_kept_and_the_bound_is_the_linear_programme_s(customers: int, gap: float) -> None:
    choices, budget, limits = world(customers, seed=3)
    found = allocate_within(choices, budget, limits)
    rows = found.allocation.rows

    assert found.allocation.bound == pytest.approx(highs(choices, budget, limits, whole=False), rel=1e-6)
    assert found.allocation.value <= found.allocation.bound
    assert found.allocation.gap < gap
    assert np.unique(choices.customer[rows]).size == rows.size
    for one in found.limits:
        within = one.used >= one.bound * (1 - 1e-9) if one.is_least else one.used <= one.bound * (1 + 1e-9)
        assert within, one
    for resource in as_resources(choices, budget, limits):
        assert np.all(resource.used_by(rows) <= resource.capacity + 1e-9)


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 25), st.floats(0, 1))
def test_with_limits_too_a_choice_lies_between_the_greedy_and_the_bound(seed: int, size: int, share: float) -> None:
    chance = np.random.default_rng(seed)
    choices = Choices.check(
        np.repeat(np.arange(size), 3), chance.integers(0, 9, 3 * size), chance.normal(2, 3, 3 * size)
    )
    budget = share * float(choices.cost.sum())
    found = allocate_within(choices, budget, (Limit("contacts", at_most=float(size)),)).allocation

    assert greedy_value(choices, budget) <= found.value * (1 + 1e-9) + 1e-9
    assert found.value <= found.bound * (1 + 1e-12)
    assert found.value <= highs(choices, budget) + 1e-6


def test_what_is_scarce_has_a_price_and_what_is_not_has_none() -> None:
    choices, budget, limits = world(2000, seed=3)
    price = {one.name: one.price for one in allocate_within(choices, 10 * budget, limits).limits}

    assert price["budget"] == pytest.approx(0, abs=1e-6)
    assert price["channel (visit)"] + price["hours (asa)"] > 1


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        ((Limit("visits", at_least=11.0),), ("visits",)),
        ((Limit("visits", at_least=6.0),), ("budget", "visits")),
        ((Limit("visits", at_least=5.0), Limit("hours", 2.0, at_most=8.0)), ("visits", "hours")),
    ],
)
def test_limits_that_contradict_each_other_are_named(limits: tuple[Limit, ...], named: tuple[str, ...]) -> None:
    choices = Choices.check(np.arange(10), np.full(10, 10.0), np.arange(10.0))
    with pytest.raises(InfeasibleError, match=named[0]) as refused:
        allocate_within(choices, 55.0, limits)

    assert refused.value.limits == named


def test_least_shares_are_bought_as_cheaply_as_can_be() -> None:
    """Ten customers whom nothing moves; four must be contacted all the same."""
    choices = Choices.check(np.arange(10), np.arange(1.0, 11.0), np.full(10, -1.0))
    found = allocate_within(choices, 10.0, (Limit("contacts", at_least=4.0),)).allocation

    assert (found.rows.tolist(), found.value, found.gap) == ([0, 1, 2, 3], -4.0, 0.0)


FOUR = Choices.check([0, 0, 1, 1], [1.0, 2, 1, 3], [3.0, 4, 2, 9], [0, 1, 0, 1])


@pytest.mark.parametrize(
    ("group", "none_of"),
    [
        ([1, 1, 2, 2], {1: 0, 2: 0}),
        ([1.0, 1.0, 2.0, 2.0], {"1": 0, "2": 0}),
        (["1", "1", "2", "2"], {1: 0, 2.0: 0}),
        ([True, True, False, False], {True: 0, False: 0}),
    ],
)
def test_a_group_is_the_same_whatever_its_number_is_kept_in(group: list[Any], none_of: dict[Any, float]) -> None:
    assert allocate_within(FOUR, 5, (Limit("calls", group=group, at_most=none_of),)).allocation.rows.size == 0
    one_each = allocate_within(FOUR, 5, (Limit("calls", group=group, at_least=dict.fromkeys(none_of, 1)),))
    assert one_each.allocation.rows.tolist() == [1, 3]


@pytest.mark.parametrize("group", [["a", "a", None, None], ["a", "a", float("nan"), float("nan")], ["a", "a", "", ""]])
def test_a_row_without_a_group_counts_nowhere(group: list[Any]) -> None:
    found = allocate_within(FOUR, 5, (Limit("calls", group=group, at_most=0.0),))

    assert found.allocation.rows.tolist() == [3]
    assert [one.name for one in found.limits] == ["budget", "calls (a)"]
    nobody = Limit("calls", group=[""] * 4, at_most=0.0)
    assert allocate_within(FOUR, 5, (nobody,)).allocation.rows.tolist() == [1, 3]


def test_what_meets_every_limit_is_found_where_no_single_move_leads_to_it() -> None:
    """Ask and Bo together are dear, Ask and Cilla take too long; Bo and Cilla fit."""
    choices = Choices.check(["ask", "bo", "cilla"], [5.0, 5, 2], [25.0, 19, 8])
    limits = (Limit("hours", use=[3.0, 0, 3], at_most=5.0), Limit("contacts", at_least=2.0))

    assert allocate_within(choices, 7.0, limits).allocation.rows.tolist() == [1, 2]


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_infeasible_is_only_what_no_choice_can_meet(seed: int) -> None:
    chance = np.random.default_rng(seed)
    customer = np.repeat(np.arange(chance.integers(2, 8)), chance.integers(1, 4))
    choices = Choices.check(customer, *(chance.integers(0, 30, (2, customer.size)) / [[6.0], [1.0]]))
    group = chance.choice(["a", "b"], customer.size)
    limits = (
        Limit("hours", chance.integers(0, 4, customer.size), at_most=float(chance.integers(1, 8))),
        Limit("least", group=group, at_least=dict.fromkeys(group.tolist(), float(chance.integers(1, 3)))),
    )
    budget = float(chance.integers(1, 15))
    best = highs(choices, budget, limits)
    if np.isnan(best):
        with pytest.raises(InfeasibleError):
            allocate_within(choices, budget, limits)
    else:
        assert allocate_within(choices, budget, limits).allocation.value <= best + 1e-6


def test_where_only_whole_choices_fail_the_error_says_so_and_what_is_left_unmet() -> None:
    """Two hours each and seven hours exactly: three and a half customers."""
    choices = Choices.check(np.arange(10), np.ones(10), np.arange(10.0))
    exactly = (Limit("hours", 2.0, at_most=7.0, at_least=7.0),)
    with pytest.raises(InfeasibleError, match="no whole choice meets every limit") as refused:
        allocate_within(choices, 100.0, exactly)
    assert set(refused.value.limits) == {"hours"}

    many = Choices.check(np.arange(MOST_ROWS + 1), np.ones(MOST_ROWS + 1), np.arange(MOST_ROWS + 1.0))
    with pytest.raises(InfeasibleError, match="no whole choice was found"):
        allocate_within(many, 100.0, exactly)


def test_what_there_is_none_of_is_priced_by_what_the_first_unit_would_bring() -> None:
    assert allocate_within(FOUR, 0, ()).allocation.shadow_price == allocate(FOUR, 0).shadow_price == 3.0
    _budget, calls = allocate_within(FOUR, 5, (Limit("calls", at_most=0.0),)).limits
    assert calls.price == pytest.approx(9)
    _budget, one, two = allocate_within(FOUR, 5, (Limit("calls", group=[1, 1, 2, 2], at_most=0.0),)).limits
    assert (one.price, two.price) == pytest.approx((4, 9))
