"""Day headings: the last two weeks stand day by day, everything older month by month. Pure."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date
from django.utils.translation import gettext as _

from stamkund.kit.locales import locale_of
from stamkund.web.formatting import day, day_in_full

DAY_BY_DAY = timedelta(days=14)


@lru_cache(maxsize=4096)
def heading_of(on: date, today: date, language: str) -> tuple[str, str]:
    """Return heading and note of the day: ("Today", "Thursday 19 November"), ("November", "")."""
    locale = locale_of(language)
    if on > today:
        return _("Ahead"), ""
    if on == today:
        return _("Today"), day_in_full(on, language)
    if today - on < DAY_BY_DAY:
        weekday = format_date(on, "EEEE", locale=locale)
        return weekday[0].upper() + weekday[1:], format_date(on, "d MMMM", locale=locale)
    month = format_date(on, "LLLL" if on.year == today.year else "LLLL y", locale=locale)
    return month[0].upper() + month[1:], ""


def time_label(at: datetime, today: date, language: str) -> str:
    """Return what stands beside an entry: the time of day, or the day where the heading is a month."""
    if today - at.date() < DAY_BY_DAY and at.date() <= today:
        return f"{at:%H:%M}"
    return day(at.date(), language, at.date())
