"""The models of a run, ready to be asked again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

import numpy as np

from stamkund.quant.clv import GammaGamma, Outlook, TransactionModel, Value, value_one
from stamkund.quant.clv.beta_geometric import MBGNBD
from stamkund.valuation.calculate import MODELS
from stamkund.valuation.history import History
from stamkund.valuation.models import Run
from stamkund.valuation.rules import DAYS_PER_WEEK, Horizon


@dataclass(frozen=True, slots=True)
class Fitted:
    """Timing and spending with the parameters of a run, and on what terms it counted money."""

    timing: TransactionModel
    spend: GammaGamma
    outlook: Outlook
    rates: dict[str, Decimal]
    cost_share: float | None

    @classmethod
    def from_run(cls, run: Run) -> Self:
        kind, known = MODELS[run.model], run.parameters
        years = run.horizon_weeks / Horizon(years=1).outlook().horizon
        return cls(
            timing=kind.with_parameters(**{name: known[name] for name in kind.PARAMETERS}),
            spend=GammaGamma.with_parameters(**{name: known[name] for name in GammaGamma.PARAMETERS}),
            outlook=Horizon(years, run.discount, run.level).outlook(),
            rates={currency: Decimal(rate) for currency, rate in run.diagnostics["rates"].items()},
            cost_share=run.cost_share,
        )

    @property
    def knows_leaving(self) -> bool:
        """Whether the probability of being alive means anything."""
        return isinstance(self.timing, MBGNBD)

    def value(self, history: History, as_of: date) -> Value:
        """What a customer with this history is worth as of a day."""
        return value_one(
            self.timing,
            self.spend,
            self.outlook,
            x=history.purchase_days - 1.0,
            t_x=(history.last_on - history.first_on).days / DAYS_PER_WEEK,
            T=(as_of - history.first_on).days / DAYS_PER_WEEK,
            m=history.mean_money,
        )

    def values(self, seen: Sequence[tuple[date, History]]) -> list[float]:
        """What customers with these histories are worth, each as of a day of its own: the expected money alone."""
        if not seen:
            return []
        x = np.array([one.purchase_days - 1.0 for _, one in seen])
        t_x = np.array([(one.last_on - one.first_on).days / DAYS_PER_WEEK for _, one in seen])
        T = np.array([(as_of - one.first_on).days / DAYS_PER_WEEK for as_of, one in seen])
        m = np.array([one.mean_money for _, one in seen])
        each = self.spend.expected_spend(x + 1.0, m)
        count = self.timing.discounted_mean(x, T, self.outlook)
        found: list[float] = (self.timing.probability_alive(x, t_x, T) * count * each).tolist()
        return found
