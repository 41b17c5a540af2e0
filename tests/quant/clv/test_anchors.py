"""Published fits and expressions, to the digits the papers print. Sources stand in `anchors.json`."""

from typing import Any

import numpy as np
import pytest

from stamkund.quant.clv import BGNBD, MBGNBD, NBD, GammaGamma, ParetoNBD, TransactionModel
from tests.quant.clv.conftest import Log

pytestmark = pytest.mark.data

MODELS: dict[str, type[TransactionModel]] = {
    "NBD": NBD,
    "BG/NBD": BGNBD,
    "MBG/NBD": MBGNBD,
    "Pareto/NBD": ParetoNBD,
}


def fitted(name: str, log: Log) -> TransactionModel:
    return MODELS[name]().fit(log.x, log.t_x, log.T)


@pytest.mark.parametrize("name", MODELS)
def test_cdnow_sample_gives_the_optimum_of_the_papers(name: str, cdnow_sample: Log, anchors: dict[str, Any]) -> None:
    """BG/NBD, Pareto/NBD: Fader, Hardie & Lee 2005, table 2; MBG/NBD: Batislam et al. 2007; NBD: BTYDplus."""
    anchor = anchors["cdnow_sample_weeks"][name]
    model = fitted(name, cdnow_sample)
    assert model.log_likelihood_ == pytest.approx(anchor["optimum"]["LL"], abs=anchor["tol"]["LL_abs"])
    expected = {key: value for key, value in anchor["optimum"].items() if key != "LL"}
    assert model.parameters_ == pytest.approx(expected, rel=anchor["tol"]["params_rel"])
    assert model.identified_
    assert model.customers_ == 2357


@pytest.mark.parametrize("name", ["BG/NBD", "Pareto/NBD"])
def test_standard_errors_are_those_of_the_reference_implementation(
    name: str, cdnow_sample: Log, anchors: dict[str, Any]
) -> None:
    model = fitted(name, cdnow_sample)
    assert model.standard_errors_ == pytest.approx(anchors["cdnow_sample_weeks"][name]["se"], rel=0.01)


@pytest.mark.parametrize("name", MODELS)
def test_cdnow_sample_forecasts_the_39_weeks_kept_back(name: str, cdnow_sample: Log, anchors: dict[str, Any]) -> None:
    log, anchor = cdnow_sample, anchors["cdnow_sample_weeks"]
    forecast = fitted(name, log).expected_purchases(39, log.x, log.t_x, log.T)
    assert log.holdout.sum() == anchor["holdout_39w_actual"]
    assert forecast.sum() == pytest.approx(anchor["holdout_forecast_39w"][name], rel=1e-3)
    error = np.abs(forecast - log.holdout).mean()
    assert error == pytest.approx(anchor["holdout_forecast_39w"]["MAE"][name], abs=2e-3)


PARETO_FULL = {"r": 0.59741, "alpha": 11.5856, "s": 0.52220, "beta": 8.828}
"""CDNOW in full by R's CLVTools and BTYD, which agree; `anchors.json` has the log-likelihood only."""


@pytest.mark.parametrize("name", ["BG/NBD", "Pareto/NBD"])
def test_full_cdnow_gives_the_optimum_of_two_other_implementations(
    name: str, cdnow_full: Log, anchors: dict[str, Any]
) -> None:
    anchor, model = anchors["cdnow_full_weeks"], fitted(name, cdnow_full)
    assert model.log_likelihood_ == pytest.approx(anchor[name]["LL"], abs=anchor["tol"]["LL_abs"])
    optimum = PARETO_FULL if name == "Pareto/NBD" else anchor[name]
    for key, value in model.parameters_.items():
        assert value == pytest.approx(optimum[key], rel=anchor["tol"]["params_rel"])
    assert model.tuples_ == anchor["unique_day_tuples"]
    assert cdnow_full.x.sum() == anchor["sum_x"]


@pytest.mark.parametrize("name", MODELS)
def test_grocery_gives_the_optimum_and_forecast_of_btydplus(name: str, grocery: Log, anchors: dict[str, Any]) -> None:
    anchor, model = anchors["grocery_weeks"], fitted(name, grocery)
    assert model.log_likelihood_ == pytest.approx(anchor[name]["LL"], abs=anchor["tol"]["LL_abs"])
    for key, value in model.parameters_.items():
        assert value == pytest.approx(anchor[name][key], rel=anchor["tol"]["params_rel"])
    forecast = model.expected_purchases(52, grocery.x, grocery.t_x, grocery.T)
    assert forecast.sum() == pytest.approx(anchor["forecast_sum"][name], rel=2e-3)
    if name in anchor["MAE_per_customer"]:
        error = np.abs(forecast - grocery.holdout).mean()
        assert error == pytest.approx(anchor["MAE_per_customer"][name], abs=2e-3)


def test_gamma_gamma_gives_the_optimum_of_note_025(cdnow_sample: Log, anchors: dict[str, Any]) -> None:
    anchor = anchors["cdnow_sample_weeks"]["Gamma-Gamma"]
    spend = GammaGamma().fit(cdnow_sample.x, cdnow_sample.m)
    assert spend.customers_ == anchor["n"]
    assert spend.log_likelihood_ == pytest.approx(anchor["optimum"]["LL"], abs=anchor["tol"]["LL_abs"])
    for name, value in spend.parameters_.items():
        assert value == pytest.approx(anchor["optimum"][name], rel=anchor["tol"]["params_rel"])


def test_apparel_gives_the_optimum_of_clvtools(apparel: tuple[Log, Any], anchors: dict[str, Any]) -> None:
    """Pareto/NBD there, with and without covariates: see `test_covariates`."""
    log, anchor = apparel[0], anchors["apparel_static_covariates_weeks"]
    assert fitted("BG/NBD", log).log_likelihood_ == pytest.approx(anchor["BG/NBD"]["LL"], abs=anchor["tol"]["LL_abs"])
    spend, optimum = GammaGamma().fit(log.x, log.m), dict(anchor["Gamma-Gamma"])
    assert spend.log_likelihood_ == pytest.approx(optimum.pop("LL"), abs=anchor["tol"]["LL_abs"])
    assert spend.parameters_ == pytest.approx(optimum, rel=anchor["tol"]["params_rel"])


def test_gamma_gamma_leaves_out_free_cds_in_full_cdnow(cdnow_full: Log) -> None:
    """R's BTYD, customers with a mean spend above 0."""
    spend = GammaGamma().fit(cdnow_full.x, cdnow_full.m)
    assert spend.parameters_ == pytest.approx({"p": 6.27536, "q": 3.62445, "gamma": 14.98369}, rel=1e-3)


def test_bg_nbd_expressions_at_the_published_parameters(anchors: dict[str, Any]) -> None:
    """Equations 8 to 10 of Fader, Hardie & Lee 2005; discounted residual transactions by mpmath."""
    exact = anchors["expressions_at_published_parameters"]["BG/NBD(.243,4.414,.793,2.426)"]
    check_expressions(BGNBD.with_parameters(r=0.243, alpha=4.414, a=0.793, b=2.426), exact)


def test_pareto_nbd_expressions_at_the_published_parameters(anchors: dict[str, Any]) -> None:
    """Fader & Hardie 2005 (note 009), 2006 (note 012: the counts), Fader, Hardie & Lee 2005 (RFM and CLV: DERT)."""
    exact = anchors["expressions_at_published_parameters"]["Pareto/NBD(.553,10.578,.606,11.669)"]
    check_expressions(ParetoNBD.with_parameters(r=0.553, alpha=10.578, s=0.606, beta=11.669), exact)


def check_expressions(model: BGNBD | ParetoNBD, exact: dict[str, Any]) -> None:
    found = {
        "E_X_52": model.expected_purchases_new(52)[0],
        "CET_52(26,30.86,31)": model.expected_purchases(52, 26, 30.86, 31)[0],
        "PAlive(26,30.86,31)": model.probability_alive(26, 30.86, 31)[0],
        "CET_39(2,30.43,38.86)": model.expected_purchases(39, 2, 30.43, 38.86)[0],
        "PAlive(2,30.43,38.86)": model.probability_alive(2, 30.43, 38.86)[0],
        "DERT_.0027(2,30.43,38.86)": model.discounted_residual_purchases(0.0027, 2, 30.43, 38.86)[0],
        "DERT_.0027(0,0,38.86)": model.discounted_residual_purchases(0.0027, 0, 0, 38.86)[0],
        "DERT_.0027(7,35,38.86)": model.discounted_residual_purchases(0.0027, 7, 35, 38.86)[0],
    }
    if "CET_39(0,0,38.86)" in exact:
        found["CET_39(0,0,38.86)"] = model.expected_purchases(39, 0, 0, 38.86)[0]
    for name, value in found.items():
        assert value == pytest.approx(exact[name], rel=1e-6), name
    assert model.purchase_probabilities(52, 3) == pytest.approx(exact["pmf_52(0..3)"], rel=1e-6)


def test_mbg_nbd_expressions_at_the_published_parameters(anchors: dict[str, Any]) -> None:
    exact = anchors["expressions_at_published_parameters"]["MBG/NBD(.525,6.183,.891,1.614)"]
    model = MBGNBD.with_parameters(r=0.525, alpha=6.183, a=0.891, b=1.614)
    assert model.expected_purchases(39, 2, 30.43, 38.86) == pytest.approx(exact["CET_39(2,30.43,38.86)"], rel=1e-6)
    assert model.probability_alive(2, 30.43, 38.86) == pytest.approx(exact["PAlive(2,30.43,38.86)"], rel=1e-6)
    assert model.probability_alive(0, 0, 38.86) == pytest.approx(exact["PAlive(0,0,38.86)"], rel=1e-6)
    # The anchor was computed by R to 5 digits; mpmath gives 1.41972375771275 by 2F1, by quadrature
    # and as the sum of P(X >= m).
    assert model.expected_purchases_new(52) == pytest.approx(exact["E_X_52"], rel=1e-5)
    assert model.expected_purchases_new(52) == pytest.approx(1.41972375771275, rel=1e-12)


def test_gamma_gamma_expressions_at_the_published_parameters(anchors: dict[str, Any]) -> None:
    exact = anchors["expressions_at_published_parameters"]["Gamma-Gamma(6.25,3.74,15.44)"]
    spend = GammaGamma.with_parameters(p=6.25, q=3.74, gamma=15.44)
    found = spend.expected_spend([0, 2, 1], [0, 22.35, 11.77])
    wanted = [exact["population_mean"], exact["E_M(x=2,m=22.35)"], exact["E_M(x=1,m=11.77)"]]
    assert found == pytest.approx(wanted, rel=1e-6)
