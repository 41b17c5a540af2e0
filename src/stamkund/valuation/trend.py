"""What a customer was worth at the end of each month of the last year, and what has moved it this month.

Valued by one model, the run's own, from what was known on each day: nothing is stored, and only the customer and time
move the line, never a new fit. The bridge of the whole base (`bridge.py`) counts the same way. No database, no clock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stamkund.valuation.fitted import Fitted
from stamkund.valuation.history import Document, Growing, History

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Point:
    """A value at the end of a day."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved a value since the month began, from `start` on; the three add up to what it is now."""

    since: date
    start: float
    purchases: float
    time: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The ends of the months before, oldest first, then now; and what this month has moved."""

    points: tuple[Point, ...]
    moved: Moved

    @property
    def until(self) -> date:
        """The day of the last point."""
        return self.points[-1].on


def find_trend(documents: Sequence[Document], fitted: Fitted, as_of: date, value: float) -> Trend:
    """Return the way to *value*, which the customer with these *documents* is worth as of a day.

    Month ends at which nothing had been bought yet have no point.
    """
    ends = [*month_ends(as_of)]
    histories = [*_histories(documents, fitted, ends)]
    seen = [(end, history) for end, history in zip(ends, histories, strict=True) if history]
    unmoved = [(as_of, history) for history in histories[-1:] if history]
    values = fitted.values(seen + unmoved)
    before = [Point(end, value) for (end, _), value in zip(seen, values, strict=False)]
    start, later = (before[-1].value, values[-1]) if unmoved else (0.0, 0.0)
    moved = Moved(as_of.replace(day=1), start, purchases=round(value - later, 2), time=round(later - start, 2))
    return Trend((*before, Point(as_of, value)), moved)


def month_ends(as_of: date) -> Iterator[date]:
    """Yield the last days of the twelve months before the one of *as_of*, oldest first."""
    for back in range(MONTHS - 1, -1, -1):
        years, month = divmod(as_of.month - 1 - back, 12)
        yield date(as_of.year + years, month + 1, 1) - timedelta(days=1)


def _histories(documents: Sequence[Document], fitted: Fitted, ends: Sequence[date]) -> Iterator[History | None]:
    """Yield what was known at the end of each day, counting every document once."""
    growing, waiting = Growing(fitted.rates, fitted.cost_share), sorted(documents, key=lambda one: one.from_on)
    for end in ends:
        known = [document for document in waiting if document.from_on <= end]
        growing.add(known)
        waiting = waiting[len(known) :]
        yield growing.history()
