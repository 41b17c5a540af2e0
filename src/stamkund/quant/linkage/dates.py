"""Dates of birth as eight digits, also those that are no dates: a slip of the finger is still evidence."""

import re
from typing import Final

from stamkund.quant.linkage.text import digits

DAY_FIRST: Final = re.compile(r"^\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})\b")
YEAR_FIRST: Final = re.compile(r"^\s*(\d{4})[./\- ]?(\d{1,2})[./\- ]?(\d{1,2})(?!\d)")


def birth(text: str | None) -> tuple[str, str]:
    """Year, month and day as eight digits, and the year; "" for what is not told.

    5.3.1961 is the fifth of March, unless only the other reading has a month.
    """
    if not text:
        return "", ""
    if found := DAY_FIRST.match(text):
        day, month, year = found.groups()
        if int(month) > 12 >= int(day):
            day, month = month, day
        return f"{year}{month:0>2}{day:0>2}", year
    if found := YEAR_FIRST.match(text):
        year, month, day = found.groups()
        return f"{year}{month:0>2}{day:0>2}", year
    known = digits(text)
    return (known[:8], known[:4]) if len(known) >= 6 else ("", known if len(known) == 4 else "")
