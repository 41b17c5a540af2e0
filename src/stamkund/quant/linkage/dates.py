"""Dates of birth as eight digits, also those that are no dates: a slip of the finger is still evidence."""

import re
from typing import Final

from stamkund.quant.linkage.text import digits

DAY_FIRST: Final = re.compile(r"^\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})\b")
YEAR_FIRST: Final = re.compile(r"^\s*(\d{4})(?:[./\- ](\d{1,2})[./\- ](\d{1,2})|[./\- ]?(\d\d)[./\- ]?(\d\d))(?!\d)")
SHORT: Final = re.compile(r"^\s*(\d\d)([./\- ]?)(\d\d)\2(\d\d)(?:([-+ ]?)\d{4,5})?\s*$")
"""A year of two digits, as in the Nordic personal numbers, of which four or five digits more may follow."""
NO_DAY: Final = re.compile(r"^\s*(?:(\d{4})(?:[./\- ]\d{1,2})?|\d{1,2}[./\- ](\d{4})|((?:1[5-9]|20)\d\d)\d\d)\s*$")
"""A year, alone or with a month."""
MOST_OF_A_DATE: Final = 7
"""Digits of which one was mistyped or left out."""
CENTURY: Final = 30
"""Two digits below this are a year of this century, all others of the last: customers are seldom a hundred."""


def birth(text: str | None, region: str = "SE") -> tuple[str, str]:
    """Year, month and day as eight digits, and the year; "" for what is not told.

    5.3.1961 is the fifth of March, unless only the other reading has a month. A year of two digits comes first in
    Sweden (610305, also before the rest of a personal number), and last elsewhere and between dots and strokes
    (05.03.61), unless only the other reading is a date.
    """
    if not text:
        return "", ""
    if found := DAY_FIRST.match(text):
        day, month, year = found.groups()
        if int(month) > 12 >= int(day):
            day, month = month, day
        return _told(year, month, day)
    if found := YEAR_FIRST.match(text):
        return _told(*(part for part in found.groups() if part))
    if found := SHORT.match(text):
        if read := _read_short(found, year_first=region == "SE" and found[2] in {"", "-"}):
            return read
    elif len(known := digits(text)) >= MOST_OF_A_DATE:
        return known[:8], known[:4]
    found = NO_DAY.match(text)
    return "", found[found.lastindex or 0] if found else ""


def _read_short(found: re.Match[str], *, year_first: bool) -> tuple[str, str] | None:
    first, month, last, mark = found.group(1, 3, 4, 5)
    readings = ((first, last), (last, first))
    for year, day in readings if year_first else readings[::-1]:
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            century = "20" if int(year) < CENTURY and mark != "+" else "19"
            return _told(century + year, month, day)
    return None


def _told(year: str, month: str, day: str) -> tuple[str, str]:
    """With 00 for month and day only the year is known."""
    return f"{year}{month:0>2}{day:0>2}" if int(month) or int(day) else "", year
