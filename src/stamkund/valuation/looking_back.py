"""What the Value page shows beside the values: how they came about, and whether the model holds.

Pure figures, ready to be kept as JSON with the run. Bases above SAMPLE customers are looked back upon through every
k-th customer; figures in money and counts are scaled up, and `every` says so.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

import numpy as np

from stamkund.quant.clv import Outlook, value_customers
from stamkund.quant.clv.cohorts import retention
from stamkund.quant.clv.tracking import calibrate, track
from stamkund.valuation.base import Base, Reading
from stamkund.valuation.bridge import bridge
from stamkund.valuation.calculate import Timing, Valuation, learn_timing
from stamkund.valuation.matrix import distribution, matrix
from stamkund.valuation.rules import DAYS_PER_WEEK

SAMPLE = 100_000
HIDDEN_SHARE = 1 / 2
MOST_HIDDEN = timedelta(weeks=39)
"""As the papers on CDNOW do: 39 weeks known, 39 hidden."""
POINTS = 60
YEARS_FOR_YEARLY_COHORTS = 3
Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Early:
    """What was known before the last part of the history, and the model learnt from it."""

    known: Base
    timing: Timing

    @property
    def hidden_from(self) -> date:
        return self.known.as_of


def learn_early(reading: Reading, sample: Base, every: int) -> Early | None:
    """Hide the last part of the history and learn from the rest. None if the history is short."""
    span = sample.as_of - sample.first_on.min().item()
    hidden = min(MOST_HIDDEN, timedelta(days=ceil(span.days * HIDDEN_SHARE)))
    known = reading.base(sample.as_of - hidden, every)
    if hidden.days < DAYS_PER_WEEK or not known.party.size:
        return None
    return Early(known, learn_timing(known.customers))


def look_back(reading: Reading, base: Base, valuation: Valuation, outlook: Outlook) -> Report:
    """Everything the page shows, as of the run."""
    every = max(1, ceil(base.party.size / SAMPLE))
    sample = base.every(every)
    reading.narrow(every)
    early = learn_early(reading, sample, every)
    return {
        "every": every,
        "first_on": base.first_on.min().item().isoformat(),
        "bridge": look_at_month(reading, base, valuation, outlook, every),
        "distribution": distribution(valuation),
        "matrix": matrix(base.party, valuation),
        "cohorts": look_at_cohorts(reading, sample, every),
        "tracking": look_at_tracking(reading, sample, early, valuation, every),
        "holdout": None if early is None else look_at_holdout(early, sample, every),
    }


def look_at_month(reading: Reading, base: Base, valuation: Valuation, outlook: Outlook, every: int) -> Report:
    """What moved the total since the month began, under today's model."""
    start = base.as_of.replace(day=1)
    before = reading.base(start - timedelta(days=1), every)
    values = value_customers(valuation.timing.model, valuation.spending.model, before.customers, outlook)
    parts = bridge(before, values, base, valuation.values, every)
    return {"start": start.isoformat(), "parts": {name: asdict(part) for name, part in parts.items()}}


def look_at_cohorts(reading: Reading, sample: Base, every: int) -> Report:
    """Who stays, by first year; by first quarter while the history is shorter than three years."""
    span = sample.as_of.year - sample.first_on.min().item().year
    months = 12 if span >= YEARS_FOR_YEARLY_COHORTS else 3
    found = reading.columns("active_by_period", every, months)
    last = (sample.as_of.year * 12 + sample.as_of.month - 1) // months
    cohorts = retention(found["first_period"], found["active_period"], found["customers"], last)
    rows = [
        {
            "start": date(cohort.period * months // 12, cohort.period * months % 12 + 1, 1).isoformat(),
            "customers": cohort.customers * every,
            "retention": [round(share, 4) for share in cohort.retention],
        }
        for cohort in cohorts
    ]
    return {"months": months, "rows": rows}


def look_at_tracking(reading: Reading, sample: Base, early: Early | None, valuation: Valuation, every: int) -> Report:
    """Repeat purchases expected and come, in at most sixty periods of whole weeks.

    Expected by the model that has not seen what was hidden, from ``hidden_from`` on a forecast; where it could not
    learn, by the run's own.
    """
    timing, hidden_from = (
        (early.timing, early.hidden_from) if early and early.timing.learnt else (valuation.timing, None)
    )
    zero = sample.first_on.min()
    weeks = float((np.datetime64(sample.as_of, "D") - zero).astype(np.int64)) / DAYS_PER_WEEK
    step = max(1, ceil(weeks / POINTS))
    at = np.arange(step, weeks + 1e-9, step)
    days = reading.columns("repeat_purchases_by_day", every)
    moments = (days["day"].astype("datetime64[D]") - zero).astype(np.float64) / DAYS_PER_WEEK
    born = (sample.first_on - zero).astype(np.float64) / DAYS_PER_WEEK
    seen = track(timing.model, born, np.ones(born.size), np.repeat(moments, days["purchases"]), at)
    return {
        "start": zero.item().isoformat(),
        "weeks": step,
        "hidden_from": hidden_from and hidden_from.isoformat(),
        "expected": (seen.expected_by_period * every).round(1).tolist(),
        "actual": (seen.actual_by_period * every).astype(int).tolist(),
    }


def look_at_holdout(early: Early, sample: Base, every: int) -> Report:
    """Forecast what was hidden, compare by frequency."""
    known, then, timing = early.known, early.known.customers, early.timing
    hidden = sample.as_of - early.hidden_from
    expected = timing.model.expected_purchases(hidden.days / DAYS_PER_WEEK, then.x, then.t_x, then.T)
    kept = np.isin(known.party, sample.party)
    later = sample.purchase_days[np.searchsorted(sample.party, known.party[kept])]
    actual = np.maximum(later - known.purchase_days[kept], 0.0)
    groups = calibrate(expected[kept], actual, then.x[kept])
    return {
        "from": early.hidden_from.isoformat(),
        "model": timing.name,
        "expected": round(float(expected[kept].sum()) * every, 1),
        "actual": int(actual.sum()) * every,
        "groups": [asdict(group) for group in groups],
    }
