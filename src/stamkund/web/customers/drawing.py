"""The rows of the list as HTML, written here and not in a template: the page takes half the calls.

What comes from outside is escaped where it enters; the rest are our own words, numbers and marks.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stamkund.web import formatting
from stamkund.web.charts import marks
from stamkund.web.customers.rows import Row
from stamkund.web.templatetags.look import due, reach

ALIVE_WIDTH, WHISKER_WIDTH = 36, 66
Drawn = TypeVar("Drawn", bound=Hashable)


def draw_rows(rows: Iterable[Row], top: Decimal) -> SafeString:
    """Return *rows* as table rows, their whiskers on an axis from nothing to *top*."""
    pen = Pen(float(top), timezone.now())
    return mark_safe("\n".join(pen.row(row) for row in rows))  # noqa: S308 - see above


class Pen:
    """What all rows of a page share; parts that come back are drawn once."""

    def __init__(self, top: float, now: datetime) -> None:
        self.top, self.now = top, now
        self.language = get_language() or "en"
        self.base = reverse("customers")
        self._drawn: dict[tuple[str, object], str] = {}

    @cached_property
    def choose(self) -> str:
        return escape(_("Choose %(name)s"))

    @cached_property
    def peek(self) -> str:
        return escape(_("Peek"))

    def row(self, row: Row) -> str:
        """Return one row."""
        return f"<tr data-row>{''.join(self._cells(row))}</tr>"

    def _cells(self, row: Row) -> Iterator[str]:
        name, address = escape(row.name), f"{self.base}/{row.public_id}"
        yield (
            '<td class="col-check"><input type="checkbox" class="form-check-input" data-choose '
            f'value="{row.public_id}" aria-label="{self.choose % {"name": name}}"></td>'
        )
        yield (
            f'<td class="name"><a href="{address}" data-open>{name}</a> <span class="ink-3 t-small">{escape(row.city)}'
            f'</span><button type="button" class="visually-hidden" data-peek hx-get="{address}/peek" '
            f'hx-target="#peek" hx-swap="innerHTML" tabindex="-1">{self.peek}</button></td>'
        )
        yield f'<td class="keeper">{self._keeper(row.keeper)}</td>'
        yield f'<td class="seen t-small ink-2 nw">{self._seen(row.last_event_at)}</td>'
        yield self._owed(row.task, row.due_on)
        yield f'<td class="still">{self._alive(row.probability_alive)}</td>'
        yield f'<td class="worth num m">{self._value(row.value)}</td><td class="whisk">{self._whisker(row)}</td>'
        yield f'<td class="reach">{self._reach(row)}</td>'

    def _keeper(self, name: str | None) -> str:
        return self._once("keeper", name, self._draw_keeper) if name else ""

    def _draw_keeper(self, name: str) -> str:
        shown, letters = escape(name), escape(formatting.initials(name))
        return f'<span class="av s" title="{shown}" role="img" aria-label="{shown}">{letters}</span>'

    def _seen(self, at: datetime) -> str:
        days = (self.now - at).days
        if days < 1:
            return formatting.ago(at, self.now)
        return self._once("seen", days, lambda _days: formatting.ago(at, self.now))

    def _owed(self, task: str, due_on: date | None) -> str:
        if due_on is None:
            return f'<td class="owed none t-small ink-3">{formatting.NOTHING}</td>'
        return f'<td class="owed t-small nw" title="{escape(task)}">{self._once("due", due_on, due)}</td>'

    def _alive(self, probability: float | None) -> str:
        if probability is None:
            return ""
        said = formatting.percent(probability, self.language)
        return f'<span class="alive">{marks.alive(probability, ALIVE_WIDTH)}<span class="num">{said}</span></span>'

    def _value(self, value: Decimal | None) -> str:
        return formatting.NOTHING if value is None else formatting.number(formatting.about(value), self.language)

    def _whisker(self, row: Row) -> str:
        if row.low is None or row.value is None or row.high is None:
            return ""
        return marks.whisker(float(row.low), float(row.value), float(row.high), self.top, width=WHISKER_WIDTH)

    def _reach(self, row: Row) -> str:
        return self._once("reach", frozenset(row.channels), reach)

    def _once(self, part: str, value: Drawn, draw: Callable[[Drawn], str]) -> str:
        if (part, value) not in self._drawn:
            self._drawn[part, value] = draw(value)
        return self._drawn[part, value]
