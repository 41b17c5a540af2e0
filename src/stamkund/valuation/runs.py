"""The record of a run: what was fitted, on what, how well, in words that can be stored."""

from decimal import ROUND_HALF_EVEN, Decimal
from math import isfinite
from typing import Any

from django.utils import timezone

from stamkund.valuation.calculate import Spending, Timing
from stamkund.valuation.draft import Draft
from stamkund.valuation.models import Run
from stamkund.valuation.rules import LARGEST_MONEY

CENT = Decimal("0.01")


def draft_run(draft: Draft, status: str, reason: str = "") -> Run:
    """A Run that has not been saved."""
    timing, spending, equity = draft.valuation.timing, draft.valuation.spending, draft.valuation.equity
    return Run(
        status=status,
        reason=reason,
        as_of=draft.base.as_of,
        started_at=draft.started_at,
        finished_at=timezone.now(),
        seconds=draft.seconds,
        fingerprint=draft.base.fingerprint,
        model=timing.name,
        parameters=timing.model.parameters_ | spending.model.parameters_,
        standard_errors=errors(timing) | errors(spending),
        log_likelihood=timing.model.log_likelihood_ if timing.learnt else None,
        identified=timing.learnt and timing.knows_leaving,
        doubts=[*timing.doubts, *spending.doubts],
        diagnostics=diagnose(draft),
        customers=draft.base.party.size,
        purchases=int(draft.base.purchase_days.sum()),
        currency=draft.terms.currency,
        cost_share=draft.terms.cost_share,
        horizon_weeks=draft.horizon.outlook().horizon,
        discount=draft.horizon.discount,
        level=draft.horizon.level,
        total=money(equity.total),
        low=money(equity.low),
        high=money(equity.high),
        report=draft.report,
    )


def diagnose(draft: Draft) -> dict[str, Any]:
    """Figures for those who want to know how the fit went; nothing that JSON cannot say."""
    timing, spending = draft.valuation.timing, draft.valuation.spending
    found: dict[str, Any] = {
        "standard_error": draft.valuation.equity.standard_error,
        "left_out": dict(draft.terms.left_out),
        "rates": {currency: str(rate) for currency, rate in draft.terms.rates.items()},
        "repeat_customers": int((draft.base.purchase_days > 1).sum()),
        "learnt": {"timing": timing.learnt, "spend": spending.learnt},
    }
    if timing.learnt:
        found |= {"tuples": timing.model.tuples_, "condition": timing.model.condition_}
        found["nbd_log_likelihood"] = getattr(timing.model, "nbd_log_likelihood_", timing.model.log_likelihood_)
    if spending.learnt:
        found |= {"correlation": spending.model.correlation_, "spenders_left_out": spending.model.left_out_}
        found["spend_log_likelihood"] = spending.model.log_likelihood_
    return {name: value for name, value in found.items() if not isinstance(value, float) or isfinite(value)}


def errors(part: Timing | Spending) -> dict[str, float]:
    """Standard errors of learnt parameters; assumed ones have none."""
    return dict(part.model.standard_errors_) if part.learnt else {}


def money(amount: float) -> Decimal:
    """An amount to the cent; a total that is no usable number becomes 0, and the run is refused for it."""
    return Decimal(str(amount if abs(amount) < LARGEST_MONEY else 0.0)).quantize(CENT, ROUND_HALF_EVEN)
