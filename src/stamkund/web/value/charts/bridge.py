"""What changed: a waterfall from the value at the beginning to the value now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from stamkund.web.charts.vega import Chart, chart_spec
from stamkund.web.value.charts.units import MoneyUnit

HEIGHT = 330
AIR = 0.18
NARROW = 560
"""Pixels below which the words under the columns would run into each other; the table has them."""
CUT_FROM = 0.35
"""The axis is cut where what is below the lowest step would take more than this share of the height."""
INTERVAL_AT_MOST = 4.0
"""The interval is drawn in full where it is at most this many times as wide as the steps."""
GAINED, FADED, GONE, STANDING = "var(--ok-fill)", "var(--risk-fill)", "var(--lost-fill)", "var(--ink-2)"


@dataclass(frozen=True, slots=True)
class Step:
    """One column: from where to where, what it is called, and a word below it. ``change`` is None where it stands."""

    name: str
    note: str
    start: float
    end: float
    colour: str
    change: float | None = None

    @property
    def top(self) -> float:
        return max(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Extent:
    """The part of the axis that is shown; ``is_cut`` where it does not begin at nothing."""

    bottom: float
    top: float
    is_cut: bool


def bridge_chart(steps: Sequence[Step], low: float, high: float, unit: MoneyUnit) -> Chart:
    """Return the waterfall; *low* and *high* are the interval of the last column."""
    extent, names = visible_extent(steps, low, high), [step.name for step in steps]
    spec = chart_spec(
        [_datum(step, unit, extent) for step in steps],
        height=HEIGHT,
        encoding={"x": _x("name", names)},
        layer=[
            _bars(unit, extent),
            _connectors(steps, names, unit),
            *(_cuts(steps, names) if extent.is_cut else ()),
            *_interval(_interval_point(steps[-1], low, high, unit, extent), names),
            *_texts(),
        ],
    )
    rows = [[step.name, step.note, unit.written(_figure(step), signed=step.change is not None)] for step in steps]
    columns = [_("What"), _("Who"), unit.words]
    return Chart("bridge", _label(steps, unit), spec, columns, rows)


def visible_extent(steps: Sequence[Step], low: float, high: float) -> Extent:
    """Return the part of the axis where the steps can be told apart."""
    levels = [step.end for step in steps] + [step.start for step in steps if step.change is not None]
    bottom, top = min(levels), max(levels)
    span = top - bottom or 0.1 * top or 1.0
    if high - low <= INTERVAL_AT_MOST * span:
        bottom, top = min(bottom, low), max(top, high)
        span = top - bottom
    if bottom < CUT_FROM * top:
        return Extent(min(bottom, 0.0), top + AIR * span, is_cut=False)
    return Extent(bottom - 2 * AIR * span, top + AIR * span, is_cut=True)


def _figure(step: Step) -> float:
    return step.end if step.change is None else step.change


def _label(steps: Sequence[Step], unit: MoneyUnit) -> str:
    parts = [f"{step.name} {unit.written(_figure(step), signed=step.change is not None)}" for step in steps]
    return _("What changed, in %(unit)s: %(parts)s.") % {"unit": unit.words, "parts": ", ".join(parts)}


def _datum(step: Step, unit: MoneyUnit, extent: Extent) -> dict[str, Any]:
    start = step.start if step.change is not None else extent.bottom
    return {
        "name": step.name,
        "note": step.note,
        "start": unit.scaled(start),
        "end": unit.scaled(step.end),
        "top": unit.scaled(step.top),
        "colour": step.colour,
        "figure": unit.written(_figure(step), signed=step.change is not None),
        "stands": step.change is None,
    }


def _x(field: str, names: Sequence[str], **more: Any) -> dict[str, Any]:
    scale = {"domain": list(names), "paddingInner": 0.4, "paddingOuter": 0.06}
    return {"field": field, "type": "ordinal", "sort": None, "scale": scale, "axis": None, **more}


def _bars(unit: MoneyUnit, extent: Extent) -> dict[str, Any]:
    domain = [unit.scaled(extent.bottom), unit.scaled(extent.top)]
    return {
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "y": {
                "field": "start",
                "type": "quantitative",
                "scale": {"domain": domain, "nice": False, "zero": False},
                "axis": {"title": None, "tickCount": 5, "format": ",.0f"},
            },
            "y2": {"field": "end"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "tooltip": [{"field": "name", "title": _("What")}, {"field": "figure", "title": unit.words}],
        },
    }


def _connectors(steps: Sequence[Step], names: Sequence[str], unit: MoneyUnit) -> dict[str, Any]:
    values = [{"name": one.name, "to": other.name, "level": unit.scaled(one.end)} for one, other in pairwise(steps)]
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "strokeDash": [2, 3], "stroke": "var(--ink-3)"},
        "encoding": {
            "x": _x("name", names, bandPosition=1),
            "x2": {"field": "to", "bandPosition": 0},
            "y": {"field": "level", "type": "quantitative"},
        },
    }


def _cuts(steps: Sequence[Step], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    values = [{"name": step.name} for step in (steps[0], steps[-1])]
    for lift in (9, 14):
        yield {
            "data": {"values": values},
            "mark": {"type": "rule", "stroke": "var(--sheet)", "strokeWidth": 1.8},
            "encoding": {
                "x": _x("name", names, bandPosition=0),
                "x2": {"field": "name", "bandPosition": 1},
                "y": {"value": {"expr": f"height - {lift}"}},
                "y2": {"value": {"expr": f"height - {lift + 7}"}},
            },
        }


def _interval_point(last: Step, low: float, high: float, unit: MoneyUnit, extent: Extent) -> dict[str, Any]:
    return {
        "name": last.name,
        "now": unit.scaled(last.end),
        "low": unit.scaled(max(low, extent.bottom)),
        "high": unit.scaled(min(high, extent.top)),
        "low_is_out": low < extent.bottom,
        "high_is_out": high > extent.top,
        "said": _("to %(amount)s") % {"amount": unit.written(high)},
    }


def _interval(point: dict[str, Any], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Draw low–high over the last column: pale within it, dark above it, an arrow where it leaves the picture."""
    data, x = {"values": [point]}, _x("name", names, bandPosition=0.86)
    for colour, start, end in (("var(--sheet)", "low", "now"), ("var(--ink-2)", "now", "high")):
        y = {"field": start, "type": "quantitative"}
        mark: dict[str, Any] = {"type": "rule", "stroke": colour, "strokeWidth": 1.3}
        yield {"data": data, "mark": mark, "encoding": {"x": x, "y": y, "y2": {"field": end}}}
    for colour, end, arrow in (("var(--sheet)", "low", "triangle-down"), ("var(--ink-2)", "high", "triangle-up")):
        shape = arrow if point[f"{end}_is_out"] else "stroke"
        mark = {"type": "point", "shape": shape, "size": 50, "stroke": colour, "fill": colour, "opacity": 1}
        yield {"data": data, "mark": mark, "encoding": {"x": x, "y": {"field": end, "type": "quantitative"}}}
    if point["high_is_out"]:
        mark = {"type": "text", "text": point["said"], "align": "right", "dx": -9, "dy": 4, "fill": "var(--ink-3)"}
        yield {"data": data, "mark": mark, "encoding": {"x": x, "y": {"field": "high", "type": "quantitative"}}}


def _texts() -> Iterator[dict[str, Any]]:
    inside: dict[str, Any] = {"type": "text", "baseline": "top", "dy": 9, "fontWeight": 600, "fill": "var(--sheet)"}
    inside["fontSize"] = {"expr": f"width < {NARROW} ? 10 : 13"}
    inside["dx"] = {"expr": f"width < {NARROW} ? -2 : 0"}  # clear of the interval
    above = {"type": "text", "baseline": "bottom", "dy": -6, "fontWeight": 600, "fill": "var(--ink)"}
    for stands, mark in (("datum.stands", inside), ("!datum.stands", above)):
        y = {"field": "top", "type": "quantitative"}
        yield {
            "transform": [{"filter": stands}],
            "mark": mark,
            "encoding": {"y": y, "text": {"field": "figure"}},
        }
    for field, lift, weight, colour in (("name", 20, 580, "var(--ink)"), ("note", 37, 400, "var(--ink-3)")):
        mark = {"type": "text", "fontWeight": weight, "fill": colour, "baseline": "middle"}
        encoding: dict[str, Any] = {"y": {"value": {"expr": f"height + {lift}"}}, "text": {"field": field}}
        if field == "note":
            encoding["opacity"] = {"condition": {"test": f"width < {NARROW}", "value": 0}, "value": 1}
        yield {"mark": mark, "encoding": encoding}
