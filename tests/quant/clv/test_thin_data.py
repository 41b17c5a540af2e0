"""Few customers: priors around a larger base, and groups drawn towards the whole."""

from collections.abc import Sequence

import numpy as np
import pytest

from stamkund.quant.clv import (
    MBGCNBD,
    MBGNBD,
    ClvError,
    Histories,
    ParetoNBD,
    Prior,
    TooLittleDataError,
    TransactionModel,
    fit_groups,
)
from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.simulation import Base, World, simulate

WORLD = World(r=0.8, alpha=8.0, a=0.7, b=2.0, birth=1)
BELIEF = Prior.around(WORLD.model)


def histories(base: Base) -> Histories:
    return Histories.compress(base.x, base.t_x, base.T, litt=base.litt)


def live(world: World, customers: int, chance: np.random.Generator) -> Base:
    return simulate(world, chance.integers(26, 104, customers).astype(float), 52.0, 0.0, chance)


@pytest.fixture
def thirty(chance: np.random.Generator) -> Histories:
    return histories(live(WORLD, 30, chance))


@pytest.mark.slow
def test_groups_of_thirty_are_forecast_better_than_alone_or_as_if_all_alike(chance: np.random.Generator) -> None:
    """Sixty groups that differ by a factor of 1.8 in how often they buy and in how soon they leave."""
    worlds = [
        World(r=0.8, alpha=8 * often, a=0.7 * soon, b=2.0, birth=1)
        for often, soon in np.exp(chance.normal(0.0, 0.6, (60, 2)))
    ]
    bases = [live(world, 30, chance) for world in worlds]
    pooled = fit_groups(MBGNBD, {str(i): histories(base) for i, base in enumerate(bases)})
    fits = {
        "pooled": list(pooled.groups.values()),
        "alone": [MBGNBD().fit_histories(histories(base)) for base in bases],
        "alike": [pooled.whole] * 60,
    }
    truth = forecasts([world.model for world in worlds], bases)
    came = np.array([base.later_purchases.sum() for base in bases])
    wrong = {name: np.abs(forecasts(models, bases) - truth).mean() for name, models in fits.items()}
    off = {name: np.abs(forecasts(models, bases) - came).mean() for name, models in fits.items()}
    assert pooled.spread == 0.4
    assert wrong["pooled"] < 0.8 * min(wrong["alone"], wrong["alike"])
    assert off["pooled"] < min(off["alone"], off["alike"])


def forecasts(models: Sequence[TransactionModel], bases: Sequence[Base]) -> Floats:
    """What each group is expected to buy in a year."""
    rows = zip(models, bases, strict=True)
    return np.array([model.expected_purchases(52, base.x, base.t_x, base.T).sum() for model, base in rows])


def test_a_wide_prior_says_nothing_and_a_narrow_one_everything(chance: np.random.Generator) -> None:
    base = histories(live(WORLD, 4000, chance))
    free = MBGNBD().fit_histories(base)
    wide = MBGNBD().fit_with_prior(base, Prior(WORLD.model.parameters_, 100.0))
    assert wide.parameters_ == pytest.approx(free.parameters_, rel=1e-3)
    assert wide.log_likelihood_ == pytest.approx(free.log_likelihood_, abs=1e-3)
    narrow = MBGNBD().fit_with_prior(base, Prior(WORLD.model.parameters_, 1e-4))
    assert narrow.parameters_ == pytest.approx(WORLD.model.parameters_, rel=1e-3)
    assert narrow.log_likelihood_ < free.log_likelihood_


def test_thirty_customers_are_identified_with_a_prior(thirty: Histories) -> None:
    model = MBGNBD().fit_with_prior(thirty, BELIEF)
    assert model.identified_
    assert model.customers_ == 30
    assert all(0 < model.standard_errors_[name] < value for name, value in model.parameters_.items())
    assert model.log_likelihood_ <= MBGNBD().fit_histories(thirty).log_likelihood_


def test_days_or_weeks_give_the_same_posterior(thirty: Histories) -> None:
    weeks = MBGNBD().fit_with_prior(thirty, BELIEF)
    in_days = Histories(thirty.x, thirty.t_x * 7, thirty.T * 7, thirty.weight)
    centre = {**BELIEF.centre, "alpha": BELIEF.centre["alpha"] * 7}
    days = MBGNBD().fit_with_prior(in_days, Prior(centre))
    assert days.parameters_["alpha"] == pytest.approx(7 * weeks.parameters_["alpha"], rel=1e-6)
    shift = thirty.repeat_purchases * np.log(7)
    assert weeks.log_likelihood_ - days.log_likelihood_ == pytest.approx(shift, abs=1e-6)
    assert weeks.log_evidence_ - days.log_evidence_ == pytest.approx(shift, abs=1e-5)


def test_one_who_came_today_and_nobody_who_came_back_are_enough() -> None:
    for x, t_x, T in ((0.0, 0.0, 0.0), (0.0, 0.0, 50.0)):
        model = MBGNBD().fit_with_prior(Histories.compress(x, t_x, T), BELIEF)
        assert model.identified_
        assert all(np.isfinite(value) and value > 0 for value in model.parameters_.values())
    silent = model.expected_purchases_new(52)
    assert silent < WORLD.model.expected_purchases_new(52)
    with pytest.raises(TooLittleDataError, match="no customers"):
        MBGNBD().fit_with_prior(Histories.compress([], [], []), BELIEF)


@pytest.mark.parametrize("kind", [ParetoNBD, MBGCNBD])
def test_other_models_take_priors_too(kind: type[TransactionModel], thirty: Histories) -> None:
    whole = kind.with_parameters(r=0.8, alpha=8.0, a=0.7, b=2.0, s=0.6, beta=12.0, k=2)
    model = kind().fit_with_prior(thirty, Prior.around(whole, 0.3))
    assert model.identified_
    assert model.parameters_.get("k") in {None, 2}


def test_groups_alike_are_drawn_together(chance: np.random.Generator) -> None:
    bases = {name: histories(live(WORLD, 30, chance)) for name in ("north", "south", "west")}
    pooled = fit_groups(MBGNBD, bases)
    assert pooled.whole.customers_ == 90
    assert pooled.spread == 0.1
    for model in pooled.groups.values():
        assert model.parameters_ == pytest.approx(pooled.whole.parameters_, rel=0.2)
    assert fit_groups(MBGNBD, bases, spread=1.0).spread == 1.0


def test_joining_keeps_customers_and_gaps(chance: np.random.Generator) -> None:
    bases = [live(WORLD, 50, chance) for _ in range(2)]
    joined = Histories.join([histories(base) for base in bases])
    assert joined.customers == 100
    assert joined.litt is not None
    assert joined.litt.sum() == pytest.approx(sum(base.litt.sum() for base in bases))


def test_a_prior_that_cannot_be_is_refused() -> None:
    for centre, spread in (({"r": 1.0}, 0.0), ({"r": -1.0}, 0.5), ({"r": float("nan")}, 0.5)):
        with pytest.raises(ClvError, match="above 0"):
            Prior(centre, spread)
