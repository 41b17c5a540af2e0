"""Invented examples for the page of all parts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from stamkund.web.charts.vega import Chart, chart_spec

SWATCHES = ("paper", "sheet", "shade", "line", "ink", "ink-2", "ink-3", "leather")
MEANINGS = (("ok", _("Kept")), ("risk", _("At risk")), ("lost", _("Broken")), ("info", _("To know")))
SLIPPING = (62, 60, 58, 57, 52, 50, 48, 47, 45, 44, 42, 41)
ROWS = (
    ("Birger Tallmo", "10 mo ago", 29_600, "", _("at rest")),
    ("Solveig Brattbakk", "13 mo ago", 33_000, "show-hover", _("pointed at")),
    ("Per Ollas Eriksson", "14 mo ago", 41_700, "is-here", _("you are here")),
    ("Gunvor Myrsten", "9 mo ago", 39_100, "is-checked", _("chosen")),
)
MONTHS = (("2026-06", 310), ("2026-07", 190), ("2026-08", 280), ("2026-09", 420), ("2026-10", 460), ("2026-11", 380))


def examples() -> dict[str, Any]:
    """Return what the page of all parts shows."""
    return {
        "swatches": SWATCHES,
        "meanings": MEANINGS,
        "rows": ROWS,
        "slipping": SLIPPING,
        "kept": [place not in {31, 43} for place in range(48)],
        "steps": [
            {"title": _("Receive"), "state": "done"},
            {"title": _("Match columns"), "state": "done"},
            {"title": _("Check"), "state": "here"},
            {"title": _("Publish"), "state": ""},
        ],
        "chart": example_chart(),
    }


def example_chart() -> Chart:
    """Return a small chart: purchases per month, the last one still open."""
    values = [{"month": f"{name}-01", "count": count, "open": name == MONTHS[-1][0]} for name, count in MONTHS]
    colour = {"condition": {"test": "datum.open", "value": "var(--line-2)"}, "value": "var(--ink-2)"}
    spec = chart_spec(
        values,
        height=120,
        mark={"type": "bar"},
        encoding={
            "x": {
                "field": "month",
                "type": "ordinal",
                "timeUnit": "yearmonth",
                "title": None,
                "axis": {"labelAngle": 0},
            },
            "y": {"field": "count", "type": "quantitative", "title": None, "axis": {"tickCount": 4}},
            "color": colour,
        },
    )
    return Chart(
        id="purchases-by-month",
        label=str(_("Purchases per month, June to November 2026: 190 to 460.")),
        spec=spec,
        columns=[str(_("Month")), str(_("Purchases"))],
        rows=[[name, str(count)] for name, count in MONTHS],
    )
