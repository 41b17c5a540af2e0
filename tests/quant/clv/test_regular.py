"""Regular purchases: (M)BG/CNBD-k against BTYDplus, against sums written out, and against k = 1."""

from typing import Any

import numpy as np
import pytest
from scipy.special import betainc, betaln

from stamkund.quant.clv import (
    BGCNBD,
    BGNBD,
    MBGCNBD,
    MBGNBD,
    BadHistoryError,
    Histories,
    Outlook,
    TooLittleDataError,
    regularity,
)
from stamkund.quant.clv.renewal import Alive, purchases
from stamkund.quant.clv.simulation import DAY, Base, World, simulate
from stamkund.quant.clv.theta import beta_rule
from tests.quant.clv.conftest import Log

HABIT = World(r=1.3, alpha=2.8, a=0.42, b=0.79, birth=1, k=2)
MODEL = MBGCNBD.with_parameters(r=1.3, alpha=2.8, a=0.42, b=0.79, k=2)
REGULAR = pytest.mark.parametrize("model", [BGCNBD, MBGCNBD])
Regular = type[BGCNBD]


@pytest.fixture
def base(chance: np.random.Generator) -> Base:
    return simulate(HABIT, chance.integers(1, 731, 3000) / 7, 0.0, 0.0, chance, grid=DAY)


@pytest.mark.data
@pytest.mark.parametrize(("name", "model"), [("BG/CNBD-k", BGCNBD), ("MBG/CNBD-k", MBGCNBD)])
def test_grocery_gives_the_optimum_and_forecast_of_btydplus(
    name: str, model: Regular, grocery: Log, anchors: dict[str, Any]
) -> None:
    """Reutterer, Platzer & Schröder 2021; BTYDplus scales its approximate forecast to that of the cohort."""
    anchor, log = anchors["grocery_weeks"], grocery
    fitted = model().fit(log.x, log.t_x, log.T, litt=log.litt)
    assert fitted.log_likelihood_ == pytest.approx(anchor[name]["LL"], abs=anchor["tol"]["LL_abs"])
    for key, value in fitted.parameters_.items():
        assert value == pytest.approx(anchor[name][key], rel=anchor["tol"]["params_rel"])
    assert fitted.identified_
    forecast = fitted.cohort_forecast(52, log.x, log.t_x, log.T)
    assert forecast.sum() == pytest.approx(anchor["forecast_sum"][name], rel=1e-4)
    published = {"BG/CNBD-k": 1.474, "MBG/CNBD-k": anchor["MAE_per_customer"]["MBG/CNBD-k"]}[name]
    assert np.abs(forecast - log.holdout).mean() == pytest.approx(published, abs=1e-3)
    exact = fitted.expected_purchases(52, log.x, log.t_x, log.T)
    assert np.abs(exact - log.holdout).mean() < published


@pytest.mark.data
def test_cdnow_is_not_regular(cdnow_sample: Log, anchors: dict[str, Any]) -> None:
    log, anchor = cdnow_sample, anchors["cdnow_sample_weeks"]["MBG/NBD"]
    fitted = MBGCNBD().fit(log.x, log.t_x, log.T, litt=log.litt)
    assert fitted.parameters_["k"] == 1
    assert fitted.log_likelihood_ == pytest.approx(anchor["optimum"]["LL"], abs=anchor["tol"]["LL_abs"])


@pytest.mark.parametrize(("regular", "plain"), [(BGCNBD, BGNBD), (MBGCNBD, MBGNBD)])
def test_k_of_one_is_the_plain_model(regular: Regular, plain: type[BGNBD], base: Base) -> None:
    row = base.x, base.t_x, base.T
    one, other = regular(k=1).fit(*row), plain().fit(*row)
    assert one.parameters_ == {**other.parameters_, "k": 1}
    assert one.log_likelihood_ == other.log_likelihood_
    assert one.nbd_log_likelihood_ == other.nbd_log_likelihood_
    assert one.expected_purchases(52, *row) == pytest.approx(other.expected_purchases(52, *row), rel=1e-14)
    assert one.purchase_probabilities(52, 9) == pytest.approx(other.purchase_probabilities(52, 9), rel=1e-9)
    outlook, ours = Outlook(156, 0.002), np.array([0.0, 4.0])
    for left, right in zip(
        one.discounted_count(ours, 9 + ours, outlook).fields,
        other.discounted_count(ours, 9 + ours, outlook).fields,
        strict=True,
    ):
        assert left == pytest.approx(right, rel=1e-12)


@pytest.mark.parametrize("k", [1, 2, 3, 6])
@pytest.mark.parametrize(("x", "T", "horizon"), [(0, 1, 156), (0, 100, 156), (3, 40, 52), (500, 100, 156)])
def test_counts_are_the_sums_they_stand_for(k: int, x: float, T: float, horizon: float) -> None:
    """sum_m and sum_m 2(m-1) of P(event mk - j has come, nobody left before)."""
    m = np.arange(1.0, 20_000.0)
    for phase in (0.0, k - 1.0):
        shape, scale, b = 1.3 + k * x + phase, 1.4 * k + T, 1.8 + x
        at_least = np.exp(betaln(0.4, b + m - 1) - betaln(0.4, b)) * betainc(
            m * k - phase, shape, horizon / (scale + horizon)
        )
        alive = Alive(np.array([shape]), np.array([scale]), np.array([b]), np.array([phase]), a=0.4, k=k)
        once, pairs = purchases(alive, np.array([horizon]))
        assert once == pytest.approx(at_least.sum(), rel=1e-8)
        assert pairs == pytest.approx(2 * ((m - 1) * at_least).sum(), rel=1e-7)


@pytest.mark.parametrize(("a", "b", "k"), [(15.2, 0.09, 10), (0.05, 0.06, 6), (0.25, 0.1, 4), (19.0, 18.0, 12)])
def test_counts_hold_where_most_leave_at_once_or_hardly_anybody(a: float, b: float, k: int) -> None:
    m = np.arange(1.0, 40_000.0)
    for phase, horizon in ((0.0, 4.0), (k - 1.0, 156.0)):
        shape = 0.6 * k + phase
        stays = np.exp(betaln(a, b + m - 1) - betaln(a, b))
        at_least = stays * betainc(m * k - phase, shape, horizon / (20.0 + horizon))
        alive = Alive(np.array([shape]), np.array([20.0]), np.array([b]), np.array([phase]), a=a, k=k)
        once, pairs = purchases(alive, np.array([horizon]))
        assert once == pytest.approx(at_least.sum(), rel=1e-7, abs=1e-10)
        assert pairs == pytest.approx(2 * ((m - 1) * at_least).sum(), rel=1e-6, abs=1e-10)


@pytest.mark.parametrize("k", [2, 3, 4, 6])
def test_few_steps_into_the_future_agree_with_two_hundred(k: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However regular and frequent, however new or old."""
    model = MBGCNBD.with_parameters(r=1.3, alpha=1.4 * k, a=0.42, b=0.79, k=k)
    x, T = np.array([0.0, 0, 3, 100, 1000]), np.array([0, 100, 40, 100, 200.0])
    few = model.discounted_count(x, T, Outlook(156, 0.0018))
    monkeypatch.setattr("stamkund.quant.clv.regular.steps", lambda _: 200)
    many = model.discounted_count(x, T, Outlook(156, 0.0018))
    for name in ("expected", "mean", "alone", "pairs"):
        assert getattr(few, name) == pytest.approx(getattr(many, name), rel=1e-6), name


def test_gauss_nodes_give_the_moments_of_beta() -> None:
    nodes, weights = beta_rule(20_000.0, 0.7, 64)
    assert weights.sum() == pytest.approx(1, rel=1e-12)
    assert weights @ nodes == pytest.approx(20_000 / 20_000.7, rel=1e-12)
    nodes, weights = beta_rule(3.5, 0.7, 20)
    assert weights @ nodes**3 == pytest.approx(np.prod([(3.5 + i) / (4.2 + i) for i in range(3)]), rel=1e-12)


def test_rates_are_the_slopes_of_the_counts() -> None:
    x, T, h = np.array([0.0, 3.5, 40.0]), np.array([10.0, 40.0, 90.0]), 1e-2
    before, after = (MODEL._expected_if_alive(np.float64(20 + step), x, T) for step in (-h, h))
    assert MODEL.rate(np.full(3, 20.0), x, T) == pytest.approx((after - before) / (2 * h), rel=1e-6)
    counts = [purchases(MODEL._state(x, T), np.full(3, 20.0 + step))[1] for step in (-h, h)]
    pair = (counts[1] - counts[0]) / (4 * h * 20.0)
    assert MODEL.pair_rate(np.full(3, 20.0), x, T) == pytest.approx(pair, rel=1e-5)


def test_the_expectation_is_the_mean_of_the_probabilities() -> None:
    pmf = MODEL.purchase_probabilities(52, 3000)
    assert pmf.sum() == pytest.approx(1, abs=1e-9)
    assert pmf @ np.arange(3001) == pytest.approx(MODEL.expected_purchases_new(52)[0], rel=1e-6)


def test_nothing_comes_in_no_time() -> None:
    count = MODEL.discounted_count(np.array([2.0, 2.5]), np.array([30.0, 30.0]), Outlook(0.0, 0.0018))
    assert np.array(count.fields).tolist() == [[0, 0]] * 4 + [[1, 1]]


def test_discounting_goes_to_what_an_endless_future_is_worth() -> None:
    row = (np.array([0.0, 7.0]), np.array([0.0, 35.0]), np.array([38.86, 38.86]))
    endless = MODEL.discounted_residual_purchases(0.0027, *row)
    by_week = MODEL.discounted_purchases_by_period(*row, periods=5000, length=1.0, discount=np.expm1(0.0027))
    assert endless == pytest.approx(by_week * np.exp(0.00135), rel=1e-4)


def test_somebody_due_is_likelier_gone_than_by_chance() -> None:
    """Ten purchases, one every four weeks: nine weeks of silence say more than of somebody irregular."""
    by_chance = MBGCNBD.with_parameters(r=1.3, alpha=2.8, a=0.42, b=0.79, k=1)
    regular = MBGCNBD.with_parameters(r=1.3, alpha=1.4, a=0.42, b=0.79, k=4)
    assert regular.probability_alive(10, 40, 49)[0] < 0.5 < by_chance.probability_alive(10, 40, 49)[0]
    assert 1000 < MODEL.expected_purchases(52, 10_000, 199.9, 200.0)[0] < 52 * 10_001 / 200


@REGULAR
def test_days_or_weeks_give_the_same_forecast(model: Regular, base: Base) -> None:
    weeks = model().fit(base.x, base.t_x, base.T, litt=base.litt)
    days = model().fit(base.x, base.t_x * 7, base.T * 7, litt=base.litt + base.x * np.log(7))
    a = weeks.expected_purchases(52, base.x, base.t_x, base.T)
    assert a == pytest.approx(days.expected_purchases(364, base.x, base.t_x * 7, base.T * 7), rel=1e-4)
    shift = weeks.log_likelihood_ - days.log_likelihood_
    assert shift == pytest.approx(base.x.sum() * np.log(7), rel=1e-9)


@REGULAR
def test_weights_are_repeated_rows_in_any_order(model: Regular, base: Base, chance: np.random.Generator) -> None:
    columns, order = (base.x, base.t_x, base.T), chance.permutation(2 * base.x.size)
    twice = model().fit(*columns, np.full(base.x.size, 2.0), base.litt)
    x, t_x, T, litt = (np.tile(column, 2)[order] for column in (*columns, base.litt))
    repeated = model().fit(x, t_x, T, litt=litt)
    assert twice.parameters_ == pytest.approx(repeated.parameters_, rel=1e-6)
    assert twice.log_likelihood_ == pytest.approx(repeated.log_likelihood_, rel=1e-12)


@REGULAR
def test_too_little_is_refused_and_one_customer_is_not_identified(model: Regular) -> None:
    with pytest.raises(TooLittleDataError, match="no customers"):
        model().fit([], [], [], litt=[])
    with pytest.raises(TooLittleDataError, match="second day"):
        model().fit([0, 0], [0, 0], [10, 20], litt=[0, 0])
    with pytest.raises(TooLittleDataError, match="litt is missing"):
        model().fit([1, 2], [1.0, 2.0], [3.0, 3.0])
    alone = model().fit([10_000], [520.0], [521.0], litt=[10_000 * np.log(0.052)])
    assert not alone.identified_
    assert np.isfinite(alone.log_likelihood_)


@REGULAR
def test_all_repeaters_and_those_of_today_fit(model: Regular, base: Base) -> None:
    back = base.x > 0
    fitted = model().fit(base.x[back], base.t_x[back], base.T[back], litt=base.litt[back])
    assert all(np.isfinite(value) and value > 0 for value in fitted.parameters_.values())
    x, t_x, T, litt = (np.append(column, 0.0) for column in (base.x, base.t_x, base.T, base.litt))
    assert model().fit(x, t_x, T, litt=litt).log_likelihood_ == pytest.approx(
        model().fit(base.x, base.t_x, base.T, litt=base.litt).log_likelihood_, rel=1e-9
    )


@pytest.mark.parametrize(
    ("litt", "reason"), [(5.0, "same unit"), (np.nan, "not a finite number"), (np.inf, "not a finite number")]
)
def test_gaps_that_cannot_be_are_named_by_row(litt: float, reason: str) -> None:
    with pytest.raises(BadHistoryError, match=reason) as refused:
        MBGCNBD().fit([1, 1], [2.0, 2.0], [9.0, 9.0], litt=[np.log(2.0), litt])
    assert refused.value.rows == (1,)
    with pytest.raises(BadHistoryError, match="x = 0"):
        Histories.compress([0], [0.0], [9.0], litt=[0.5])
    with pytest.raises(BadHistoryError, match="length"):
        Histories.compress([0, 0], [0.0, 0.0], [9.0, 8.0], litt=[0.0])


@pytest.mark.data
def test_two_gaps_tell_how_regular_grocery_shoppers_are(last_gaps: dict[str, Any], anchors: dict[str, Any]) -> None:
    """Wheat & Morrison 1990. BTYDplus takes the two gaps in random order, we their mean over both orders."""
    expected = anchors["grocery_weeks"]["regularity_wheat_morrison"]
    assert regularity(*last_gaps["grocery"]) == pytest.approx(expected, rel=0.002)
    assert regularity(*last_gaps["cdnow"]) == pytest.approx(0.984, abs=0.002)


def test_gaps_drawn_from_erlang_3_are_found_to_be(chance: np.random.Generator) -> None:
    rate = chance.gamma(2.0, 1.0, 20_000)
    assert regularity(*(chance.gamma(3.0, 1 / rate) for _ in range(2))) == pytest.approx(3, rel=0.03)
    assert regularity([2.0], [2.0]) == np.inf
    with pytest.raises(TooLittleDataError, match="three times"):
        regularity([], [])
    with pytest.raises(BadHistoryError, match="above 0"):
        regularity([1.0, 0.0], [1.0, 1.0])
