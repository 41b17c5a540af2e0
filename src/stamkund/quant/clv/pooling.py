"""Groups too small to be fitted alone: each is drawn towards the whole, the more so the less it has to say.

The whole base is fitted first; every group is fitted with that as its prior. How far groups may differ, the prior's
spread, is itself learnt: the one under which what all of them bought is likeliest (empirical Bayes, Laplace's method).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from stamkund.quant.clv.errors import TooLittleDataError
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.prior import Prior
from stamkund.quant.clv.transactions import TransactionModel

SPREADS = (0.1, 0.2, 0.4, 0.8)

Model = TypeVar("Model", bound=TransactionModel)


@dataclass(frozen=True, slots=True)
class Pooled(Generic[Model]):
    """A model of each group, that of the whole they were drawn towards, and the spread of the groups around it."""

    whole: Model
    groups: dict[str, Model]
    spread: float


def fit_groups(kind: type[Model], groups: Mapping[str, Histories], spread: float | None = None) -> Pooled[Model]:
    """Fit every group, partially pooled; a given `spread` is not learnt. A group of one customer will do.

    Raises TooLittleDataError if there is nobody, or nobody in any group came back.
    """
    if not groups:
        raise TooLittleDataError("no groups")
    whole = kind().fit_histories(Histories.join(list(groups.values())))
    tried = [_drawn(whole, groups, one) for one in ((spread,) if spread is not None else SPREADS)]
    return max(tried, key=lambda pooled: sum(model.log_evidence_ for model in pooled.groups.values()))


def _drawn(whole: Model, groups: Mapping[str, Histories], spread: float) -> Pooled[Model]:
    prior = Prior.around(whole, spread)
    return Pooled(whole, {name: _fit_group(type(whole), name, group, prior) for name, group in groups.items()}, spread)


def _fit_group(kind: type[Model], name: str, group: Histories, prior: Prior) -> Model:
    try:
        return kind().fit_with_prior(group, prior)
    except TooLittleDataError as refused:
        raise TooLittleDataError(f"group {name}: {refused}") from None
