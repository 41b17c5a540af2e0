"""Pareto/NBD with what is known about customers."""

from typing import Any

import numpy as np
import pytest

from stamkund.quant.clv import (
    BadHistoryError,
    ClvError,
    Customers,
    GammaGamma,
    NotFittedError,
    Outlook,
    ParetoNBDWithCovariates,
    value_customers,
)
from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.covariate_likelihood import CovariateLikelihood
from stamkund.quant.clv.histories import Histories
from tests.quant.clv.conftest import Log

Apparel = tuple[Log, dict[str, Floats]]
TRUE = {"r": 1.2, "alpha": 20.0, "s": 0.9, "beta": 25.0, "trans.shop": 0.6, "life.shop": -0.5, "life.age": 0.02}


@pytest.fixture
def base(chance: np.random.Generator) -> Apparel:
    """Three thousand customers made by TRUE, seen for two years at most, and what is known about them."""
    n = 3000
    known = {"shop": chance.integers(0, 2, n).astype(float), "age": chance.integers(20, 70, n).astype(float)}
    alpha = TRUE["alpha"] * np.exp(-TRUE["trans.shop"] * known["shop"])
    beta = TRUE["beta"] * np.exp(-TRUE["life.shop"] * known["shop"] - TRUE["life.age"] * known["age"])
    T = chance.integers(200, 731, n) / 7
    rate, leaves = chance.gamma(TRUE["r"], 1 / alpha), chance.exponential(1 / chance.gamma(TRUE["s"], 1 / beta))
    alive = np.minimum(T, leaves)
    x = chance.poisson(rate * alive).astype(float)
    t_x = np.where(x > 0, alive * chance.random(n) ** (1 / np.maximum(x, 1)), 0.0)
    return Log(x, t_x, T, np.zeros(n), np.zeros(n), np.zeros(n)), known


def fit(base: Apparel) -> ParetoNBDWithCovariates:
    log, known = base
    return ParetoNBDWithCovariates().fit(log.x, log.t_x, log.T, trans={"shop": known["shop"]}, life=known)


@pytest.mark.data
def test_apparel_gives_the_optimum_of_clvtools(apparel: Apparel, anchors: dict[str, Any]) -> None:
    log, known = apparel
    anchor = anchors["apparel_static_covariates_weeks"]
    model = ParetoNBDWithCovariates().fit(log.x, log.t_x, log.T, trans=known, life=known)
    for found, name in ((model.plain_, "Pareto/NBD"), (model, "Pareto/NBD+cov")):
        expected = dict(anchor[name])
        assert found.log_likelihood_ == pytest.approx(expected.pop("LL"), abs=anchor["tol"]["LL_abs"])
        assert found.parameters_ == pytest.approx(expected, rel=anchor["tol"]["params_rel"])
    assert model.likelihood_ratio_ == pytest.approx(54.07, abs=0.02)
    assert model.identified_


def test_a_fit_finds_the_coefficients_it_was_made_from(base: Apparel) -> None:
    model = fit(base)
    assert model.identified_
    assert set(model.parameters_) == set(TRUE)
    for name, value in model.parameters_.items():
        assert abs(value - TRUE[name]) < 3 * model.standard_errors_[name], name


def test_the_gradient_is_exact(chance: np.random.Generator) -> None:
    T = np.full(40, 30.0)
    x = chance.poisson(2.0, 40).astype(float)
    histories = Histories(x, np.where(x > 0, T * chance.random(40), 0.0), T, np.ones(40))
    known = chance.normal(size=(40, 2))
    log_likelihood = CovariateLikelihood(histories, np.arange(40), known, known[:, :1]).log_likelihood
    here = np.array([0.1, 2.0, -0.3, 2.5, 0.4, -0.2, 0.3])
    differences = [(log_likelihood(here + h)[0] - log_likelihood(here - h)[0]) / 2e-5 for h in 1e-5 * np.eye(7)]
    assert log_likelihood(here)[1] == pytest.approx(differences, rel=1e-6)


def test_the_scale_of_a_covariate_changes_its_coefficient_only(base: Apparel) -> None:
    """Age in months from 1900 tells the same as age in years."""
    log, known = base
    years, months = fit(base), fit((log, {**known, "age": 1200.0 + 12 * known["age"]}))
    assert months.log_likelihood_ == pytest.approx(years.log_likelihood_, abs=1e-4)
    assert 12 * months.parameters_["life.age"] == pytest.approx(years.parameters_["life.age"], rel=1e-3)
    assert 12 * months.standard_errors_["life.age"] == pytest.approx(years.standard_errors_["life.age"], rel=1e-3)


def test_weights_are_repeated_rows(base: Apparel) -> None:
    log, known = base
    columns = log.x, log.t_x, log.T
    weight = np.where(np.arange(log.x.size) < 1000, 2.0, 1.0)
    more = np.concatenate([np.arange(log.x.size), np.arange(1000)])
    heavy = ParetoNBDWithCovariates().fit(*columns, trans=known, life={}, weight=weight)
    repeated = ParetoNBDWithCovariates().fit(
        *(column[more] for column in columns), trans={name: column[more] for name, column in known.items()}, life={}
    )
    assert heavy.log_likelihood_ == pytest.approx(repeated.log_likelihood_, rel=1e-9)
    assert heavy.tuples_ == repeated.tuples_


def test_each_customer_has_a_plain_model_of_their_own(base: Apparel) -> None:
    log, known = base
    model = ParetoNBDWithCovariates.with_parameters(**TRUE)
    trans, life = {"shop": known["shop"]}, known
    alive = model.probability_alive(log.x, log.t_x, log.T, trans=trans, life=life)
    forecast = model.expected_purchases(52, log.x, log.t_x, log.T, trans=trans, life=life)
    seen = 0
    for plain, rows in model.each(log.x.size, trans=trans, life=life):
        seen += rows.size
        histories = log.x[rows], log.t_x[rows], log.T[rows]
        assert alive[rows] == pytest.approx(plain.probability_alive(*histories))
        assert forecast[rows] == pytest.approx(plain.expected_purchases(52, *histories))
    assert seen == log.x.size


def test_customers_are_valued_by_their_own_plain_models(base: Apparel) -> None:
    log, known = base
    spend, outlook = GammaGamma.with_parameters(p=6.25, q=3.74, gamma=15.44), Outlook(52, 0.0)
    model, trans = ParetoNBDWithCovariates.with_parameters(**TRUE), {"shop": known["shop"]}
    purchases = np.full(log.x.size, np.nan)
    for plain, rows in model.each(log.x.size, trans=trans, life=known):
        customers = Customers(log.x[rows], log.t_x[rows], log.T[rows], np.full(rows.size, 30.0))
        purchases[rows] = value_customers(plain, spend, customers, outlook).expected_purchases
    forecast = model.expected_purchases(52, log.x, log.t_x, log.T, trans=trans, life=known)
    assert purchases == pytest.approx(forecast, rel=1e-9)


def test_one_customer_may_be_told_in_single_numbers() -> None:
    model = ParetoNBDWithCovariates.with_parameters(**TRUE)
    young, old = (
        model.probability_alive(2, 20, 60, trans={"shop": 1}, life={"shop": 1, "age": age})[0] for age in (20, 70)
    )
    assert 0 < old < young < 1


def test_without_covariates_it_is_the_plain_model(base: Apparel) -> None:
    log, _ = base
    model = ParetoNBDWithCovariates().fit(log.x, log.t_x, log.T, trans={}, life={})
    assert model.parameters_ == pytest.approx(model.plain_.parameters_, rel=1e-3)
    assert model.likelihood_ratio_ == pytest.approx(0, abs=1e-6)


def test_covariates_that_cannot_be_are_refused(base: Apparel) -> None:
    log, known = base
    columns = log.x, log.t_x, log.T
    same, short = {"shop": np.ones(log.x.size)}, {"shop": known["shop"][:7]}
    broken = {"shop": np.where(np.arange(log.x.size) == 5, np.nan, known["shop"])}
    with pytest.raises(ClvError, match="shop is the same for everybody"):
        ParetoNBDWithCovariates().fit(*columns, trans=same, life={})
    with pytest.raises(ClvError, match="elsewhere is told by those before it"):
        ParetoNBDWithCovariates().fit(*columns, trans={**known, "elsewhere": 1.0 - known["shop"]}, life={})
    with pytest.raises(BadHistoryError, match="shop and x differ in length"):
        ParetoNBDWithCovariates().fit(*columns, trans=short, life={})
    with pytest.raises(BadHistoryError, match="shop is not a finite number: row 5"):
        ParetoNBDWithCovariates().fit(*columns, trans={}, life=broken)
    with pytest.raises(ClvError, match="the covariate age is missing"):
        ParetoNBDWithCovariates.with_parameters(**TRUE).probability_alive(*columns, trans=known, life={"shop": 1})
    with pytest.raises(NotFittedError):
        ParetoNBDWithCovariates().probability_alive(*columns, trans=known, life=known)
