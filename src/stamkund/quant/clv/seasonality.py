"""A season learnt from two years of purchases or more, and whether it forecasts better than a model without one."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.errors import ClvError, TooLittleDataError
from stamkund.quant.clv.purchase_days import ONE_DAY, PurchaseDays
from stamkund.quant.clv.season import DAYS_PER_WEEK, MONTHS, Days, Season, no_season, part_of_year
from stamkund.quant.clv.transactions import TransactionModel

YEAR = 365
LEAST_YEARS = 2
ROUNDS = 5
DOUBT = 20.0
"""Purchases as expected that are added to each part of the year: few purchases make no season."""
AGES = 2000


def learn_season(
    kind: type[TransactionModel],
    log: PurchaseDays,
    until: np.datetime64,
    *,
    parts: int = MONTHS,
    days_per_unit: float = DAYS_PER_WEEK,
) -> Season:
    """Repeat purchases that came in each part of the year over those the model expects there, on the season's clock.

    Model and season are learnt in turn. Only whole years count, back from `until`, so that growing older is shared out
    evenly among the parts. Raises TooLittleDataError below two years.
    """
    known = log.until(until)
    years = int((until - known.on.min()).astype(int)) // YEAR if known.on.size else 0
    if years < LEAST_YEARS:
        raise TooLittleDataError("a season takes two years of purchases")
    window = np.arange(until - years * YEAR * ONE_DAY + ONE_DAY, until + ONE_DAY)
    part = part_of_year(window, parts)
    repeats = known.repeats
    came = np.bincount(part_of_year(repeats[repeats >= window[0]], parts), minlength=parts)
    season = Season(np.ones(parts), days_per_unit)
    for _ in range(ROUNDS):
        model = kind().fit_histories(known.histories(until, season))
        expected = np.bincount(part, _expected_by_day(model, known, season, window), minlength=parts)
        season = Season(season.factors * (came + DOUBT) / (expected + DOUBT), days_per_unit)
    return season


def _expected_by_day(model: TransactionModel, log: PurchaseDays, season: Season, days: Days) -> Floats:
    """Repeat purchases of the whole base on each day, as expected of customers known by their first day alone."""
    born, customers = np.unique(log.on[log.starts], return_counts=True)
    ends, births = season(np.append(days[0] - ONE_DAY, days)), season(born)
    ages = np.linspace(0.0, float(ends[-1] - births[0]), AGES)
    mean = model.expected_purchases_new(ages)
    total = [customers @ np.interp(end - births, ages, mean) for end in ends]
    return np.diff(total)


@dataclass(frozen=True, slots=True)
class SeasonTrial:
    """Purchases in each month of a hold-out: as they came, and as forecast on the ordinary and the calendar clock.

    `mae`: mean absolute error a customer over the whole hold-out. `log_likelihood` of the calibration, both in calendar
    time. `better` forecast the months more closely, by the sum of absolute errors.
    """

    season: Season
    months: Days
    came: Floats
    plain: Floats
    seasonal: Floats
    plain_mae: float
    seasonal_mae: float
    plain_log_likelihood: float
    seasonal_log_likelihood: float

    @property
    def better(self) -> Literal["plain", "seasonal"]:
        errors = [float(np.abs(forecast - self.came).sum()) for forecast in (self.plain, self.seasonal)]
        return "seasonal" if errors[1] < errors[0] else "plain"


def try_season(
    kind: type[TransactionModel],
    log: PurchaseDays,
    calibration_end: np.datetime64,
    observation_end: np.datetime64,
    season: Season | None = None,
) -> SeasonTrial:
    """Fit with and without a season up to the one day, forecast until the other; without one given, learn it first."""
    if observation_end <= calibration_end:
        raise ClvError("the observation must end after the calibration")
    if season is None:
        season = learn_season(kind, log, calibration_end)
    ends = _ends_of_months(calibration_end, observation_end)
    later = [log.later(calibration_end, end) for end in ends]
    one, other = (
        _forecast(kind, log, clock, calibration_end, ends) for clock in (no_season(season.days_per_unit), season)
    )
    return SeasonTrial(
        season=season,
        months=ends,
        came=np.diff([count.sum() for count in later], prepend=0.0),
        plain=one.by_month,
        seasonal=other.by_month,
        plain_mae=float(np.abs(one.each - later[-1]).mean()),
        seasonal_mae=float(np.abs(other.each - later[-1]).mean()),
        plain_log_likelihood=one.log_likelihood,
        seasonal_log_likelihood=other.log_likelihood,
    )


def _ends_of_months(after: np.datetime64, until: np.datetime64) -> Days:
    months = np.arange(after.astype("datetime64[M]") + 1, until.astype("datetime64[M]") + 1)
    ends: Days = np.unique(np.append(months.astype("datetime64[D]") - ONE_DAY, until)).astype("datetime64[D]")
    return ends[ends > after]


@dataclass(frozen=True, slots=True)
class _Forecast:
    by_month: Floats
    each: Floats
    log_likelihood: float


def _forecast(
    kind: type[TransactionModel], log: PurchaseDays, clock: Season, now: np.datetime64, ends: Days
) -> _Forecast:
    """Fit on a clock and forecast; a day's density in calendar time is that on the clock times the clock's speed."""
    model = kind().fit_histories(log.histories(now, clock))
    x, t_x, T, _litt = log.columns(now, clock)
    ahead = clock(ends) - clock(np.array([now]))
    each = np.array([model.expected_purchases(float(horizon), x, t_x, T) for horizon in ahead])
    speed = float(np.log(clock.on(log.until(now).repeats)).sum())
    return _Forecast(np.diff(each.sum(axis=1), prepend=0.0), each[-1], model.log_likelihood_ + speed)
