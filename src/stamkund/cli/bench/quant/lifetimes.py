"""When customers buy: fits and forecasts on bases like CDNOW's, and lifetimes' BG/NBD on the same."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from stamkund.cli.bench.quant.piece import Work
from stamkund.quant.clv import MBGCNBD, GammaGamma, Outlook, TransactionModel, value_one
from stamkund.quant.clv.simulation import Base, cdnow_base, grocery_base

SEED = 1997
MONTH_WEEKS, MONTHS, MONTHLY = 365.25 / 12 / 7, 36, 1.1 ** (1 / 12) - 1
CUSTOMERS_ONE_BY_ONE = 2_000
Kind = type[TransactionModel]


@cache
def base(size: int) -> Base:
    """The base every piece of this size works on."""
    return cdnow_base(size, np.random.default_rng(SEED))


def fit(kind: Kind) -> Callable[[int], Work]:
    """Compress the histories and fit."""

    def prepare(size: int) -> Work:
        known = base(size)

        def work() -> dict[str, Any]:
            model = kind().fit(known.x, known.t_x, known.T)
            return {"tuples": model.tuples_, "log_likelihood": round(model.log_likelihood_, 2)}

        return work

    return prepare


def fit_spend(size: int) -> Work:
    """Fit Gamma-Gamma."""
    known = base(size)
    return lambda: {"p": round(GammaGamma().fit(known.x + 1.0, known.m).parameters_["p"], 3)}


def forecast(kind: Kind) -> Callable[[int], Work]:
    """Discounted purchases of the coming 36 months, month by month."""

    def prepare(size: int) -> Work:
        known = base(size)
        model = kind().fit(known.x, known.t_x, known.T)

        def work() -> dict[str, Any]:
            found = model.discounted_purchases_by_period(
                known.x, known.t_x, known.T, periods=MONTHS, length=MONTH_WEEKS, discount=MONTHLY
            )
            return {"purchases": round(float(found.sum()))}

        return work

    return prepare


def revise(kind: Kind) -> Callable[[int], Work]:
    """Value customers one by one, as a purchase during a call does."""

    def prepare(size: int) -> Work:
        known = base(size)
        return _one_by_one(kind().fit(known.x, known.t_x, known.T), known)

    return prepare


def revise_regular(k: int) -> Callable[[int], Work]:
    """The same with customers who buy k times as regularly as by chance."""

    def prepare(size: int) -> Work:
        known = grocery_base(size, k, np.random.default_rng(SEED))
        return _one_by_one(MBGCNBD(k).fit(known.x, known.t_x, known.T, litt=known.litt), known)

    return prepare


def _one_by_one(model: TransactionModel, known: Base) -> Work:
    spend, outlook = GammaGamma().fit(known.x + 1.0, known.m), Outlook(horizon=156.0, discount=float(np.log(1.1)) / 52)
    rows = [column[:CUSTOMERS_ONE_BY_ONE].tolist() for column in (known.x, known.t_x, known.T, known.m)]

    def work() -> dict[str, Any]:
        begun = time.process_time()
        for x, t_x, T, m in zip(*rows, strict=True):
            value_one(model, spend, outlook, x=x, t_x=t_x, T=T, m=m)
        spent = time.process_time() - begun
        return {"microseconds_each": round(1e6 * spent / len(rows[0]), 1)}

    return work


def fit_with_lifetimes(size: int) -> Work:
    """BG/NBD by lifetimes 0.11."""
    from lifetimes import BetaGeoFitter  # noqa: PLC0415  (a peer: only where it is installed)

    known = base(size)

    def work() -> dict[str, Any]:
        fitted = BetaGeoFitter().fit(known.x, known.t_x, known.T)
        return {"log_likelihood": round(-fitted._negative_log_likelihood_ * size, 2)}

    return work
