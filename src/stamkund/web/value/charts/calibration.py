"""Does the model hold by habit: of customers who had bought equally often, what was expected and what came."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stamkund.web import formatting
from stamkund.web.charts.vega import Chart, chart_spec

HEIGHT = 190


@dataclass(frozen=True, slots=True)
class Group:
    """Customers with the same number of repeat purchases before: mean purchases expected and come since."""

    repeats: int
    is_open_ended: bool
    customers: int
    expected: float
    actual: float

    @property
    def name(self) -> str:
        return f"{self.repeats}+" if self.is_open_ended else str(self.repeats)


def calibration_chart(groups: Sequence[Group], language: str) -> Chart:
    """Return what came as columns and what was expected as a line across each."""
    names = [group.name for group in groups]
    values = [{"name": group.name, "expected": group.expected, "came": group.actual} for group in groups]
    spec = chart_spec(
        values,
        height=HEIGHT,
        encoding={
            "x": {
                "field": "name",
                "type": "ordinal",
                "sort": names,
                "scale": {"paddingInner": 0.3, "paddingOuter": 0.1},
                "axis": {"title": _("repeat purchases before"), "labelAngle": 0},
            }
        },
        layer=[
            {"mark": {"type": "bar", "fill": "var(--line-2)"}, "encoding": {"y": _y("came")}},
            {
                "mark": {"type": "tick", "thickness": 2, "color": "var(--info-fill)", "bandSize": 34},
                "encoding": {"y": _y("expected")},
            },
            *_ends(groups[-1]),
        ],
    )
    return Chart("calibration", _label(groups, language), spec, _columns(), [_row(group, language) for group in groups])


def _y(field: str) -> dict[str, object]:
    return {"field": field, "type": "quantitative", "axis": {"title": None, "tickCount": 4, "format": ",.1f"}}


def _ends(last: Group) -> list[dict[str, object]]:
    came_above = last.actual > last.expected
    return [
        _end(last, "came", _("came"), "var(--ink-3)", 7 if not came_above else -5),
        _end(last, "expected", _("expected"), "var(--info)", -5 if not came_above else 7),
    ]


def _end(last: Group, field: str, words: str, colour: str, lift: int) -> dict[str, object]:
    point = {"name": last.name, "at": last.actual if field == "came" else last.expected}
    return {
        "data": {"values": [point]},
        "mark": {"type": "text", "text": words, "align": "left", "dx": 26, "dy": lift, "fill": colour},
        "encoding": {"y": _y("at")},
    }


def _columns() -> list[str]:
    return [_("Repeat purchases before"), _("Customers"), _("Expected each"), _("Came each")]


def _row(group: Group, language: str) -> list[str]:
    means = [formatting.number(mean, language, 2) for mean in (group.expected, group.actual)]
    return [group.name, formatting.number(group.customers, language), *means]


def _label(groups: Sequence[Group], language: str) -> str:
    customers = sum(group.customers for group in groups)
    count = {"n": formatting.number(customers, language)}
    return (
        ngettext(
            "Purchases expected and come, for %(n)s customer by how often they had bought before.",
            "Purchases expected and come, for %(n)s customers by how often they had bought before.",
            customers,
        )
        % count
    )
