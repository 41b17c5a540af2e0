"""What treating pays, without hindsight."""

import numpy as np
import pytest

from stamkund.quant.rows import Floats
from stamkund.quant.uplift import (
    BadDesignError,
    BadRowsError,
    EmptyArmError,
    Price,
    TLearner,
    Trial,
    best_share,
    cross_fit_policy,
    difference_in_means,
    gain_curve,
    judge_policy,
    out_of_fold,
)
from tests.quant.uplift.conftest import Hillstrom, Invented, invent


@pytest.mark.data
def test_on_hillstrom_a_policy_earns_what_treating_everybody_does_not(hillstrom: Hillstrom) -> None:
    """The women's e-mail, a visit worth 1 and an e-mail 0.04: everybody .005, the chosen half .019."""
    trial, price = hillstrom.trial("Womens", "visit"), Price(value=1.0, cost=0.04)
    score = out_of_fold(TLearner(), hillstrom.features("Womens"), trial)
    policy = judge_policy(trial, cross_fit_policy(trial, score, price), price)
    assert policy.everybody.low < 0 < policy.everybody.high
    assert policy.chosen.low > policy.everybody.value
    assert 0.4 < policy.treated_share < 0.65


def test_everybodys_profit_is_the_effects_money_less_the_cost(invented: Invented) -> None:
    price, found = Price(value=3.0, cost=0.5), difference_in_means(invented.trial)
    policy = judge_policy(invented.trial, np.ones(invented.trial.size), price)
    assert policy.everybody == policy.chosen
    assert policy.everybody.value == pytest.approx(3 * found.effect - 0.5)
    assert policy.everybody.low == pytest.approx(3 * found.low - 0.5)


def test_treating_nobody_earns_nothing(invented: Invented) -> None:
    policy = judge_policy(invented.trial, np.zeros(invented.trial.size), Price(cost=1.0))
    assert (policy.chosen.value, policy.chosen.standard_error, policy.treated_share) == (0, 0, 0)


def test_the_true_effect_earns_close_to_the_most_there_is(chance: np.random.Generator) -> None:
    """tau ~ N(0, 1), cost 0.5: the best treats 31 % and earns E max(tau - 0.5, 0) = 0.198."""
    world, price = invent(chance, 60_000), Price(cost=0.5)
    policy = judge_policy(world.trial, cross_fit_policy(world.trial, world.effect, price), price)
    assert policy.treated_share == pytest.approx(0.309, abs=0.1)
    assert policy.chosen.value == pytest.approx(0.198, abs=0.025)
    assert policy.everybody.value == pytest.approx(-0.5, abs=0.04)


def test_hindsight_promises_too_much_and_other_folds_do_not(chance: np.random.Generator) -> None:
    """A score of dice: the best cut of its own curve always earns, a cut from other folds earns nothing."""
    price, promised, earned = Price(), [], []
    for seed in range(40):
        trial = Trial.check(chance.random(300) < 0.5, chance.normal(size=300))
        dice: Floats = chance.normal(size=300)
        curve = gain_curve(trial, dice)
        share = best_share(curve, price)
        promised.append(curve.at(share))
        earned.append(judge_policy(trial, cross_fit_policy(trial, dice, price, seed=seed), price).chosen.value)
    assert np.mean(promised) > 0.05
    assert abs(np.mean(earned)) < 0.04


def test_a_treatment_that_costs_more_than_it_can_bring_is_given_to_nobody(invented: Invented) -> None:
    chosen = cross_fit_policy(invented.trial, invented.effect, Price(cost=50.0))
    assert not chosen.any()
    assert best_share(gain_curve(invented.trial, invented.effect), Price(cost=50.0)) == 0


def test_a_score_that_is_the_same_for_all_treats_all_or_nobody(invented: Invented) -> None:
    same = np.zeros(invented.trial.size)
    assert cross_fit_policy(invented.trial, same, Price(value=-100.0, cost=0.1)).mean() in (0.0, 1.0)
    assert not cross_fit_policy(invented.trial, same, Price(cost=100.0)).any()
    assert cross_fit_policy(invented.trial, same, Price(cost=-100.0)).all()


def test_what_cannot_be_compared_is_not_judged(invented: Invented) -> None:
    with pytest.raises(EmptyArmError):
        judge_policy(invented.trial, invented.trial.treated, Price())
    with pytest.raises(BadDesignError, match="finite"):
        Price(value=float("nan"))
    for wrong, reason in ((np.nan, "chosen is not a finite number: row 1"), (0.7, "chosen is neither 0 nor 1: row 1")):
        with pytest.raises(BadRowsError, match=reason):
            judge_policy(invented.trial, np.append([0, wrong], np.ones(invented.trial.size - 2)), Price())
