"""What a fitted model refuses to be asked: rows that cannot be, by number, and looks ahead that are none."""

import copy
import pickle
from collections.abc import Callable
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from stamkund.quant.clv import (
    BGBB,
    BGNBD,
    MBGCNBD,
    MBGNBD,
    NBD,
    SBG,
    BadHistoryError,
    ClvError,
    Customers,
    GammaGamma,
    NotFittedError,
    Outlook,
    ParetoNBD,
    TooLittleDataError,
    TransactionModel,
    value_customers,
    value_one,
)
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.pooling import fit_groups
from stamkund.quant.clv.prior import Prior

MODELS: list[TransactionModel] = [
    MBGNBD.with_parameters(r=0.52, alpha=6.18, a=0.89, b=1.61),
    MBGCNBD.with_parameters(r=1.3, alpha=2.8, a=0.42, b=0.79, k=2),
    ParetoNBD.with_parameters(r=0.55, alpha=10.58, s=0.61, beta=11.67),
    NBD.with_parameters(r=0.38, alpha=12.07),
]
SPEND = GammaGamma.with_parameters(p=6.25, q=3.74, gamma=15.44)
OUTLOOK = Outlook(156.0, 0.0018)
BUYERS = BGBB.with_parameters(alpha=1.2, beta=0.75, gamma=0.66, delta=2.78)

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)
impossible = pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((-1, 0, 5), "negative"),
        ((1, 5, 2), "later than T"),
        ((1.5, 2, 5), "whole"),
        ((2, 0, 5), "one day"),
        ((0, 2, 5), "x = 0"),
        ((nan, 2, 5), "finite"),
        ((1, 2, inf), "finite"),
    ],
)


@each_model
@impossible
def test_rows_that_cannot_be_are_named_whatever_is_asked(
    model: TransactionModel, row: tuple[float, float, float], reason: str
) -> None:
    columns = [[good, bad] for good, bad in zip((1.0, 2.0, 5.0), row, strict=True)]
    questions: list[Callable[..., Any]] = [
        model.probability_alive,
        lambda *rows: model.expected_purchases(52, *rows),
        lambda *rows: model.at_least(2, 52, *rows),
        lambda *rows: model.discounted_residual_purchases(0.0018, *rows),
        lambda x, t_x, T: value_customers(model, SPEND, Customers(x, t_x, T, np.full(2, 20.0)), OUTLOOK),
    ]
    for ask in questions:
        with pytest.raises(BadHistoryError, match=f"{reason}.*: row 1$"):
            ask(*columns)
    with pytest.raises(BadHistoryError, match=reason):
        value_one(model, SPEND, OUTLOOK, x=row[0], t_x=row[1], T=row[2], m=20.0)


@impossible
def test_opportunities_that_cannot_be_are_named(row: tuple[float, float, float], reason: str) -> None:
    with pytest.raises(BadHistoryError, match=reason):
        BUYERS.probability_alive(*row)
    with pytest.raises(BadHistoryError, match=reason):
        BUYERS.ahead_one(*row, horizon=10, discount=0.1)


def test_nobody_buys_more_often_than_there_were_opportunities() -> None:
    for ask in (BUYERS.probability_alive, lambda x, t_x, n: BUYERS.ahead_one(x, t_x, n, horizon=10, discount=0.1)):
        with pytest.raises(BadHistoryError, match="more purchases"):
            ask(5, 3, 6)
        with pytest.raises(BadHistoryError, match="opportunities: whole"):
            ask(1, 2, 6.5)


class OfAnotherKind:
    """A column of somebody's data frame, which does not subtract like an array."""

    def __init__(self, values: list[float]) -> None:
        self.values = values

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(self.values, dtype=dtype)


@each_model
def test_columns_go_by_position_and_of_one_length(model: TransactionModel) -> None:
    x, t_x, T, m = [0, 3, 9], [0.0, 20, 30], [40.0, 40, 40], [0.0, 25, 30]
    plain = value_customers(model, SPEND, Customers(*map(np.array, (x, t_x, T, m))), OUTLOOK)
    lists: list[Any] = [x, t_x, T, m]
    for columns in (lists, [OfAnotherKind(values) for values in lists]):
        assert value_customers(model, SPEND, Customers(*columns), OUTLOOK).clv.tolist() == plain.clv.tolist()
    with pytest.raises(BadHistoryError, match="differ in length"):
        model.probability_alive([1, 2], [3, 4, 5], 9)
    assert model.probability_alive(x, t_x, 40).tolist() == model.probability_alive(x, t_x, T).tolist()


def test_money_that_is_no_number_is_named() -> None:
    with pytest.raises(BadHistoryError, match="m is not"):
        value_one(MODELS[0], SPEND, OUTLOOK, x=1, t_x=2, T=3, m=nan)
    with pytest.raises(BadHistoryError, match=r"m is not.*row 1"):
        Customers(np.ones(2), np.ones(2), np.ones(2), np.array([1.0, nan]))
    for ask in (SPEND.expected_spend, lambda x, m: SPEND.next_spend(0.8, x, m)):
        with pytest.raises(BadHistoryError, match="finite"):
            ask(nan, 3)
        with pytest.raises(BadHistoryError, match="negative"):
            ask(-1, 3)


@pytest.mark.parametrize(
    "look", [(-5, 0.01), (nan, 0.01), (52, nan), (52, -0.01), (52, inf), (52, 0.01, 1.0), (52, 0.01, 1.5)]
)
def test_an_outlook_looks_ahead(look: tuple[float, ...]) -> None:
    with pytest.raises(ClvError):
        Outlook(*look)


@each_model
@pytest.mark.parametrize("horizon", [-1.0, nan, inf])
def test_purchases_are_counted_until_some_day(model: TransactionModel, horizon: float) -> None:
    with pytest.raises(ClvError, match="horizon"):
        model.expected_purchases(horizon, 1, 2, 3)
    with pytest.raises(ClvError, match="horizon"):
        model.at_least(1, horizon, 1, 2, 3)


@each_model
def test_next_to_no_discount_is_none(model: TransactionModel) -> None:
    without, hardly = (
        value_customers(model, SPEND, Customers(*map(np.array, ([3], [20.0], [40.0], [25.0]))), Outlook(156, discount))
        for discount in (0.0, 1e-18)
    )
    assert hardly.variance == pytest.approx(without.variance, rel=1e-9)
    one = value_one(model, SPEND, Outlook(156, 1e-18), x=3, t_x=20, T=40, m=25)
    assert one.variance == pytest.approx(without.variance[0], rel=1e-6)


def test_contracts_are_counted_from_none() -> None:
    model = SBG.with_parameters(alpha=1, beta=2)
    asked: list[Callable[[], Any]] = [
        lambda: model.survival(-1),
        lambda: model.survival(1, nan),
        lambda: model.expected_renewals(5, -1),
        lambda: model.retention_rate(0),
        lambda: model.discounted_residual_lifetime(0.1, 0),
    ]
    for ask in asked:
        with pytest.raises(BadHistoryError, match="renewals or payments"):
            ask()


@pytest.mark.parametrize("k", [-1, 0, 1.5, nan])
def test_regularity_is_a_whole_number(k: float) -> None:
    with pytest.raises(ClvError, match="whole"):
        MBGCNBD(k).fit([1, 2, 3, 0], [3, 4, 5, 0], [6, 7, 8, 9], litt=[1, 1, 1, 0])  # type: ignore[arg-type]  # to see it refused
    with pytest.raises(ClvError, match="whole"):
        MBGCNBD.with_parameters(r=1.3, alpha=2.8, a=0.42, b=0.79, k=k)


@pytest.mark.parametrize("alpha", [-1.0, 0.0, nan, inf])
def test_parameters_are_above_nothing(alpha: float) -> None:
    with pytest.raises(ClvError, match="alpha"):
        NBD.with_parameters(r=1.0, alpha=alpha)


def test_a_prior_of_another_model_says_so() -> None:
    histories = Histories.compress([1, 2], [3, 4], [6, 7])
    plain = Prior.around(MODELS[0])
    with pytest.raises(ClvError, match="nothing of k"):
        MBGCNBD().fit_with_prior(histories, plain)
    with pytest.raises(ClvError, match="nothing of s"):
        ParetoNBD().fit_with_prior(histories, plain)
    with pytest.raises(TooLittleDataError, match="litt"):
        MBGCNBD().fit_with_prior(histories, Prior.around(MODELS[1]))
    with pytest.raises(ClvError, match="finite"):
        Prior({"r": inf})
    with pytest.raises(ClvError, match="spread"):
        fit_groups(MBGNBD, {"a": histories}, spread=0.0)
    with pytest.raises(TooLittleDataError, match="no groups"):
        fit_groups(MBGNBD, {})


@pytest.mark.parametrize("kind", [BGNBD, MBGNBD, MBGCNBD, ParetoNBD, NBD])
def test_nobody_answers_before_the_fit(kind: type[TransactionModel]) -> None:
    with pytest.raises(NotFittedError, match=kind.__name__):
        value_one(kind(), SPEND, OUTLOOK, x=1, t_x=2, T=3, m=20)
    assert not hasattr(kind(), "parameters_")
    with pytest.raises(AttributeError, match="no shoes"):
        kind().shoes  # type: ignore[attr-defined]  # noqa: B018  (both to see it refused)


def test_models_can_be_copied_and_kept() -> None:
    for model in MODELS:
        for same in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):  # noqa: S301  (our own)
            assert same.parameters_ == model.parameters_
