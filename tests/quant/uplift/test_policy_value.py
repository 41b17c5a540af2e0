"""Judging one policy by another's log: Open Bandit's men's campaign, and worlds whose truth is known."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stamkund.quant.rows import BadRowsError, Floats, Indices, TooLittleDataError
from stamkund.quant.uplift import BadDesignError, LoggedRounds, doubly_robust_value, ipw, self_normalised
from tests.quant.uplift.conftest import read_rows

ITEMS = 34


@dataclass(frozen=True)
class Rounds:
    """10,000 rounds of one policy: which item was shown in which place, with what probability, and was it clicked."""

    item: Indices
    place: Indices
    click: Floats
    propensity: Floats

    @classmethod
    def read(cls, path: Path) -> "Rounds":
        rows = read_rows(path)
        item, place = (np.array(rows[name], dtype=np.intp) for name in ("item_id", "position"))
        click, propensity = (np.array(rows[name], dtype=float) for name in ("click", "propensity_score"))
        return cls(item, place - 1, click, propensity)

    def shares(self) -> Floats:
        """How often each item was shown in each place (3, 34)."""
        shown = np.bincount(self.place * ITEMS + self.item, minlength=3 * ITEMS).reshape(3, ITEMS)
        return np.asarray(shown / shown.sum(axis=1, keepdims=True))

    def click_rates(self) -> Floats:
        """Clicks per showing in each place, each drawn towards the mean as if by 200 showings more."""
        where = self.place * ITEMS + self.item
        clicks, shown = np.bincount(where, self.click, 3 * ITEMS), np.bincount(where, minlength=3 * ITEMS)
        return np.asarray((clicks + 200 * self.click.mean()) / (shown + 200)).reshape(3, ITEMS)


@pytest.fixture(scope="module")
def random(shared_data: Path) -> Rounds:
    return Rounds.read(shared_data / "obd_men" / "random_men.csv.gz")


@pytest.fixture(scope="module")
def thompson(shared_data: Path) -> Rounds:
    return Rounds.read(shared_data / "obd_men" / "bts_men.csv.gz")


@pytest.mark.data
def test_the_random_log_tells_what_thompson_sampling_earned(random: Rounds, thompson: Rounds) -> None:
    """Its own log has .0069 clicks a round; the random one, before it ran, .0057 to .0059 ± .0014."""
    shares, rates = thompson.shares(), thompson.click_rates()
    rounds = LoggedRounds.check(random.click, random.propensity, shares[random.place, random.item])
    expected = (shares * rates).sum(axis=1)[random.place]
    earned = thompson.click.mean()
    estimates = [ipw(rounds), self_normalised(rounds)]
    estimates.append(doubly_robust_value(rounds, rates[random.place, random.item], expected))
    for estimate in estimates:
        assert estimate.low < earned < estimate.high
        assert estimate.value == pytest.approx(0.0057, abs=2e-4)
        assert estimate.standard_error == pytest.approx(0.0014, abs=1e-4)
    assert earned == pytest.approx(0.0069)
    assert rounds.doubts == ()


@pytest.mark.data
def test_thompsons_log_tells_what_the_random_policy_earned(random: Rounds, thompson: Rounds) -> None:
    """With a twelfth as many effective rounds: .0030 ± .0008 against .0046 ± .0007, within 1.6 standard errors."""
    rounds = LoggedRounds.check(thompson.click, thompson.propensity, np.full(10_000, 1 / ITEMS))
    own_error = random.click.std(ddof=1) / 100
    for estimate in (ipw(rounds), self_normalised(rounds)):
        gap = estimate.value - random.click.mean()
        assert abs(gap) < 1.96 * np.hypot(estimate.standard_error, own_error)
    assert rounds.effective_rounds == pytest.approx(656, abs=1)


@pytest.mark.data
def test_a_policy_judged_by_its_own_log_is_its_mean(random: Rounds) -> None:
    rounds = LoggedRounds.check(random.click, random.propensity, random.propensity)
    for estimate in (ipw(rounds), self_normalised(rounds)):
        assert estimate.value == pytest.approx(random.click.mean())
        assert estimate.standard_error == pytest.approx(random.click.std(ddof=1) / 100, rel=1e-3)
    assert rounds.effective_rounds == 10_000


@dataclass(frozen=True)
class World:
    """Two actions, the second better where x is high and taken more often there; the truth is what the best earns.

    `beyond` weighs the best policy against the other way round, which earns 4.5; `gain` is what the best has more.
    """

    rounds: LoggedRounds
    taken: Floats
    policy: Floats
    truth: float
    beyond: LoggedRounds
    gain: Floats


def run(chance: np.random.Generator, size: int = 2000) -> World:
    x = chance.random(size)
    second = chance.random(size) < 0.1 + 0.6 * x
    propensity = np.where(second, 0.1 + 0.6 * x, 0.9 - 0.6 * x)
    mean = 5 + np.where(second, 4 * x - 2, 0)
    chosen = (second == (x > 0.5)).astype(float)  # the other policy: the second action where it is better
    best = 5 + np.maximum(4 * x - 2, 0)
    rounds = LoggedRounds.check(mean + chance.normal(size=size), propensity, chosen)
    beyond = LoggedRounds(rounds.reward, (chosen - (1 - chosen)) / propensity)
    return World(rounds, mean, best, 5.5, beyond, np.abs(4 * x - 2))


def test_all_three_hold_the_truth_as_often_as_they_say(chance: np.random.Generator) -> None:
    worlds = [run(chance) for _ in range(300)]
    estimates = {
        "ipw": [ipw(w.rounds, 0.9) for w in worlds],
        "snipw": [self_normalised(w.rounds, 0.9) for w in worlds],
        "dr": [doubly_robust_value(w.rounds, w.taken, w.policy, 0.9) for w in worlds],
        "dr, wrong model": [doubly_robust_value(w.rounds, w.taken * 0, w.policy * 0 + 1, 0.9) for w in worlds],
    }
    for name, found in estimates.items():
        truth = 6.5 if name == "dr, wrong model" else 5.5  # a model that is off by 1 without weights is off by 1
        assert np.mean([one.low < truth < one.high for one in found]) == pytest.approx(0.9, abs=0.05), name
    errors = {name: np.mean([one.standard_error for one in found]) for name, found in estimates.items()}
    assert errors["dr"] < errors["snipw"] < errors["ipw"]


def test_a_wrong_model_of_rewards_costs_surety_not_truth(chance: np.random.Generator) -> None:
    """m off by the same as v: the weights put it right."""
    found = [doubly_robust_value(w.rounds, w.taken - 3, w.policy - 3).value for w in (run(chance) for _ in range(100))]
    assert np.mean(found) == pytest.approx(5.5, abs=0.04)


def test_the_difference_of_two_policies_is_sound_and_raises_no_doubts(chance: np.random.Generator) -> None:
    """The best earns 5.5 and its opposite 4.5 of each round, within the interval as often as it says."""
    worlds = [run(chance) for _ in range(300)]
    assert {world.beyond.doubts for world in worlds} == {()}
    for found in (
        [ipw(world.beyond, 0.9) for world in worlds],
        [doubly_robust_value(world.beyond, world.taken, world.gain, 0.9) for world in worlds],
    ):
        assert np.mean([one.low < 1 < one.high for one in found]) == pytest.approx(0.9, abs=0.05)


def test_a_difference_has_the_doubts_it_deserves(chance: np.random.Generator) -> None:
    world = run(chance).beyond
    assert LoggedRounds(world.reward, world.weight + 1).doubts == ("weights_off",)
    assert LoggedRounds(world.reward[:50], world.weight[:50]).doubts == ("few_effective_rounds",)
    with pytest.raises(BadDesignError, match="weights of a difference add up to 0"):
        self_normalised(world)


def test_policies_that_do_the_same_differ_by_nothing() -> None:
    same = LoggedRounds(np.ones(4), np.zeros(4))
    assert (ipw(same).low, ipw(same).high) == (0, 0)
    assert (same.effective_rounds, same.doubts) == (0, ("few_effective_rounds",))
    with pytest.raises(BadDesignError, match="weights of a difference"):
        self_normalised(same)


def test_rounds_of_one_session_count_together(chance: np.random.Generator) -> None:
    world = run(chance)
    session = np.arange(world.rounds.reward.size // 4).repeat(4)
    reward = world.rounds.reward + chance.normal(0, 3, session.max() + 1)[session]
    ones = np.ones(reward.size)
    apart, together = LoggedRounds.check(reward, ones, ones), LoggedRounds.check(reward, ones, ones, session)
    assert ipw(together).standard_error > 1.5 * ipw(apart).standard_error
    assert self_normalised(together).standard_error > 1.5 * self_normalised(apart).standard_error


def test_propensities_that_are_not_the_logs_are_suspected(chance: np.random.Generator) -> None:
    world = run(chance)
    wrong = LoggedRounds(world.rounds.reward, world.rounds.weight * 1.5)
    assert wrong.doubts == ("weights_off",)
    few = LoggedRounds.check(world.rounds.reward[:50], np.ones(50), np.ones(50))
    assert few.doubts == ("few_effective_rounds",)


@pytest.mark.parametrize(
    ("reward", "propensity", "chosen", "reason"),
    [
        (np.nan, 0.5, 0.5, "reward is not a finite number"),
        (1.0, 0.0, 0.5, "propensity is not above 0"),
        (1.0, 1.1, 0.5, "propensity is not above 0"),
        (1.0, 0.5, 1.1, "chosen is not between"),
    ],
)
def test_rounds_that_cannot_be_are_named(reward: float, propensity: float, chosen: float, reason: str) -> None:
    with pytest.raises(BadRowsError, match=reason) as refused:
        LoggedRounds.check([1, 0, reward], [0.5, 0.5, propensity], [0.5, 0.5, chosen])
    assert refused.value.rows == (2,)


def test_weights_of_ones_own_are_checked_too() -> None:
    lists: Any = [1, 0], [0.5, 1.5], ["karin", "olle"]
    assert ipw(LoggedRounds(*lists)) == ipw(LoggedRounds(np.array([1.0, 0]), np.array([0.5, 1.5]), np.arange(2)))
    for reward, weight, reason in (
        ([np.nan, 1], [0.5, 0.5], "reward is not a finite number: row 0"),
        ([1, 1], [0.5, np.inf], "weight is not a finite number: row 1"),
        ([1, 1], [0.5, 1e300], r"weight is beyond 1e\+70.*: row 1"),
        ([1, 1], [0.5], "reward, weight and cluster differ in length: row 1"),
    ):
        with pytest.raises(BadRowsError, match=reason):
            LoggedRounds(np.array(reward), np.array(weight))
    with pytest.raises(BadDesignError, match=r"propensity must be one number per row, .* shape \(1, 2\)"):
        LoggedRounds.check([1, 0], [[0.5, 0.5]], [0.5, 0.5])


def test_logs_that_say_nothing_are_refused() -> None:
    with pytest.raises(TooLittleDataError, match="0 rounds"):
        LoggedRounds.check([], [], [])
    with pytest.raises(TooLittleDataError, match="1 clusters of rounds"):
        LoggedRounds.check([1, 0], [0.5, 0.5], [0.5, 0.5], ["karin", "karin"])
    with pytest.raises(TooLittleDataError, match="none of the logged actions"):
        LoggedRounds.check([1, 0], [0.5, 0.5], [0, 0])
