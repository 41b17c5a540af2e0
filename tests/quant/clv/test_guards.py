"""What may come in from the world: every guard of SCIENCE.md that concerns these models."""

from types import SimpleNamespace

import numpy as np
import pytest

from stamkund.quant.clv import (
    BGNBD,
    MBGNBD,
    NBD,
    BadHistoryError,
    GammaGamma,
    Histories,
    ParetoNBD,
    TooLittleDataError,
    TransactionModel,
)
from stamkund.quant.clv.arrays import Floats, whole_codes
from stamkund.quant.clv.leaving import LeavingModel
from stamkund.quant.clv.maximum import Maximum, maximise
from stamkund.quant.clv.simulation import DAY, Base, World, simulate
from tests.quant.clv.conftest import Log

LEAVING_MODELS: tuple[type[LeavingModel], ...] = (BGNBD, MBGNBD, ParetoNBD)
LEAVING = pytest.mark.parametrize("model", LEAVING_MODELS)
Leaving = type[LeavingModel]
TRUE = World(r=0.5, alpha=6.0, a=0.9, b=1.6, birth=1)


@pytest.fixture
def base(chance: np.random.Generator) -> Base:
    """Five thousand customers on a grid of days, up to two years old."""
    return simulate(TRUE, chance.integers(1, 731, 5000) / 7, 0.0, 0.0, chance, grid=DAY)


@LEAVING
def test_days_or_weeks_give_the_same_forecast(model: Leaving, base: Base) -> None:
    weeks, days = model().fit(base.x, base.t_x, base.T), model().fit(base.x, base.t_x * 7, base.T * 7)
    a = weeks.expected_purchases(52, base.x, base.t_x, base.T)
    b = days.expected_purchases(364, base.x, base.t_x * 7, base.T * 7)
    assert a == pytest.approx(b, rel=1e-4)
    shift = weeks.log_likelihood_ - days.log_likelihood_
    assert shift == pytest.approx(base.x.sum() * np.log(7), rel=1e-9)


@LEAVING
def test_weights_are_repeated_rows(model: Leaving, base: Base) -> None:
    twice = model().fit(base.x, base.t_x, base.T, np.full(base.x.size, 2.0))
    repeated = model().fit(*(np.tile(column, 2) for column in (base.x, base.t_x, base.T)))
    assert twice.parameters_ == pytest.approx(repeated.parameters_, rel=1e-9)
    assert twice.log_likelihood_ == pytest.approx(repeated.log_likelihood_, rel=1e-12)


@LEAVING
def test_the_order_of_rows_does_not_matter(model: Leaving, base: Base, chance: np.random.Generator) -> None:
    order = chance.permutation(base.x.size)
    shuffled = model().fit(base.x[order], base.t_x[order], base.T[order])
    assert shuffled.parameters_ == model().fit(base.x, base.t_x, base.T).parameters_


@pytest.mark.parametrize("model", [NBD, *LEAVING_MODELS])
def test_nobody_and_nobody_who_came_back_are_refused(model: type[TransactionModel]) -> None:
    with pytest.raises(TooLittleDataError, match="no customers"):
        model().fit([], [], [])
    with pytest.raises(TooLittleDataError, match="second day"):
        model().fit([0, 0], [0, 0], [10, 20])


@LEAVING
def test_one_customer_is_not_identified(model: Leaving) -> None:
    """And one with 10,000 purchases overflows nothing."""
    fitted = model().fit([10_000], [520.0], [521.0])
    assert not fitted.identified_
    assert np.isfinite(fitted.log_likelihood_)
    assert not np.isnan([*fitted.parameters_.values(), *fitted.standard_errors_.values()]).any()


@LEAVING
def test_all_repeaters_fit(model: Leaving, base: Base) -> None:
    back = base.x > 0
    fitted = model().fit(base.x[back], base.t_x[back], base.T[back])
    assert all(np.isfinite(value) and value > 0 for value in fitted.parameters_.values())


@LEAVING
def test_everybody_who_bought_today_again_fits(model: Leaving) -> None:
    """t_x = T for all: nobody has been silent for a day, and nobody can be seen to have left."""
    fitted = model().fit([1, 2, 5, 9], [3.0, 8.0, 20.0, 30.0], [3.0, 8.0, 20.0, 30.0])
    assert not fitted.identified_
    assert np.isfinite(list(fitted.parameters_.values())).all()


@LEAVING
def test_customers_who_came_today_do_not_disturb(model: Leaving, base: Base) -> None:
    """T = 0: a likelihood of one."""
    zeros = np.zeros(100)
    more = model().fit(*(np.concatenate([column, zeros]) for column in (base.x, base.t_x, base.T)))
    alone = model().fit(base.x, base.t_x, base.T)
    assert more.log_likelihood_ == pytest.approx(alone.log_likelihood_, rel=1e-9)
    assert 0 < model.with_parameters(**more.parameters_).probability_alive(0, 0, 0)[0] <= 1


@pytest.mark.parametrize(
    ("x", "t_x", "T", "reason"),
    [
        (1, 11.0, 10.0, "t_x is later than T"),
        (-1, 0.0, 10.0, "negative"),
        (1.5, 2.0, 10.0, "whole number"),
        (0, 2.0, 10.0, "x = 0 but t_x > 0"),
        (3, 0.0, 10.0, "count once"),
        (1, float("nan"), 10.0, "finite"),
        (1, 2.0, float("inf"), "finite"),
    ],
)
def test_impossible_histories_are_named_by_row(x: float, t_x: float, T: float, reason: str) -> None:
    with pytest.raises(BadHistoryError, match=reason) as refused:
        MBGNBD().fit([1, 0, x], [5.0, 0, t_x], [9.0, 9.0, T])
    assert refused.value.rows == (2,)


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(BadHistoryError, match="length"):
        Histories.compress([1, 2], [1.0, 2.0], [3.0])


def test_many_bad_rows_are_counted_not_listed() -> None:
    with pytest.raises(BadHistoryError, match="and 20 more"):
        Histories.compress(np.zeros(30), np.ones(30), np.full(30, 2.0))


@LEAVING
def test_without_dropout_the_model_says_it_sees_none(model: Leaving, chance: np.random.Generator) -> None:
    """Customers who never leave: the likelihood is NBD's, and a lifetime would be meaningless."""
    T = chance.integers(30, 731, 3000) / 7
    x = chance.poisson(chance.gamma(2.0, 0.1, T.size) * T).astype(float)
    t_x = np.where(x > 0, T * chance.beta(np.maximum(x, 1), 1), 0.0)
    fitted = model().fit(x, t_x, T)
    assert "no_dropout" in fitted.doubts_
    assert fitted.log_likelihood_ == pytest.approx(fitted.nbd_log_likelihood_, abs=3)


@pytest.mark.data
@LEAVING
def test_online_retail_shows_nobody_leaving(model: Leaving, online_retail: Log) -> None:
    """SCIENCE.md, finding 10, on everybody: the fit runs to the boundary, and the likelihood is NBD's."""
    fitted = model().fit(online_retail.x, online_retail.t_x, online_retail.T)
    assert "no_dropout" in fitted.doubts_
    assert fitted.log_likelihood_ == pytest.approx(fitted.nbd_log_likelihood_, abs=0.2)


def test_a_flat_top_has_no_standard_errors() -> None:
    flat = Maximum(np.zeros(2), -1.0, np.array([[1.0, 1.0], [1.0, 1.0]]) * -1.0, converged=True)
    assert flat.condition == float("inf")
    assert np.isinf(flat.log_covariance).all()


@pytest.mark.parametrize("off", [1e-7, 1e-3])
def test_a_climb_that_ends_in_rounding_noise_has_arrived_where_the_ground_is_level(
    off: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a million customers the last line search may see noise only, and gives up; the slope tells the top."""
    peak, people = np.array([0.5, -2.0]), 1e6

    def hill(point: Floats) -> tuple[float, Floats]:
        return -people * float(((point - peak) ** 2).sum()), -2.0 * people * (point - peak)

    given_up = SimpleNamespace(x=peak + off, success=False)
    monkeypatch.setattr("stamkund.quant.clv.maximum.minimize", lambda *_, **__: given_up)
    assert maximise(hill, np.zeros(2), people).converged == (off < 1e-6)


def test_a_climb_that_was_cut_short_has_not_arrived() -> None:
    def endless(point: Floats) -> tuple[float, Floats]:
        return float(np.nan), np.full_like(point, np.nan)

    assert not maximise(endless, np.zeros(2), weight=1.0).converged


def test_compressing_keeps_every_customer(base: Base) -> None:
    histories = Histories.compress(base.x, base.t_x, base.T)
    assert histories.customers == base.x.size
    assert histories.repeat_purchases == base.x.sum()
    rows = {tuple(row) for row in np.column_stack([base.x, base.t_x, base.T]).round(9).tolist()}
    assert len(rows) == histories.x.size


def test_moments_off_any_grid_compress_too(chance: np.random.Generator) -> None:
    T = np.repeat(chance.random(50) + 1, 2)
    histories = Histories.compress(np.ones(100), T / 3, T)
    assert histories.x.size == 50
    assert (histories.weight == 2).all()


def test_counting_and_sorting_find_the_same_codes(chance: np.random.Generator) -> None:
    close = chance.integers(0, 300, 1000)
    for numbers in (close, close * 1_000_003):
        found, code = whole_codes(numbers)
        assert found[code].tolist() == numbers.tolist()
        assert (np.diff(found) > 0).all()


def test_spend_of_nothing_or_less_is_left_out_and_counted() -> None:
    """80 CDNOW purchases cost 0 dollars; refunds can leave less."""
    spend = GammaGamma().fit([1, 2, 3, 4, 2, 0], [10.0, 12.0, 9.0, 30.0, 0.0, 5.0])
    assert (spend.customers_, spend.left_out_) == (4, 2)
    assert np.isfinite(list(spend.parameters_.values())).all()
    assert spend.expected_spend(2, -5.0) == spend.expected_spend(2, 0.0)


def test_spend_that_grows_with_frequency_is_reported(chance: np.random.Generator) -> None:
    x = chance.integers(1, 20, 2000).astype(float)
    related = GammaGamma().fit(x, x * chance.gamma(5, 1, x.size))
    unrelated = GammaGamma().fit(x, chance.gamma(5, 1, x.size))
    assert related.correlation_ > 0.7
    assert abs(unrelated.correlation_) < 0.1


def test_equal_spends_are_not_identified() -> None:
    spend = GammaGamma().fit([1, 2, 3], [10.0, 10.0, 10.0])
    assert not spend.identified_
    assert spend.correlation_ == 0


def test_too_few_spenders_and_broken_amounts_are_refused() -> None:
    with pytest.raises(TooLittleDataError, match="fewer than two"):
        GammaGamma().fit([1, 1], [10.0, 0.0])
    with pytest.raises(BadHistoryError) as refused:
        GammaGamma().fit([1, 1, 2], [10.0, float("nan"), 3.0])
    assert refused.value.rows == (1,)


@pytest.mark.parametrize("model", [BGNBD, MBGNBD])
def test_where_nearly_nobody_leaves_far_ahead_is_still_a_number(model: type[BGNBD]) -> None:
    """2F1 at a - 1 < 0 fails for b of some thousands and a horizon of hundreds of times the past."""
    staying = model.with_parameters(r=0.75, alpha=2.18, a=1e-4, b=9897.0)
    plain = NBD.with_parameters(r=0.75, alpha=2.18)
    row = (np.array([3.0, 0, 0, 20]), np.array([3.0, 0, 0, 19]), np.array([3.0, 1, 0, 20]))
    expected = staying.expected_purchases(3650, *row) / staying.probability_alive(*row)
    assert expected == pytest.approx(plain.expected_purchases(3650, *row), rel=1e-3)
