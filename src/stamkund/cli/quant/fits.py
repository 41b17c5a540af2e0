"""Which model is fitted to what of a file, under the names of the literature."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from math import inf, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stamkund.cli.output import fail
from stamkund.cli.quant.histories import PurchaseHistories
from stamkund.cli.words import gettext as _
from stamkund.quant.clv import (
    BGBB,
    BGCNBD,
    BGNBD,
    MBGCNBD,
    MBGNBD,
    NBD,
    SBG,
    BetaBinomial,
    GammaGamma,
    Histories,
    ParetoNBD,
    ParetoNBDWithCovariates,
    Pooled,
    TransactionModel,
    fit_groups,
)
from stamkund.quant.clv.arrays import Floats, distinct_rows
from stamkund.quant.clv.errors import refuse
from stamkund.quant.clv.histories import as_histories

Timed = TransactionModel | Pooled[TransactionModel] | ParetoNBDWithCovariates
"""Models of when customers buy: one for all, one for every group, or one that knows covariates."""
Fitted = Timed | BGBB | SBG | GammaGamma


class Model(StrEnum):
    """The models, by the names of the literature."""

    BG_NBD = "bg-nbd"
    MBG_NBD = "mbg-nbd"
    BG_CNBD_K = "bg-cnbd-k"
    MBG_CNBD_K = "mbg-cnbd-k"
    PARETO_NBD = "pareto-nbd"
    NBD = "nbd"
    BG_BB = "bg-bb"
    SBG = "sbg"
    GAMMA_GAMMA = "gamma-gamma"


TIMING: dict[Model, type[TransactionModel]] = {
    Model.BG_NBD: BGNBD,
    Model.MBG_NBD: MBGNBD,
    Model.PARETO_NBD: ParetoNBD,
    Model.NBD: NBD,
    Model.BG_CNBD_K: BGCNBD,
    Model.MBG_CNBD_K: MBGCNBD,
}
COUNTED = (Model.BG_BB, Model.SBG)
"""Their time is counted in opportunities, or renewals that come up."""
YARDSTICKS = ("nbd_log_likelihood_", "beta_binomial_log_likelihood_", "geometric_log_likelihood_")
"""What the data would be worth if nobody left, or if all were alike; a model has one of them or none."""

MORE = {
    "unique_tuples": "tuples_",
    "left_out": "left_out_",
    "correlation": "correlation_",
    "likelihood_ratio": "likelihood_ratio_",
}
LEAVING_UNTOLD = frozenset(("no_dropout", "not_converged"))
"""Doubts of leaving itself; others are of parameters, as where all are alike and leave with the same probability."""
NOBODY = 1e-9
"""Who leaves at the next opportunity, where nobody does."""
OF_A_GROUP = ("parameters", "standard_errors", "log_likelihood", "customers", "doubts")


def fit(name: Model, known: PurchaseHistories) -> Fitted:
    """Fit the model. Raises what the mathematics refuses."""
    if name in OTHERS:
        return OTHERS[name](known)
    if known.covariates:
        both = known.covariates
        return ParetoNBDWithCovariates().fit(*known.history, trans=both, life=both, weight=known.weight)
    return _fit_timing(TIMING[name], known)


def _fit_timing(kind: type[TransactionModel], known: PurchaseHistories) -> Timed:
    """One model for all, or, drawn towards it, one for every group."""
    columns = (*known.history, known.weight, known.litt if issubclass(kind, BGCNBD) else None)
    whole = Histories.compress(*columns)
    if known.group is None:
        return kind().fit_histories(whole)
    rows = {str(name): known.group == name for name in np.unique(known.group)}
    return fit_groups(kind, {name: Histories.compress(*_take(columns, mine)) for name, mine in rows.items()})


def believe(model: Timed | BGBB | SBG, known: PurchaseHistories) -> tuple[Timed | BGBB | SBG, str | None]:
    """What to forecast with: where leaving is not told by the data, a model in which nobody leaves, and its name."""
    whole = model.whole if isinstance(model, Pooled) else model
    if isinstance(whole, SBG | NBD) or LEAVING_UNTOLD.isdisjoint(whole.doubts_):
        return model, None
    if isinstance(whole, BGBB):
        buying = BetaBinomial().fit(known.x, known.T, known.weight)
        return BGBB.with_parameters(**buying.parameters_, gamma=NOBODY, delta=1.0), "beta-binomial"
    return NBD().fit(*known.history, known.weight), str(Model.NBD)


def _take(columns: Sequence[Floats | None], rows: NDArray[np.bool_]) -> Iterator[Any]:
    return (None if column is None else column[rows] for column in columns)


def describe(model: Any) -> dict[str, Any]:
    """What a fit tells, in the words of the contract; an error that cannot be told is ``None``."""
    if isinstance(model, Pooled):
        each = {name: describe(one) for name, one in model.groups.items()}
        groups = {name: {word: one[word] for word in OF_A_GROUP} for name, one in each.items()}
        return describe(model.whole) | {"spread": model.spread, "groups": groups}
    errors = {name: model.standard_errors_.get(name, inf) for name in model.parameters_}
    told = {
        "parameters": model.parameters_,
        "standard_errors": {name: error if isfinite(error) else None for name, error in errors.items()},
        "log_likelihood": model.log_likelihood_,
        "customers": int(model.customers_) if model.customers_ % 1 == 0 else model.customers_,
        "converged": model.converged_,
        "identified": model.identified_,
        "doubts": list(model.doubts_),
    }
    told |= {word: getattr(model, name) for word, name in MORE.items() if hasattr(model, name)}
    return told | {name.rstrip("_"): getattr(model, name) for name in YARDSTICKS if hasattr(model, name)}


def _fit_opportunities(known: PurchaseHistories) -> BGBB:
    return BGBB().fit(*_counted(known), known.weight)


def _fit_contracts(known: PurchaseHistories) -> SBG:
    """x renewals out of T that came up: whoever has x < T left at the one after."""
    x, _t_x, T = _counted(known)
    refuse(("more renewals than came up", x > T), ("T counts renewals: whole numbers", np.floor(T) != T))
    left = (x < T).astype(np.float64)
    return SBG().fit(x + left, left, known.weight)


def _counted(known: PurchaseHistories) -> tuple[Any, Any, Any]:
    if known.is_log:
        fail(_("this model counts opportunities, not days: give it a summary with columns x, t_x, T"))
    return known.x, known.t_x, known.T


def count_spending(known: PurchaseHistories) -> int:
    """Different numbers and mean prices of purchases, of those who have spent anything."""
    spent = (known.x > 0) & (known.money > 0)
    return int(distinct_rows([known.x[spent], known.money[spent]], int(spent.sum()))[0].size)


def _fit_spend(known: PurchaseHistories) -> GammaGamma:
    as_histories(*known.history)
    return GammaGamma().fit(known.x, known.money, known.weight)


OTHERS: dict[Model, Callable[[PurchaseHistories], Fitted]] = {
    Model.BG_BB: _fit_opportunities,
    Model.SBG: _fit_contracts,
    Model.GAMMA_GAMMA: _fit_spend,
}
