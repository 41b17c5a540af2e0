"""Per customer: still there? how many purchases to come, what all of them are worth, or what one will cost."""

from dataclasses import dataclass
from functools import partial
from math import expm1, log1p

import numpy as np

from stamkund.cli.quant.answers import ask
from stamkund.cli.quant.fits import Fitted, Timed, believe
from stamkund.cli.quant.histories import DAYS, PurchaseHistories, Unit
from stamkund.quant.clv import (
    BGBB,
    SBG,
    GammaGamma,
    TooLittleDataError,
    TransactionModel,
    predict_purchases,
    predict_renewals,
)
from stamkund.quant.clv.arrays import Floats
from stamkund.warehouse.engine import Columns

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Wish:
    """How far ahead in the unit of time, the yearly discount, and how sure low–high shall be."""

    horizon: float
    unit: Unit
    discount: float
    level: float

    def rate(self, model: TransactionModel | BGBB | SBG) -> float:
        """The discount per unit of time: continuous, or per opportunity where time is counted in those."""
        continuous = log1p(self.discount) * DAYS[self.unit] / DAYS_PER_YEAR
        return continuous if isinstance(model, TransactionModel) else expm1(continuous)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Columns of the output file, what there is to doubt of the money in it, and the model that had to stand in."""

    columns: Columns
    doubts: list[str]
    fallback: str | None


def predict(model: Fitted, known: PurchaseHistories, wish: Wish) -> Forecast:
    """A row per row of the summary; where leaving is not told by the data, as if nobody left.

    `dert` counts all purchases to come, discounted (Fader, Hardie & Lee 2005, "RFM and CLV"; per opportunity Fader,
    Hardie & Shang 2010; DERL of contracts Fader & Hardie 2010). `clv` is `dert` times the spend expected of each, where
    the file tells money and it can be learnt from it.
    """
    if isinstance(model, GammaGamma):
        return Forecast({"id": known.ids} | _spending(model, known, wish), [], None)
    believed, fallback = believe(model, known)
    columns: Columns = {"id": known.ids} | _timing(believed, known, wish)
    spend, doubts = _expected_spend(known) if "dert" in columns else (None, [])
    columns |= {} if spend is None else {"clv": columns["dert"] * spend}
    return Forecast(columns, doubts, fallback)


def _timing(model: Timed | BGBB | SBG, known: PurchaseHistories, wish: Wish) -> dict[str, Floats]:
    match model:
        case SBG():
            return _renewals(model, known, wish)
        case BGBB():
            return _purchases(model, *known.history, wish=wish)
        case _:
            return ask(model, known, partial(_purchases, wish=wish))


def _purchases(model: TransactionModel | BGBB, *history: Floats, wish: Wish) -> dict[str, Floats]:
    ahead = predict_purchases(model, wish.horizon, *history, level=wish.level)
    columns = {
        "p_alive": model.probability_alive(*history),
        "expected_purchases": np.maximum(ahead.expected, 0.0) + 0.0,
        "low": ahead.low,
        "high": ahead.high,
    }
    if wish.discount > 0:
        columns["dert"] = model.discounted_residual_purchases(wish.rate(model), *history)
    return columns


def _renewals(model: SBG, known: PurchaseHistories, wish: Wish) -> dict[str, Floats]:
    """Who left has told so, and brings nothing more; the first payment was made before the first renewal."""
    here, payments = known.x == known.T, known.x + 1.0
    ahead = predict_renewals(model, wish.horizon, known.x, level=wish.level)
    columns = {
        "p_alive": model.retention_rate(payments),
        "expected_purchases": ahead.expected,
        "low": ahead.low,
        "high": ahead.high,
    }
    if wish.discount > 0:
        columns["dert"] = model.discounted_residual_lifetime(wish.rate(model), payments)
    return {name: np.where(here, column, 0.0) for name, column in columns.items()}


def _spending(model: GammaGamma, known: PurchaseHistories, wish: Wish) -> Columns:
    """What a coming purchase will cost, whenever it comes; blank where the base has no mean and the customer none."""
    low, high = model.next_spend(wish.level, known.x, known.money)
    expected = np.ma.masked_invalid(model.expected_spend(known.x, known.money))
    return {"expected_spend": expected, "low": low, "high": high}


def _expected_spend(known: PurchaseHistories) -> tuple[Floats | None, list[str]]:
    """Money expected per purchase, from what repeat purchases cost, and what there is to doubt of it.

    None where the file does not tell money, or no mean can be learnt from it.
    """
    if known.m_x is None:
        return None, []
    try:
        spend = GammaGamma().fit(known.x, known.m_x, known.weight)
    except TooLittleDataError:
        return None, ["no_mean_spend"]
    expected = spend.expected_spend(known.x, known.m_x)
    doubts = [f"spend_{doubt}" for doubt in spend.doubts_ if doubt != "no_mean"]
    return (expected, doubts) if np.isfinite(expected).all() else (None, ["no_mean_spend", *doubts])
