"""Moments in a shop's life: the season's pace, opening hours, days without Sundays."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from stamkund.demo.company import ZONE

PACE_OF_MONTH = (0.75, 0.75, 1.0, 1.1, 1.1, 0.85, 0.55, 0.8, 1.2, 1.4, 1.45, 1.05)
STEADY = (1.0,) * 12
OPENS, CLOSES = 9 * 60, 17 * 60 + 45
SUNDAY = 6


class Season:
    """Time as the shop feels it: a week in November holds more purchases than a week in July."""

    def __init__(self, start: date, end: date, paces: Sequence[float] = PACE_OF_MONTH) -> None:
        self.start = start
        days = [start + timedelta(days=number) for number in range((end - start).days)]
        self._felt = list(accumulate(paces[day.month - 1] / 7 for day in days))

    @property
    def weeks(self) -> float:
        """Return how many felt weeks the whole stretch holds."""
        return self._felt[-1]

    def day_at(self, weeks: float) -> date:
        """Return the day on which *weeks* felt weeks have gone."""
        return self.start + timedelta(days=min(bisect_left(self._felt, weeks), len(self._felt) - 1))


def in_opening_hours(chance: Random, day: date) -> datetime:
    """Return a moment in the shop on *day*, or the day before a Sunday."""
    open_day = day - timedelta(days=1) if day.weekday() == SUNDAY else day
    return at_minute(open_day, chance.randint(OPENS, CLOSES))


def around_the_clock(chance: Random, day: date) -> datetime:
    """Return a moment when somebody sits at home with the web shop: from morning to late evening."""
    return at_minute(day, round(chance.triangular(7 * 60, 23 * 60 + 30, 20 * 60)))


def at_minute(day: date, minute: int) -> datetime:
    """Return the local moment *minute* minutes after midnight."""
    return datetime.combine(day, time(minute // 60, minute % 60), ZONE)
