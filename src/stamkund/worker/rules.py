"""Pure rules of background work: how long to wait before trying again, and when a schedule comes next."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

FIRST_PAUSE = timedelta(seconds=4)
LONGEST_PAUSE = timedelta(hours=1)


def pause_before_retry(attempts: int, chance: float) -> timedelta:
    """Return the pause after *attempts* failures: doubled each time up to an hour, of which *chance* in [0, 1) spreads
    the upper half, so that tasks that failed together do not come back together.
    """
    longest: timedelta = min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
    return longest * (0.5 + chance / 2)


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at a local time of day."""

    at: time

    def next_after(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return the first such time after *moment*; on the night the clock is put forward it comes an hour later."""
        day = moment.astimezone(zone).date()
        today = datetime.combine(day, self.at, zone)
        return today if today > moment else datetime.combine(day + timedelta(days=1), self.at, zone)


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again with the same pause."""

    pause: timedelta

    def next_after(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return *moment* plus the pause; the *zone* does not matter."""
        return moment + self.pause


Rhythm = Daily | Every
