"""Does the model hold over time: repeat purchases expected against those that came, week by week and added up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from stamkund.web import formatting
from stamkund.web.charts.vega import Chart, chart_spec

HEIGHT = 210
SHORT = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Period:
    """Repeat purchases until the end of one period, counted in it or added up from the beginning."""

    until: date
    expected: float
    actual: float


def tracking_chart(name: str, title: str, periods: Sequence[Period], hidden_from: date | None, language: str) -> Chart:
    """Return expected against actual; *hidden_from* marks where what the model was not shown begins."""
    values = [
        {"at": f"{period.until:%Y-%m-%d}", "expected": period.expected, "came": period.actual} for period in periods
    ]
    spec = chart_spec(
        values,
        height=HEIGHT,
        encoding={"x": {"field": "at", "type": "temporal", "axis": _dates(periods)}},
        layer=[
            *_hidden(hidden_from),
            _line("came", {"stroke": "var(--ink)", "strokeWidth": 1.4}),
            _line("expected", {"stroke": "var(--info-fill)", "strokeWidth": 2, "strokeDash": [5, 3]}),
            *_ends(periods[-1], language),
        ],
    )
    rows = [[_day(period.until, language), *_figures(period, language)] for period in periods]
    return Chart(name, _label(title, periods[-1], language), spec, [_("Until"), _("Expected"), _("Came")], rows)


def _dates(periods: Sequence[Period]) -> dict[str, Any]:
    """Name every year, or every quarter of a short history; in figures, which every language reads."""
    if periods[-1].until - periods[0].until > SHORT:
        return {"title": None, "format": "%Y", "tickCount": {"interval": "year", "step": 1}}
    return {"title": None, "format": "%Y-%m", "tickCount": {"interval": "month", "step": 3}, "labelOverlap": "greedy"}


def _label(title: str, last: Period, language: str) -> str:
    expected, actual = _figures(last, language)
    said = {"title": title, "expected": expected, "actual": actual}
    return _("%(title)s. At the end %(expected)s were expected and %(actual)s came.") % said


def _figures(period: Period, language: str) -> list[str]:
    return [formatting.number(figure, language) for figure in (period.expected, period.actual)]


def _day(on: date, language: str) -> str:
    return formatting.day(on, language)


def _line(field: str, look: dict[str, Any]) -> dict[str, Any]:
    y = {"field": field, "type": "quantitative", "axis": {"title": None, "tickCount": 4, "format": ",.0f"}}
    return {"mark": {"type": "line", **look}, "encoding": {"y": y}}


def _hidden(since: date | None) -> Iterator[dict[str, Any]]:
    if since is None:
        return
    point = {"data": {"values": [{"at": f"{since:%Y-%m-%d}"}]}}
    yield {**point, "mark": {"type": "rule", "stroke": "var(--line-2)", "strokeDash": [3, 3]}, "encoding": {}}
    text = _("hidden from the model")
    mark = {"type": "text", "text": text, "align": "right", "dx": -6, "baseline": "top", "fill": "var(--ink-3)"}
    yield {**point, "mark": mark, "encoding": {"y": {"value": -12}}}


def _ends(last: Period, language: str) -> Iterator[dict[str, Any]]:
    """Name each line at its end; the higher one above, so that the words never cover each other."""
    for field, words, figure, other in (
        ("came", _("came"), last.actual, last.expected),
        ("expected", _("expected"), last.expected, last.actual),
    ):
        colour = "var(--ink)" if field == "came" else "var(--info)"
        is_above = figure > other or (figure == other and field == "came")
        mark = {"type": "text", "text": words, "align": "left", "dx": 6, "dy": -4 if is_above else 11, "fill": colour}
        point = [{"at": f"{last.until:%Y-%m-%d}", "figure": figure}]
        y = {"field": "figure", "type": "quantitative"}
        yield {"data": {"values": point}, "mark": mark, "encoding": {"y": y}}
