"""How dates like 03/04/2011 are read, and why, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from stamkund.imports.values import CellRefused, DateEvidence, read_moment
from stamkund.web.formatting import day_with_year
from stamkund.web.formatting import number as written

OTHER = {"dmy": "mdy", "mdy": "dmy"}


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date of the file that can be two days, which of them it is taken for, and the reason."""

    example: str
    days: Mapping[str, str]
    order: str
    chosen: str
    why: str
    is_guess: bool

    @property
    def day(self) -> str:
        return self.days[self.order]

    @property
    def other_day(self) -> str:
        return self.days[OTHER[self.order]]


def date_reading(seen: Mapping[str, Any], chosen: str) -> DateReading | None:
    """Say how dates are read; nothing where every date of the column can be one day only."""
    evidence = DateEvidence(**seen)
    if not evidence.unsure:
        return None
    try:
        days = {order: _day(read_moment(evidence.unsure_example, order).on) for order in OTHER}
    except CellRefused:
        return None
    return DateReading(
        example=evidence.unsure_example,
        days=days,
        order=chosen or evidence.order,
        chosen=chosen,
        why=_why(evidence, chosen),
        is_guess=not chosen and evidence.is_guess and not evidence.is_settled_by_clock,
    )


def _day(on: date) -> str:
    return day_with_year(on, get_language() or "en")


def _why(evidence: DateEvidence, chosen: str) -> str:
    if chosen:
        return _("Somebody has chosen so, for every file with this heading.")
    if evidence.is_contradictory:
        said = _("%(day)s can only have the day first, %(month)s only the month; we follow the most.")
        return said % {"day": evidence.day_example, "month": evidence.month_example}
    if evidence.is_settled_by_clock:
        return _("The clock says AM and PM, as it does where the month stands first.")
    if not evidence.day_first and not evidence.month_first:
        return _("No date we have read says which comes first.")
    return _because_of_others(evidence)


def _because_of_others(evidence: DateEvidence) -> str:
    count = evidence.day_first or evidence.month_first
    if evidence.day_first:
        said = ngettext(
            "%(example)s can only have the day first, and %(n)s row is like that.",
            "%(example)s can only have the day first, and %(n)s rows are like that.",
            count,
        )
    else:
        said = ngettext(
            "%(example)s can only have the month first, and %(n)s row is like that.",
            "%(example)s can only have the month first, and %(n)s rows are like that.",
            count,
        )
    example = evidence.day_example or evidence.month_example
    return said % {"example": example, "n": written(count, get_language() or "en")}
