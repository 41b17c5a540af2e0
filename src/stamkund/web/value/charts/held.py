"""How the value is spread: the share of it that the most valuable customers hold."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from stamkund.web import formatting
from stamkund.web.charts.vega import Chart, chart_spec

ROW = 30


def held_chart(held: Mapping[float, float], language: str) -> Chart:
    """Return a bar per group for what it holds, with a mark at what it would hold if all were worth the same."""
    values = [
        {
            "name": _("the top %(share)s") % {"share": formatting.percent(share, language)},
            "held": part,
            "share": share,
            "said": formatting.percent(part, language),
        }
        for share, part in held.items()
    ]
    names = [str(value["name"]) for value in values]
    spec = chart_spec(
        values,
        height=ROW * len(values),
        encoding={
            "y": {
                "field": "name",
                "type": "ordinal",
                "sort": names,
                "scale": {"paddingInner": 0.34, "paddingOuter": 0.1},
                "axis": {"title": None, "labelFontSize": 12, "labelColor": "var(--ink-2)", "labelLimit": 140},
            }
        },
        layer=[
            {"mark": {"type": "bar", "fill": "var(--ink-2)"}, "encoding": {"x": _x("held")}},
            {
                "mark": {"type": "tick", "thickness": 2, "color": "var(--sheet)", "bandSize": 24},
                "encoding": {"x": _x("share")},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": 560, "fill": "var(--ink)"},
                "encoding": {"x": _x("held"), "text": {"field": "said"}},
            },
        ],
    )
    rows = [[str(value["name"]), str(value["said"])] for value in values]
    label = _("Share of the value held: %(parts)s.") % {"parts": "; ".join(f"{name} {said}" for name, said in rows)}
    return Chart("held", label, spec, [_("Customers, the most valuable first"), _("Share of the value")], rows)


def _x(field: str) -> dict[str, object]:
    return {"field": field, "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": None}
