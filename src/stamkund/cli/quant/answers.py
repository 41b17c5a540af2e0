"""What a fitted model of when customers buy says of each of them, and how near that came to what then happened."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from stamkund.cli.quant.fits import Fitted, Timed
from stamkund.cli.quant.histories import PurchaseHistories
from stamkund.quant.clv import BGBB, BGCNBD, SBG, GammaGamma, ParetoNBDWithCovariates, Pooled, TransactionModel
from stamkund.quant.clv.arrays import Floats, Indices


def ask(model: Timed, known: PurchaseHistories, question: Callable[..., dict[str, Floats]]) -> dict[str, Floats]:
    """What each customer's own plain model answers to a question about it, x, t_x and T, column by column."""
    answers: dict[str, Floats] = {}
    for one, rows in _pieces(model, known):
        for name, answer in question(one, *(column[rows] for column in known.history)).items():
            answers.setdefault(name, np.empty(known.x.size))[rows] = answer
    return answers


def judge(model: Fitted, known: PurchaseHistories) -> dict[str, Any]:
    """The forecast of what came after the calibration, beside what came; (M)BG/CNBD-k's also as published."""
    if known.later is None or isinstance(model, BGBB | SBG | GammaGamma):
        return {}

    def forecast(one: TransactionModel, *history: Floats) -> dict[str, Floats]:
        return {"forecast": one.expected_purchases(known.until, *history)}

    expected = ask(model, known, forecast)["forecast"]
    judged: dict[str, Any] = {"actual": float(known.later.sum()), **_compare(expected, known.later)}
    if isinstance(model, BGCNBD):
        judged["published_formula"] = _compare(model.cohort_forecast(known.until, *known.history), known.later)
    return judged


def _pieces(model: Timed, known: PurchaseHistories) -> Iterator[tuple[TransactionModel, Indices]]:
    """A plain model for every part of the customers, and their rows."""
    match model:
        case TransactionModel():
            yield model, np.arange(known.x.size)
        case ParetoNBDWithCovariates():
            yield from model.each(known.x.size, trans=known.covariates, life=known.covariates)
        case Pooled():
            for name, one in model.groups.items():
                yield one, np.flatnonzero(known.group == name)


def _compare(forecast: Floats, came: Floats) -> dict[str, float]:
    return {"forecast": float(forecast.sum()), "mae": float(np.abs(forecast - came).mean())}
