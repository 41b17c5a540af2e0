"""How many customers are worth how much."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from stamkund.web import formatting
from stamkund.web.charts.vega import Chart, chart_spec
from stamkund.web.value.charts.units import MoneyUnit
from stamkund.web.value.report import Classes

HEIGHT = 120


def classes_chart(classes: Classes, unit: MoneyUnit) -> Chart:
    """Return a column per class of value, up to the highest class that has anybody in it."""
    rows = list(_rows(classes, unit))
    names = [row[0] for row in rows]
    values = [
        {"name": name, "customers": customers, "said": said}
        for (name, said, _money), customers in zip(rows, classes.customers, strict=False)
    ]
    spec = chart_spec(
        values,
        height=HEIGHT,
        encoding={
            "x": {
                "field": "name",
                "type": "ordinal",
                "sort": names,
                "scale": {"paddingInner": 0.12, "paddingOuter": 0},
                "axis": {
                    "title": _("worth up to, %(unit)s") % {"unit": unit.words},
                    "labelAngle": 0,
                    "labelOverlap": "greedy",
                },
            },
            "y": {"field": "customers", "type": "quantitative", "axis": None},
        },
        layer=[
            {"mark": {"type": "bar", "fill": "var(--ink-3)"}},
            {
                "mark": {"type": "text", "baseline": "bottom", "dy": -4, "fontSize": 11, "fill": "var(--ink-2)"},
                "encoding": {"text": {"field": "said"}},
            },
        ],
    )
    label = _("Customers by what they are worth, in %(unit)s.") % {"unit": unit.words}
    columns = [
        _("Worth up to, %(unit)s") % {"unit": unit.words},
        _("Customers"),
        _("Together, %(unit)s") % {"unit": unit.words},
    ]
    return Chart("classes", label, spec, columns, rows)


def _rows(classes: Classes, unit: MoneyUnit) -> Sequence[list[str]]:
    used = max((place for place, count in enumerate(classes.customers) if count), default=-1) + 1
    return [
        [
            formatting.number(unit.scaled(upper), unit.language, 0 if unit.scaled(upper) >= 1 else 1),
            formatting.number(customers, unit.language),
            unit.written(amount),
        ]
        for upper, customers, amount in zip(
            classes.edges[1 : used + 1], classes.customers[:used], classes.amount[:used], strict=True
        )
    ]
