"""Limits beside the budget: kept, near the linear programme's bound, and named where they contradict each other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stamkund.quant.allocation import Choices, InfeasibleError, Limit, allocate_within
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
