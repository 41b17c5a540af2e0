"""Dates and times in the ways they are written: year first, day first, month first, with named months, as numbers."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from stamkund.imports.formats.records import BadCell, Cell
from stamkund.imports.formats.xlsx.dates import EPOCH_1900
from stamkund.imports.values.months import month_numbers
from stamkund.imports.values.refusals import CellRefused

EARLIEST_YEAR, LATEST_YEAR = 1850, 2150
# Two figures: 69 is 1969, 68 is 2068 in POSIX; people's customers are born earlier, purchases are not.
CENTURY_TURN = 69
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
_TIME = (
    r"(?:[ T,]+(?:kl\.? ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?"
    r"\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})" + _TIME, re.IGNORECASE)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})" + _TIME, re.IGNORECASE)
YEAR_LAST = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})" + _TIME, re.IGNORECASE)
DAY_AND_NAME = re.compile(
    r"(?:\w+ )?(\d{1,2})(?:st|nd|rd|th|:[ea]|\.)?[-/. ]*(?:of )?([^\W\d_]{3,10})\.?[-/., ]*(\d{4}|\d{2})" + _TIME,
    re.IGNORECASE,
)
NAME_AND_DAY = re.compile(r"([^\W\d_]{3,10})\.?[- ]+(\d{1,2})(?:st|nd|rd|th)?,?[- ]+(\d{4})" + _TIME, re.IGNORECASE)
NAMED_MONTH = re.compile(r"([^\W\d_]{3,10})\.?[-/. ']+(\d{4}|\d{2})|(\d{4})[-/. ]([^\W\d_]{3,10})\.?", re.IGNORECASE)
NUMBERED_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
WEEK = re.compile(r"(?:v|w|u|uke|vecka|week)\.? ?\d{1,2}.*|\d{4}-?W\d{2}.*", re.IGNORECASE)


class Moment(NamedTuple):
    """A day, and the time of day when the file gives one. `at` is naive unless the file names its offset."""

    on: date
    at: datetime | None = None


def read_moment(cell: Cell, order: str = DAY_FIRST, *, months_as_first_day: bool = False) -> Moment:
    """The date in the cell. `order` (dmy or mdy) is what the column shows; 2014-09 needs `months_as_first_day`."""
    if isinstance(cell, str):
        return _from_text(cell.strip(), order, months_as_first_day=months_as_first_day)
    if isinstance(cell, datetime):
        return _sane(Moment(cell.date(), cell))
    if isinstance(cell, date):
        return _sane(Moment(cell))
    if isinstance(cell, BadCell):
        raise CellRefused(cell.code)
    return _from_number(cell)


def _from_number(cell: Decimal | bool) -> Moment:  # noqa: FBT001  (a cell may hold yes or no)
    """19970101 written as a number, or a spreadsheet's day number between 1927 and 2119."""
    if isinstance(cell, bool) or cell != int(cell):
        raise CellRefused("not_a_date")
    if COMPACT.fullmatch(text := str(int(cell))):
        return _from_text(text, DAY_FIRST, months_as_first_day=False)
    if 10_000 <= cell <= 80_000:
        return Moment((EPOCH_1900 + timedelta(days=int(cell))).date())
    raise CellRefused("not_a_date")


@lru_cache(maxsize=50_000)
def _from_text(text: str, order: str, *, months_as_first_day: bool) -> Moment:
    if not text:
        raise CellRefused("missing")
    if match := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        return _moment(match[1], match[2], match[3], match.groups()[3:])
    if match := YEAR_LAST.fullmatch(text):
        return _year_last(match, order)
    if match := DAY_AND_NAME.fullmatch(text):
        return _moment(match[3], _month(match[2]), match[1], match.groups()[3:])
    if match := NAME_AND_DAY.fullmatch(text):
        return _moment(match[3], _month(match[1]), match[2], match.groups()[3:])
    return _without_day(text, months_as_first_day=months_as_first_day)


def _year_last(match: re.Match[str], order: str) -> Moment:
    first, second = match[1], match[2]
    day_first = (order != MONTH_FIRST or int(first) > 12) and int(second) <= 12
    day, month = (first, second) if day_first else (second, first)
    if int(first) > 12 and int(second) > 12:
        raise CellRefused("impossible_date")
    return _moment(match[3], month, day, match.groups()[3:])


def _without_day(text: str, *, months_as_first_day: bool) -> Moment:
    year, month = _year_and_month(text)
    if not months_as_first_day:
        raise CellRefused("month_without_day")
    return _moment(year, month, "1", (None,) * 5)


def _year_and_month(text: str) -> tuple[str, str]:
    if match := NUMBERED_MONTH.fullmatch(text):
        return match[1], match[2]
    if match := NAMED_MONTH.fullmatch(text):
        return (match[2] or match[3]), _month(match[1] or match[4])
    raise CellRefused("week_without_day" if WEEK.fullmatch(text) else "not_a_date")


def _month(name: str) -> str:
    number = month_numbers().get(name.casefold())
    if number is None:
        raise CellRefused("not_a_date")
    return str(number)


def _moment(year: str, month: str, day: str, time: Sequence[str | None]) -> Moment:
    try:
        on = date(_whole_year(year), int(month), int(day))
        at = _at(on, time) if time[0] is not None else None
    except ValueError:
        raise CellRefused("impossible_date") from None
    return _sane(Moment(on, at))


def _whole_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= CENTURY_TURN else 2000)


def _at(on: date, time: Sequence[str | None]) -> datetime:
    hour, minute, second, half, zone = time
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return datetime(on.year, on.month, on.day, hours, int(minute or 0), int(second or 0), tzinfo=_zone(zone))


def _zone(zone: str | None) -> timezone | None:
    if zone is None:
        return None
    if zone[0] not in "+-":
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return timezone((1 if zone[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def _sane(moment: Moment) -> Moment:
    if not EARLIEST_YEAR <= moment.on.year <= LATEST_YEAR:
        raise CellRefused("absurd_date")
    return moment
