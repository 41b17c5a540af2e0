"""The account of the month: what the base was worth when it began, what moved it, what it is worth now."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stamkund.valuation.queries import EquityNow
from stamkund.web import formatting
from stamkund.web.value.charts.bridge import FADED, GAINED, GONE, STANDING, Step
from stamkund.web.value.report import Month, Moved

RECENT = timedelta(days=2)


def month_now(month: Month, equity: EquityNow) -> Month:
    """Return the month with what purchases and returns have moved since the run; a return counts as decay."""
    return replace(
        month,
        acquired=_plus(month.acquired, float(equity.acquired.amount)),
        grown=_plus(month.grown, float(equity.grown.amount)),
        decayed=_plus(month.decayed, float(equity.reduced.amount)),
    )


def opening(month: Month, equity: EquityNow) -> float:
    """Return what the base was worth when the month began: what it is worth now, less what has moved."""
    return float(equity.total.amount) - month.change


def bridge_steps(month: Month, equity: EquityNow, today: date, language: str) -> Iterator[Step]:
    """Return the columns of the waterfall."""
    level = opening(month, equity)
    start = formatting.day(month.start, language, today)
    yield Step(start, "", 0.0, level, STANDING)
    for name, note, moved, colour in _parts(month, language):
        yield Step(name, note, level, level + moved.amount, colour if moved.amount < 0 else GAINED, moved.amount)
        level += moved.amount
    name, note = _closing(equity.run.as_of, today, language)
    yield Step(name, note, 0.0, level, STANDING)


def _parts(month: Month, language: str) -> Iterator[tuple[str, str, Moved, str]]:
    new, again, left = month.acquired.customers, month.grown.customers, month.lost.customers
    said = {
        "new": formatting.number(new, language),
        "again": formatting.number(again, language),
        "left": formatting.number(left, language),
    }
    yield _("Acquired"), ngettext("%(new)s new", "%(new)s new", new) % said, month.acquired, FADED
    yield _("Grown"), ngettext("%(again)s bought again", "%(again)s bought again", again) % said, month.grown, FADED
    yield _("Decayed"), _("time passing"), month.decayed, FADED
    yield _("Lost"), ngettext("%(left)s left us", "%(left)s left us", left) % said, month.lost, GONE


def _closing(as_of: date, today: date, language: str) -> tuple[str, str]:
    """Return how the last column is called: an old file ends on its own last day, all else is now."""
    if today - as_of > RECENT:
        return formatting.day(as_of, language, today), ""
    return (_("Today") if as_of == today else _("Now")), formatting.day(today, language, today)


def _plus(moved: Moved, amount: float) -> Moved:
    return replace(moved, amount=moved.amount + amount)
