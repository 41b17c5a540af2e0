"""A calculated valuation that is not yet published: the calculator's side of `value_base`."""

from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter

from django.utils import timezone

from stamkund.valuation.base import Base, read_base
from stamkund.valuation.calculate import Valuation, value_base
from stamkund.valuation.looking_back import Report, look_back
from stamkund.valuation.rules import Horizon, Outcome, Terms
from stamkund.valuation.terms import company_currency, horizon, known_rates, warehouse_folder


@dataclass(frozen=True, slots=True)
class Draft:
    """What a run found out, on what terms, and how long it took."""

    started_at: datetime
    seconds: float
    horizon: Horizon
    terms: Terms
    base: Base
    valuation: Valuation
    report: Report

    @property
    def outcome(self) -> Outcome:
        """The part of it that decides whether it may be published."""
        equity = self.valuation.equity
        return Outcome(self.base.party.size, equity.total, equity.low, equity.high)


def draft_valuation(as_of: date | None) -> Draft:
    """Read the base as of a day and value it."""
    started_at, clock, ahead = timezone.now(), perf_counter(), horizon()
    outlook, today = ahead.outlook(), timezone.localdate()
    with read_base(warehouse_folder(), company_currency(), known_rates(), as_of, today) as reading:
        base = reading.base()
        valuation = value_base(base.customers, outlook)
        report = look_back(reading, base, valuation, outlook) if base.party.size else {}
    return Draft(started_at, perf_counter() - clock, ahead, reading.terms, base, valuation, report)
