"""Who is left alone is decided once, by arithmetic, for as long as the salt is kept."""

import numpy as np
import pytest

from stamkund.quant.uplift import BadDesignError, assign, held_out, uniforms

PINNED = [0.6153686614679654, 0.29245976086370584, 0.43829631355274223]
CUSTOMERS = [f"customer-{number}" for number in range(20_000)]


def test_the_numbers_are_these_for_ever() -> None:
    """Were one of them to change, customers would wander between the arms of running experiments."""
    found = uniforms(["0197c1b2", "karin", "41"], "spring-mail", "sala")
    assert found.tolist() == PINNED
    assert uniforms([41], "spring-mail", "sala")[0] == found[2]


def test_neither_order_nor_company_changes_a_customers_number() -> None:
    together = uniforms(CUSTOMERS, "spring-mail", "sala")
    assert uniforms(CUSTOMERS[::-1], "spring-mail", "sala").tolist() == together[::-1].tolist()
    assert uniforms(CUSTOMERS[7:8], "spring-mail", "sala")[0] == together[7]


def test_numbers_are_uniform_and_experiments_do_not_know_each_other() -> None:
    spring, autumn = (uniforms(CUSTOMERS, name, "sala") for name in ("spring", "autumn"))
    assert np.histogram(spring, 10, (0, 1))[0] == pytest.approx(np.full(10, 2000), abs=4 * np.sqrt(1800))
    assert abs(np.corrcoef(spring, autumn)[0, 1]) < 4 / np.sqrt(20_000)
    assert abs(np.corrcoef(spring, uniforms(CUSTOMERS, "spring", "falun"))[0, 1]) < 4 / np.sqrt(20_000)


def test_whose_name_ends_where_is_not_mixed_up() -> None:
    assert uniforms(["bc"], "a", "sala")[0] != uniforms(["c"], "ab", "sala")[0]


def test_raising_the_share_keeps_those_already_held_out() -> None:
    few, more = (held_out(CUSTOMERS, "spring", "sala", share) for share in (0.05, 0.2))
    assert not (few & ~more).any()
    assert more.mean() == pytest.approx(0.2, abs=0.012)
    assert not held_out(CUSTOMERS, "spring", "sala", 0.0).any()
    assert held_out(CUSTOMERS, "spring", "sala", 1.0).all()


def test_arms_come_in_their_shares() -> None:
    arms = assign(CUSTOMERS, "spring", "sala", {"none": 0.1, "mail": 0.6, "call": 0.3})
    assert [np.mean(arms == name) for name in ("none", "mail", "call")] == pytest.approx([0.1, 0.6, 0.3], abs=0.015)
    assert ((arms == "none") == held_out(CUSTOMERS, "spring", "sala", 0.1)).all()


def test_nobody_is_drawn_into_nothing() -> None:
    assert uniforms([], "spring", "sala").size == 0
    for shares in ({}, {"a": 0.4, "b": 0.5}, {"a": -0.5, "b": 1.5}, {"a": np.nan, "b": 1.1}):
        with pytest.raises(BadDesignError, match="add up to 1"):
            assign(CUSTOMERS, "spring", "sala", shares)
    with pytest.raises(BadDesignError, match="between 0 and 1"):
        held_out(CUSTOMERS, "spring", "sala", 1.2)
    with pytest.raises(BadDesignError, match="salt"):
        uniforms(CUSTOMERS, "spring", "")
