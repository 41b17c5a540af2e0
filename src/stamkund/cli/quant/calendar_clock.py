"""A log on the calendar clock: histories in accumulated season, learnt from the log itself."""

from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from stamkund.cli.output import fail
from stamkund.cli.quant.histories import DAYS, PurchaseHistories, Unit
from stamkund.cli.quant.tables import Table
from stamkund.cli.words import gettext as _
from stamkund.quant.clv import PurchaseDays, Season, TransactionModel, learn_season
from stamkund.quant.clv.season import CYCLE

PURCHASE_DAYS = "SELECT party, day FROM purchase_day WHERE counts = 1"


@dataclass(frozen=True, slots=True)
class CalendarClock:
    """A season, and how much of it passes from a day on."""

    season: Season
    days_per_unit: float
    now: np.datetime64

    def ahead(self, horizon: float) -> float:
        """The season that passes within a horizon of ordinary time, in whole days; in four years it is four years."""
        if not isfinite(horizon):
            return horizon
        cycles, days = divmod(round(horizon * self.days_per_unit), CYCLE.size)
        now, then = self.season(np.array([self.now, self.now + np.timedelta64(days, "D")]))
        return cycles * CYCLE.size / self.days_per_unit + float(then - now)


def put_on_calendar_clock(
    known: PurchaseHistories, table: Table, kind: type[TransactionModel], unit: Unit
) -> tuple[PurchaseHistories, CalendarClock]:
    """Learn the season from what was bought until the calibration ended, and count all time in it.

    Raises TooLittleDataError below two years.
    """
    if known.as_of is None:
        fail(_("a season is learnt from a log: it needs --date"))
    found, now = table.engine.columns(PURCHASE_DAYS), np.datetime64(known.as_of, "D")
    log = PurchaseDays.sort(found["party"], found["day"])
    season = learn_season(kind, log, now, days_per_unit=DAYS[unit])
    clock = CalendarClock(season, DAYS[unit], now)
    x, t_x, T, litt = log.columns(now, season)
    return replace(known, x=x, t_x=t_x, T=T, litt=litt, until=clock.ahead(known.until)), clock
