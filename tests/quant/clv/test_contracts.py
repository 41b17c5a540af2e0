"""sBG: contracts that are renewed or not."""

from typing import Any

import numpy as np
import pytest

from stamkund.quant.clv import SBG, BadHistoryError, ClvError, TooLittleDataError, predict_renewals
from stamkund.quant.clv.beta_ratio import discounted_stay, mixed_chances

PEOPLE = ("HighEnd", "Regular")
MODEL = SBG.with_parameters(alpha=0.668, beta=3.806)


def seven_years(people: str, anchors: dict[str, Any]) -> list[float]:
    """A thousand customers and those left after each of seven renewals."""
    return [1000 * share for share in anchors["sBG"][f"{people}_survival"][:8]]


@pytest.mark.data
@pytest.mark.parametrize("people", PEOPLE)
def test_seven_years_project_the_next_five(people: str, anchors: dict[str, Any]) -> None:
    """Fader & Hardie 2007, table 1 and section 4."""
    anchor, model = anchors["sBG"][people], SBG().fit_cohorts(seven_years(people, anchors))
    assert list(model.parameters_.values()) == pytest.approx([anchor["alpha"], anchor["beta"]], rel=1e-5)
    assert [round(value, 3) for value in model.parameters_.values()] == anchors["sBG"]["published"][people]
    assert model.log_likelihood_ == pytest.approx(anchor["LL_per_1000"], abs=1e-3)
    assert model.survival(np.arange(8, 13)) == pytest.approx(anchor["S8_12"], abs=5e-5)
    kept = anchors["sBG"][f"{people}_survival"][8:]
    assert model.survival(np.arange(8, 13)) == pytest.approx(kept, abs=0.02)
    assert model.identified_
    assert (model.customers_, model.tuples_) == (1000, 8)


@pytest.mark.data
@pytest.mark.parametrize("people", PEOPLE)
def test_discounted_lifetimes_are_those_of_the_paper(people: str, anchors: dict[str, Any]) -> None:
    """Fader & Hardie 2010, "Customer-base valuation in a contractual setting"; n = 1 … 8 payments made."""
    model = SBG().fit_cohorts(seven_years(people, anchors))
    assert model.discounted_lifetime(0.1) == pytest.approx(anchors["sBG"]["DEL_d10pct"][people], rel=2e-6)
    residual = model.discounted_residual_lifetime(0.1, np.arange(1, 9))
    assert residual == pytest.approx(anchors["sBG"]["DERL_d10pct_by_n"][people], rel=2e-5)


@pytest.mark.data
def test_the_likelihood_at_one_and_one(anchors: dict[str, Any]) -> None:
    """Fader & Hardie 2007, appendix B begins there."""
    shares = np.array(anchors["sBG"]["HighEnd_survival"][:8])
    left, years = np.append(np.ones(7), 0.0), np.append(np.arange(7.0), 7.0)
    log_likelihood = mixed_chances(left, years, np.append(-np.diff(shares), shares[-1]))
    assert log_likelihood(np.zeros(2))[0] == pytest.approx(anchors["sBG"]["LL_at_1_1_HighEnd_per_1"], abs=1e-5)


@pytest.mark.data
def test_four_cohorts_are_fitted_together(anchors: dict[str, Any]) -> None:
    """Fader & Hardie 2010, "Fitting the sBG model to multi-cohort data"."""
    anchor = anchors["sBG"]["multi_cohort"]
    model = SBG().fit_cohorts(*anchor["cohorts"])
    assert list(model.parameters_.values()) == pytest.approx([anchor["alpha"], anchor["beta"]], rel=1e-5)
    assert [round(value, 2) for value in model.parameters_.values()] == anchor["published"]
    assert model.log_likelihood_ == pytest.approx(anchor["LL"], abs=1e-3)
    assert model.customers_ == 40_000


def test_single_customers_say_the_same_as_their_cohort() -> None:
    cohort = SBG().fit_cohorts([10, 6, 5, 5, 4])
    t, left = [1, 1, 1, 1, 2, 4, 4, 4, 4, 4], [1, 1, 1, 1, 1, 1, 0, 0, 0, 0]
    the_same = pytest.approx(cohort.parameters_, rel=1e-9)
    assert SBG().fit(t, left).parameters_ == the_same
    assert SBG().fit(t[::-1], left[::-1]).parameters_ == the_same
    assert SBG().fit([1, 2, 4, 4], [1, 1, 1, 0], [4, 1, 1, 4]).parameters_ == the_same


def test_retention_rises_because_those_who_leave_easily_leave_first() -> None:
    rates, survival = MODEL.retention_rate(np.arange(1, 20)), MODEL.survival(np.arange(20))
    assert rates == pytest.approx(survival[1:] / survival[:-1], rel=1e-12)
    assert (np.diff(rates) > 0).all()
    assert MODEL.survival(3, renewed=4) == pytest.approx(survival[7] / survival[4], rel=1e-12)


def test_lifetimes_are_the_survival_summed_up() -> None:
    far = MODEL.survival(np.arange(4000))
    assert MODEL.discounted_lifetime(0.1) == pytest.approx(far @ 1.1 ** -np.arange(4000), rel=1e-12)
    after_three = far[3:] / far[2] @ 1.1 ** -np.arange(3997)
    assert MODEL.discounted_residual_lifetime(0.1, 3) == pytest.approx(after_three, rel=1e-12)


def test_renewals_to_come_are_the_survival_summed_up() -> None:
    told = MODEL.expected_renewals(5.9, [0, 3, 3])
    assert told == pytest.approx([MODEL.survival(np.arange(1, 6), renewed=so_far).sum() for so_far in (0, 3, 3)])
    assert MODEL.expected_renewals(1, 3) == pytest.approx(MODEL.retention_rate(4))
    assert MODEL.expected_renewals(0, 3) == 0


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_as_many_renewals_fall_inside_as_the_level_says(level: float, chance: np.random.Generator) -> None:
    """Renewals are whole and end with the horizon, so that more fall inside than asked for."""
    lifetime = chance.geometric(chance.beta(0.668, 3.806, 60_000)) - 1.0
    renewed = chance.integers(0, 9, lifetime.size).astype(float)
    here = lifetime >= renewed
    came = np.minimum(lifetime - renewed, 12.0)[here]
    told = predict_renewals(MODEL, 12, renewed[here], level=level)
    assert came.mean() == pytest.approx(told.expected.mean(), rel=0.02)
    for so_far in range(9):
        group = renewed[here] == so_far
        tail = (1 - level) / 2
        noise = 4 * np.sqrt(tail / group.sum())
        assert (came < told.low)[group].mean() < tail + noise, so_far
        assert (came > told.high)[group].mean() < tail + noise, so_far


def test_the_ends_of_renewals_are_the_smallest_numbers_that_will_do() -> None:
    told = predict_renewals(MODEL, 20, [0, 5, 50], level=0.9)
    for end, share in ((told.low, 0.95), (told.high, 0.05)):
        for so_far, renewals in zip((0, 5, 50), end, strict=True):
            exceeded = MODEL.survival(renewals + 1, renewed=so_far)[0] if renewals < 20 else 0.0
            assert exceeded <= share < MODEL.survival(renewals, renewed=so_far)[0] or renewals == 0
    with pytest.raises(ClvError, match="level"):
        predict_renewals(MODEL, 20, 0, level=1.0)
    with pytest.raises(ClvError, match="10000"):
        predict_renewals(MODEL, 20_000, 0)


@pytest.mark.parametrize(("a", "b"), [(1e-4, 1e4), (1e4, 1e-4), (300.0, 7000.0), (0.5, 1e4)])
def test_extreme_customers_have_finite_lifetimes(a: float, b: float) -> None:
    for discount in (1e-6, 0.001, 5.0):
        stay = discounted_stay(discount, a, np.array([b]))[0]
        assert 1 <= stay <= (1 + discount) / discount


def test_an_endless_contract_needs_a_discount() -> None:
    with pytest.raises(ClvError, match="discount"):
        MODEL.discounted_lifetime(0.0)


def test_a_fit_finds_the_parameters_it_was_made_from(chance: np.random.Generator) -> None:
    lifetime = chance.geometric(chance.beta(0.9, 3.5, 50_000)).astype(float)
    seen = chance.integers(1, 12, lifetime.size)
    model = SBG().fit(np.minimum(lifetime, seen), (lifetime <= seen).astype(float))
    assert model.identified_
    assert abs(model.parameter("alpha") - 0.9) < 3 * model.standard_errors_["alpha"]
    assert abs(model.parameter("beta") - 3.5) < 3 * model.standard_errors_["beta"]


def test_customers_who_are_all_alike_leave_a_doubt() -> None:
    """Eight of ten stay, year after year."""
    model = SBG().fit_cohorts(1000 * 0.8 ** np.arange(9))
    assert "no_heterogeneity" in model.doubts_
    assert model.log_likelihood_ == pytest.approx(model.geometric_log_likelihood_, abs=0.1)
    assert model.survival(20) == pytest.approx(0.8**20, rel=0.05)


@pytest.mark.parametrize("cohort", [[1, 0], [5, 0], [7, 7, 6], [1_000_000, 1, 1, 1], [2, 1]])
def test_short_or_extreme_cohorts_are_never_not_a_number(cohort: list[float]) -> None:
    model = SBG().fit_cohorts(cohort)
    told = [*model.parameters_.values(), *model.standard_errors_.values(), model.log_likelihood_]
    assert not np.isnan(told).any()
    assert 0 <= model.survival(30)[0] <= 1


@pytest.mark.parametrize(
    ("cohorts", "reason"),
    [
        ((), "no customers"),
        (([],), "no customers"),
        (([0, 0],), "no customers"),
        (([9, 9, 9],), "nobody"),
        (([9],), "nobody"),
    ],
)
def test_cohorts_that_tell_nothing_are_refused(cohorts: tuple[list[float], ...], reason: str) -> None:
    with pytest.raises(TooLittleDataError, match=reason):
        SBG().fit_cohorts(*cohorts)


@pytest.mark.parametrize("cohort", [[10, 11], [10, -1], [10, float("nan")]])
def test_cohorts_that_cannot_be_are_named(cohort: list[float]) -> None:
    with pytest.raises(BadHistoryError, match="never grow: row 1"):
        SBG().fit_cohorts([10, 5], cohort)


@pytest.mark.parametrize(
    ("t", "left", "weight", "reason"),
    [
        (1.5, 1, 1, "whole numbers"),
        (-1, 0, 1, "whole numbers"),
        (2, 0.5, 1, "neither 0 nor 1"),
        (2, 1, -1, "weight is negative"),
        (0, 1, 1, "before the first renewal"),
        (float("inf"), 1, 1, "finite"),
    ],
)
def test_impossible_lifetimes_are_named_by_row(t: float, left: float, weight: float, reason: str) -> None:
    with pytest.raises(BadHistoryError, match=reason) as refused:
        SBG().fit([1, 2, t], [1, 0, left], [1, 1, weight])
    assert refused.value.rows == (2,)


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(BadHistoryError, match="length"):
        SBG().fit([1, 2], [1])
