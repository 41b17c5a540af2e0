"""Value against risk: every dot a customer, the four fields of equal size whatever their borders are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stamkund.web.charts.vega import Chart, chart_spec

HEIGHT = 340
BELOW_THE_NAME = 0.7
"""The part of a field's height where dots may lie: above it stands the field's name."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One customer, placed within 0–1 both ways: to the right more at risk, upwards worth more."""

    risk: float
    worth: float
    is_worth_saving: bool


def matrix_chart(dots: Sequence[Dot], label: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Chart:
    """Return the cloud of customers; the fields, their names and sums stand in the page, on top of it."""
    values = [
        {
            "x": round(dot.risk, 4),
            "y": round(_lowered(dot.worth), 4),
            "c": _colour(dot),
            "s": round(14 + 34 * dot.worth),
        }
        for dot in dots
    ]
    spec = chart_spec(
        values,
        height=HEIGHT,
        mark={"type": "circle", "opacity": 0.55, "clip": True},
        encoding={
            "x": _axis("x"),
            "y": _axis("y"),
            "color": {"field": "c", "type": "nominal", "scale": None},
            "size": {"field": "s", "type": "quantitative", "scale": None},
        },
    )
    return Chart("matrix", label, spec, columns, rows)


def _lowered(worth: float) -> float:
    floor = 0.5 if worth >= 0.5 else 0.0
    return floor + (worth - floor) * BELOW_THE_NAME


def middle(value: float, border: float, most: float) -> float:
    """Return *value* between 0 and 1 such that *border* lies in the middle and *most* at the end."""
    if value <= border:
        return 0.5 * value / border if border > 0 else 0.5
    return 0.5 + 0.5 * min((value - border) / (most - border), 1.0) if most > border else 1.0


def _colour(dot: Dot) -> str:
    return "var(--risk-fill)" if dot.is_worth_saving else "var(--ink-3)"


def _axis(field: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "scale": {"domain": [-0.02, 1.02], "nice": False}, "axis": None}
