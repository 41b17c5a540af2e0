"""The calendar clock: purchases come at a rate that follows the season, and the closed forms stay.

If everybody's rate at calendar time t is lambda s(t), with a season s(t) that is 1 on average over the year, then on a
clock that shows the accumulated season

    C(t) = int_0^t s(u) du

purchases come at the constant rate lambda. All models hold on that clock: t_x = C(last) - C(first),
T = C(now) - C(first), and the horizon until a day is C(day) - C(now), the same for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stamkund.quant.clv.arrays import Floats, Indices
from stamkund.quant.clv.errors import ClvError, refuse

Days = NDArray[np.datetime64]
Clock = Callable[[Days], Floats]
"""Days → moments in the model's unit of time, at the end of each day."""

MONTHS, WEEKS = 12, 52
DAYS_PER_WEEK = 7.0
EPOCH = np.datetime64("1970-01-01", "D")
CYCLE = np.arange("2001-01-01", "2005-01-01", dtype="datetime64[D]")
"""Four years, one of them a leap year: over them a season is 1 on average."""


@dataclass(frozen=True, slots=True)
class Season:
    """How busy each month (12 factors) or week (52) of the year is; any scale will do, `factors` are 1 on average.

    A season is a clock: called with days, it says how much season has passed by their end, in `days_per_unit` days.
    """

    factors: Floats
    days_per_unit: float = DAYS_PER_WEEK

    def __post_init__(self) -> None:
        factors = np.asarray(self.factors, dtype=np.float64)
        if factors.shape not in {(MONTHS,), (WEEKS,)} or not (np.isfinite(factors).all() and factors.min() > 0):
            raise ClvError("a season has 12 or 52 factors above 0")
        object.__setattr__(self, "factors", factors / factors[part_of_year(CYCLE, factors.size)].mean())

    def __call__(self, on: Days) -> Floats:
        on = np.asarray(on, dtype="datetime64[D]")
        refuse(("not a day", np.isnat(on)))
        ends = np.append(on, EPOCH)
        days: Days = np.arange(ends.min(), ends.max() + np.timedelta64(1, "D"), dtype="datetime64[D]")
        passed = np.cumsum(self.on(days))
        since = passed[(on - days[0]).astype(np.intp)] - passed[int((EPOCH - days[0]).astype(int))]
        return np.asarray(since / self.days_per_unit, dtype=np.float64)

    def on(self, days: Days) -> Floats:
        """How busy these days are."""
        return np.asarray(self.factors[part_of_year(days, self.factors.size)], dtype=np.float64)


def no_season(days_per_unit: float = DAYS_PER_WEEK) -> Season:
    """The ordinary clock."""
    return Season(np.ones(MONTHS), days_per_unit)


def part_of_year(days: Days, parts: int) -> Indices:
    """The month, from 0, or the week counted from New Year; the days left over belong to the last."""
    if parts == MONTHS:
        return np.asarray(days.astype("datetime64[M]").astype(np.int64) % MONTHS, dtype=np.intp)
    day = (days - days.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.intp)
    return np.asarray(np.minimum(day // 7, parts - 1), dtype=np.intp)
