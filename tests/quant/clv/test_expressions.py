"""Formulas against each other, their limits and the numerical traps on record."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta as beta_distribution

from stamkund.quant.clv import BGNBD, MBGNBD, NBD, ClvError, NotFittedError, Outlook, ParetoNBD
from stamkund.quant.clv.beta_power import phi, phi_by_quadrature
from stamkund.quant.clv.quadrature import integrate

ROW_3 = {"r": 0.243, "alpha": 4.414, "b": 2.426}
MODEL = MBGNBD.with_parameters(r=0.525, alpha=6.183, a=0.891, b=1.614)
BG = BGNBD.with_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426)
PARETO = ParetoNBD.with_parameters(r=0.553, alpha=10.578, s=0.606, beta=11.669)
EACH = pytest.mark.parametrize("model", [MODEL, BG, PARETO], ids=["mbg", "bg", "pareto"])


@pytest.mark.parametrize(
    ("s", "a", "b", "z"),
    [(0.7, 0.9, 2.6, 0.5), (201.5, 0.9, 203, 4.0), (1.5, 5.0, 30.0, 25.0), (3.0, 80.0, 300.0, 9.0)],
)
def test_phi_is_the_mean_it_claims_to_be(s: float, a: float, b: float, z: float) -> None:
    truth, _ = quad(lambda p: (1 + p * z) ** -s * beta_distribution.pdf(p, a, b), 0, 1, epsabs=0, epsrel=1e-10)
    row = np.array([s]), a, np.array([float(b)]), np.array([z])
    assert phi(*row) == pytest.approx(truth, rel=1e-8)
    assert phi_by_quadrature(*row) == pytest.approx(truth, rel=1e-8)


def test_phi_falls_back_where_the_hypergeometric_function_fails() -> None:
    """SciPy gives NaN at these whole-numbered parameters and z/(1+z) > 0.9."""
    value = phi(np.array([4.0]), 1.0, np.array([301.0]), np.array([100.0]))
    assert value == pytest.approx(0.46300473, rel=1e-7)
    assert np.isfinite(value).all()


@EACH
def test_the_expectation_is_the_mean_of_the_probabilities(model: BGNBD | ParetoNBD) -> None:
    pmf = model.purchase_probabilities(52, 2000)
    assert pmf.sum() == pytest.approx(1, abs=1e-9)
    assert pmf @ np.arange(2001) == pytest.approx(model.expected_purchases_new(52)[0], rel=1e-9)


@EACH
def test_nobody_comes_back_in_no_time(model: BGNBD | ParetoNBD) -> None:
    assert model.purchase_probabilities(0, 3).tolist() == [1, 0, 0, 0]
    assert model.expected_purchases_new(0) == 0


@EACH
def test_the_rate_adds_up_to_the_expectation(model: BGNBD | ParetoNBD) -> None:
    x, t_x, T = np.array([0.0, 3.0, 40.0]), np.array([0.0, 40.0, 90.0]), np.array([10.0, 40.0, 90.0])
    summed = integrate(lambda u: model.rate(u, x[:, None], T[:, None]), 156.0, model.timescale(T))
    closed = model.expected_purchases(156, x, t_x, T) / model.probability_alive(x, t_x, T)
    assert summed == pytest.approx(closed, rel=1e-11)


def test_a_equal_to_one_takes_the_limit() -> None:
    """The textbook formula divides by zero there; the limit at the third customer of the paper is 1.1021368."""
    limit = BGNBD.with_parameters(a=1.0, **ROW_3).expected_purchases(39, 2, 30.43, 38.86)
    assert limit == pytest.approx(1.1021368, rel=1e-7)
    sides = [BGNBD.with_parameters(a=a, **ROW_3).expected_purchases(39, 2, 30.43, 38.86)[0] for a in (0.999, 1.001)]
    assert limit == pytest.approx(np.mean(sides), rel=1e-5)


@pytest.mark.parametrize(
    "model",
    [
        BGNBD.with_parameters(r=0.5143, alpha=2.8845, a=0.2856, b=14.1087),
        ParetoNBD.with_parameters(r=0.5143, alpha=2.8845, s=0.2856, beta=14.1087),
    ],
    ids=["bg", "pareto"],
)
def test_the_count_of_a_customer_with_221_purchases_is_finite(model: BGNBD | ParetoNBD) -> None:
    """The trap in CLVTools' tests: naive gamma functions overflow."""
    assert 0.9 < model.probability_alive(221, 103.43, 103.57)[0] <= 1


@EACH
def test_a_customer_with_ten_thousand_purchases_has_a_finite_forecast(model: BGNBD | ParetoNBD) -> None:
    forecast = model.expected_purchases(52, 10_000, 199.9, 200.0)
    assert 1000 < forecast[0] < 52 * 10_001 / 200


@EACH
def test_somebody_long_silent_is_gone_without_overflow(model: BGNBD | ParetoNBD) -> None:
    assert model.probability_alive(500, 10.0, 1e6)[0] == pytest.approx(0, abs=1e-12)


def test_one_time_buyers_are_alive_for_certain_in_bg_nbd_only() -> None:
    assert BG.probability_alive(0, 0, 38.86)[0] == 1
    assert MODEL.probability_alive(0, 0, 38.86)[0] < 1


@EACH
def test_twelve_nodes_agree_with_two_hundred(model: BGNBD | ParetoNBD, monkeypatch: pytest.MonkeyPatch) -> None:
    x, T = np.array([0.0, 0, 3, 1000, 10_000]), np.array([1e-6, 100, 40, 200, 900])
    few = model.discounted_count(x, T, Outlook(156, 0.0018))
    monkeypatch.setattr("stamkund.quant.clv.outlook.FEW", 200)
    many = model.discounted_count(x, T, Outlook(156, 0.0018))
    for name in ("expected", "mean", "alone", "pairs"):
        assert getattr(few, name) == pytest.approx(getattr(many, name), rel=1e-9), name


@EACH
def test_discounting_by_month_equals_the_sum_written_out(model: BGNBD | ParetoNBD) -> None:
    ends = [model.expected_purchases(4.345 * month, 3, 35, 40)[0] for month in range(37)]
    written = sum((ends[i] - ends[i - 1]) / 1.01**i for i in range(1, 37))
    found = model.discounted_purchases_by_period(3, 35, 40, periods=36, length=4.345, discount=0.01)
    assert found == pytest.approx(written, rel=1e-12)


@pytest.mark.parametrize(
    "near",
    [
        MBGNBD.with_parameters(r=0.7, alpha=9.0, a=1e-9, b=1.0),
        ParetoNBD.with_parameters(r=0.7, alpha=9.0, s=1e-9, beta=1.0),
    ],
    ids=["mbg", "pareto"],
)
def test_no_dropout_is_the_limit_of_a_and_of_s_towards_zero(near: MBGNBD | ParetoNBD) -> None:
    nbd = NBD.with_parameters(r=0.7, alpha=9.0)
    x, T = np.array([0.0, 5.0]), np.array([20.0, 50.0])
    for outlook in (Outlook(100, 0.002), Outlook(np.inf, 0.002)):
        ours, limit = near.discounted_count(x, T, outlook), nbd.discounted_count(x, T, outlook)
        assert ours.mean == pytest.approx(limit.mean, rel=1e-6)
        assert ours.pairs == pytest.approx(limit.pairs, rel=1e-6)


def test_an_endless_horizon_without_discount_is_refused() -> None:
    with pytest.raises(ClvError, match="without bound"):
        MODEL.discounted_count(np.zeros(1), np.ones(1), Outlook(np.inf, 0.0))
    with pytest.raises(ClvError, match="without bound"):
        PARETO.discounted_residual_purchases(0.0, 2, 30.43, 38.86)


def test_asking_before_fitting_says_so() -> None:
    with pytest.raises(NotFittedError, match="MBGNBD has not been fitted"):
        MBGNBD().expected_purchases_new(52)


@pytest.mark.parametrize(("a", "b"), [(1e-4, 30.0), (0.02, 0.03), (0.7, 1.6), (12.0, 0.05)])
def test_the_guard_agrees_with_2f1_where_that_is_right(a: float, b: float) -> None:
    """Also where most of a Beta lies so near to 0 or 1 that no grid reaches it."""
    s, z = np.array([0.3, 2.0, 9.0]), np.array([0.2, 5.0, 40.0])
    mean = phi(s, a, np.full(3, b), z)
    assert phi_by_quadrature(s, a, np.full(3, b), z) == pytest.approx(mean, rel=1e-9)
