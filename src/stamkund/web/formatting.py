"""Numbers, money, dates and distances in time, as the reader's language writes them.

Pure functions: the language is an argument. U+00A0 joins thousands and units, minus is U+2212, ranges take an en dash.
English is written as in the Nordic countries (CLDR ``en_SE``): 1 204 kr, 9 Nov, 16:05.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import floor, log10

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import get_currency_symbol
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stamkund.kit.locales import locale_of

MINUS = "\u2212"
NO_BREAK = "\u00a0"
EN_DASH = "\u2013"
NOTHING = EN_DASH
SPELT_DAYS = {"nb_NO": "EEEE d. MMMM"}

Number = int | float | Decimal


@lru_cache(maxsize=32)
def _separators(language: str) -> tuple[str, str]:
    symbols = Locale.parse(locale_of(language)).number_symbols["latn"]
    return symbols["group"].replace("\u202f", NO_BREAK), symbols["decimal"]


def number(value: Number, language: str, decimals: int = 0, *, signed: bool = False) -> str:
    """Return 1204.5 as "1 204,5"; a *signed* number always says which way it goes."""
    group, decimal = _separators(language)
    whole, _point, fraction = f"{abs(value):,.{decimals}f}".partition(".")
    digits = whole.replace(",", group) + (decimal + fraction if fraction else "")
    nothing_left = not digits.strip(f"0{decimal}")
    sign = MINUS if value < 0 and not nothing_left else "+" if signed and not nothing_left else ""
    return sign + digits


@lru_cache(maxsize=256)
def currency_mark(currency: str, language: str, home: str) -> str:
    """Return "kr" for the company's own crowns, "NOK" for somebody else's, "€" for euro."""
    if currency == home and currency in {"SEK", "NOK", "DKK", "ISK"}:
        return "kr"
    mark = get_currency_symbol(currency, locale_of(language))
    return currency if mark.lower().strip(".") in {"kr", "nkr", "dkr", "ikr"} else mark


def about(value: Number, digits: int = 3) -> int:
    """Return an estimate about as exactly as it is known: 39 681 is about 39 700."""
    whole = round(value)
    return round(whole, digits - len(str(abs(whole))))


def money(
    amount: Number, currency: str, language: str, *, home: str = "", decimals: int = 0, signed: bool = False
) -> str:
    """Return an amount with its currency, "48 200 kr"."""
    mark = currency_mark(currency, language, home or currency)
    return f"{number(amount, language, decimals, signed=signed)}{NO_BREAK}{mark}"


def interval(low: Number, high: Number, language: str, decimals: int = 0) -> str:
    """Return "31 900–67 400"."""
    return f"{number(low, language, decimals)}{EN_DASH}{number(high, language, decimals)}"


def percent(share: Number, language: str, decimals: int = 0) -> str:
    """Return the share 0.91 as "91 %". What is not quite all or nothing is not rounded to it."""
    hundredths = float(share) * 100
    if decimals == 0 and 0 < hundredths < 100:
        hundredths = min(max(hundredths, 1), 99)
    return f"{number(hundredths, language, decimals)}{NO_BREAK}%"


def short(value: Number, language: str) -> str:
    """Return a figure with two digits that say something, whole from ten on: 15, 2,8, 0,16."""
    return number(value, language, 1 - floor(log10(value)) if 0 < value < 10 else 0)


def part(share: Number, language: str) -> str:
    """Return a part of a large whole: 0.000213 as "0,021 %"."""
    return f"{short(float(share) * 100, language)}{NO_BREAK}%"


@lru_cache(maxsize=4096)
def day(on: date, language: str, today: date | None = None) -> str:
    """Return "9 Nov", with the year when it is not this one."""
    skeleton = "MMMd" if today is not None and on.year == today.year else "yMMMd"
    return format_skeleton(skeleton, on, locale=locale_of(language))


def day_in_full(on: date, language: str) -> str:
    """Return "Thursday 19 November"."""
    locale = locale_of(language)
    return format_date(on, SPELT_DAYS.get(locale, "EEEE d MMMM"), locale=locale)


def day_with_year(on: date, language: str) -> str:
    """Return "19 November 2026"."""
    return format_date(on, "long", locale=locale_of(language))


def month(on: date, language: str) -> str:
    """Return "November 2026"."""
    return format_date(on, "LLLL y", locale=locale_of(language))


def clock(at: datetime, language: str) -> str:
    """Return the time of day of a local instant, "09:12"."""
    return format_time(at, "HH:mm", locale=locale_of(language))


def near_day(on: date, today: date, language: str) -> str:
    """Return a day as it is said: today, yesterday, tomorrow, Monday 23, 9 Nov, 9 Nov 2024."""
    distance = (on - today).days
    said = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}.get(distance)
    if said:
        return said
    if -7 < distance < 7:
        return format_date(on, "EEE d", locale=locale_of(language))
    return day(on, language, today)


def moment(at: datetime, now: datetime, language: str) -> str:
    """Return a local instant as it is said: "today 09:12", "Tue 17 16:05", "9 Nov"; older ones without the time."""
    said = near_day(at.date(), now.date(), language)
    return f"{said} {clock(at, language)}" if abs((at.date() - now.date()).days) < 7 else said


def due(on: date, today: date, language: str) -> tuple[str, str]:
    """Return how the day something is due is said, and its tone: late is lost, today and tomorrow are risk."""
    late = (today - on).days
    if late > 0:
        return ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}, "lost"
    return near_day(on, today, language), "risk" if late >= -1 else ""


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONTH, YEAR = timedelta(days=30.44), timedelta(days=365.25)

# The first line whose limit is not reached says the distance.
DISTANCES: tuple[tuple[timedelta, timedelta, Callable[[int], str]], ...] = (
    (HOUR, MINUTE, lambda n: ngettext("%(n)d min ago", "%(n)d min ago", n) % {"n": n}),
    (DAY, HOUR, lambda n: ngettext("%(n)d h ago", "%(n)d h ago", n) % {"n": n}),
    (14 * DAY, DAY, lambda n: ngettext("%(n)d day ago", "%(n)d days ago", n) % {"n": n}),
    (9 * 7 * DAY, 7 * DAY, lambda n: ngettext("%(n)d week ago", "%(n)d weeks ago", n) % {"n": n}),
    (24 * MONTH, MONTH, lambda n: ngettext("%(n)d mo ago", "%(n)d mo ago", n) % {"n": n}),
    (timedelta.max, YEAR, lambda n: ngettext("%(n)d year ago", "%(n)d years ago", n) % {"n": n}),
)


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago an instant was, "8 mo ago"; anything within the minute or ahead of us is "just now"."""
    passed = now - at
    if passed < MINUTE:
        return _("just now")
    for limit, unit, say in DISTANCES:
        if passed < limit:
            return say(int(passed / unit))
    raise AssertionError("the last distance has no limit")


def initials(name: str) -> str:
    """Return the two letters that stand for a name: first and last word, "KD" for Karin Dalsjö."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    if not words:
        return name[:1].upper() or "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
