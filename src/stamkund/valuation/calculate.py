"""The calculator: histories in, values out. No database, no clock.

Models are tried from the one that says most to the one that assumes most; the first that the data support is used, and
why the others were not is kept in `doubts`.
"""

from dataclasses import dataclass

import numpy as np

from stamkund.quant.clv import (
    MBGNBD,
    NBD,
    Customers,
    Equity,
    GammaGamma,
    Histories,
    Outlook,
    TransactionModel,
    Values,
    add_up,
    value_customers,
)
from stamkund.quant.clv.arrays import Floats

ENOUGH_REPEATERS = 20
ENOUGH_SPENDERS = 20
ASSUMED_TIMING = {"r": 0.5, "alpha": 26.0}
"""One purchase a year until shown otherwise, counted as half a purchase in half a year."""
ASSUMED_SPEND = {"p": 4.0, "q": 4.0}

NAMES: dict[type[TransactionModel], str] = {MBGNBD: "mbg-nbd", NBD: "nbd"}
MODELS = {name: model for model, name in NAMES.items()}


@dataclass(frozen=True, slots=True)
class Timing:
    """The model of when customers buy; `learnt` is False where its parameters are assumed."""

    model: TransactionModel
    learnt: bool
    doubts: tuple[str, ...]

    @property
    def name(self) -> str:
        return NAMES[type(self.model)]

    @property
    def knows_leaving(self) -> bool:
        """Whether the probability of being alive means anything."""
        return isinstance(self.model, MBGNBD)


@dataclass(frozen=True, slots=True)
class Spending:
    """The model of money per purchase."""

    model: GammaGamma
    learnt: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Valuation:
    """A valued base."""

    timing: Timing
    spending: Spending
    customers: Customers
    values: Values
    equity: Equity


def value_base(customers: Customers, outlook: Outlook) -> Valuation:
    """Fit, value every customer, add up."""
    timing = learn_timing(customers)
    spending = learn_spending(customers)
    values = value_customers(timing.model, spending.model, customers, outlook)
    return Valuation(
        timing, spending, customers, values, add_up(timing.model, spending.model, customers, values, outlook)
    )


def learn_timing(customers: Customers) -> Timing:
    """MBG/NBD if dropout can be told from the data, NBD if only rates can, assumed rates if neither."""
    histories = Histories.compress(customers.x, customers.t_x, customers.T)
    if histories.repeat_customers < ENOUGH_REPEATERS:
        return Timing(NBD.with_parameters(**ASSUMED_TIMING), learnt=False, doubts=("few_repeaters",))
    doubts: tuple[str, ...] = ()
    for kind in (MBGNBD, NBD):
        model = kind().fit_histories(histories)
        if model.identified_:
            return Timing(model, learnt=True, doubts=doubts)
        doubts += model.doubts_
    return Timing(NBD.with_parameters(**ASSUMED_TIMING), learnt=False, doubts=doubts)


def learn_spending(customers: Customers) -> Spending:
    """Gamma-Gamma if the data tell it, else with assumed shapes around the mean of what was spent."""
    doubts: tuple[str, ...] = ("few_spenders",)
    if np.count_nonzero(customers.m > 0) >= ENOUGH_SPENDERS:
        model = GammaGamma().fit(customers.x + 1.0, customers.m)
        if model.identified_:
            return Spending(model, learnt=True, doubts=())
        doubts = model.doubts_
    return Spending(assumed_spending(customers.m), learnt=False, doubts=doubts)


def assumed_spending(m: Floats) -> GammaGamma:
    """Shapes assumed, scale such that the base's mean spend is kept; a base that spent nothing is worth nothing."""
    mean = float(m[m > 0].mean()) if np.any(m > 0) else 1e-9
    p, q = ASSUMED_SPEND["p"], ASSUMED_SPEND["q"]
    return GammaGamma.with_parameters(p=p, q=q, gamma=mean * (q - 1.0) / p)
