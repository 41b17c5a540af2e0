"""What does the next letter bring? Two mailings to half of Hillstrom's customers, at ever larger budgets."""

import numpy as np
from tools.plots.draw import DATA, INFO, INK, INK_3, OK, Spec, end_labels, rows
from tools.plots.hillstrom import MENS, Hillstrom
from tools.plots.mailings import Mailings

from stamkund.quant.estimates import Estimate
from stamkund.quant.rows import Floats

BUDGETS = np.linspace(0, 10_000, 41)
PROMISED, CAME = "allocated: what was promised", "allocated: what came"
FIRST, ANYBODY = "the men's, best first", "the men's, to anybody"
COLOURS = {PROMISED: INK, CAME: OK, FIRST: INFO, ANYBODY: INK_3}
LABEL_HEIGHT = 115
DASHES = {"field": "of", "scale": {"domain": list(COLOURS), "range": [[4, 3], [1, 0], [1, 0], [1, 0]]}, "legend": None}


def allocation_curve() -> Spec:
    """Visits more than without mailings, by budget: as the one half promises them, and as they came in the other."""
    mailings = Mailings.learn(Hillstrom.read(DATA), "visit")
    plans = [mailings.allocate(float(budget)) for budget in BUDGETS]
    came = [mailings.judge(mailings.send(plan.rows)) for plan in plans]
    first = [mailings.judge(mailings.mens_first(float(budget))) for budget in BUDGETS]
    anybody = [mailings.judge(mailings.to_anybody(float(budget), MENS)) for budget in BUDGETS]
    promised = np.array([plan.value for plan in plans])
    return _curves({PROMISED: promised, CAME: _values(came), FIRST: _values(first), ANYBODY: _values(anybody)}, came)


def _values(estimates: list[Estimate]) -> Floats:
    return np.array([one.value for one in estimates])


def _curves(curves: dict[str, Floats], came: list[Estimate]) -> Spec:
    colour = {"field": "of", "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())}, "legend": None}
    at: dict[str, Spec] = {
        "x": {"field": "budget", "type": "quantitative", "title": "budget", "scale": {"domain": [0, 14_000]},
              "axis": {"values": list(range(0, 10_001, 2000))}},
        "y": {"field": "visits", "type": "quantitative", "title": "visits more than without mailings"},
    }  # fmt: skip
    band = rows(budget=BUDGETS, low=[one.low for one in came], high=[one.high for one in came])
    labels = end_labels(curves, ("budget", BUDGETS[-1]), "visits", LABEL_HEIGHT)
    data = rows(
        budget=np.tile(BUDGETS, len(curves)),
        visits=np.concatenate(list(curves.values())),
        of=[name for name in curves for _ in BUDGETS],
    )
    between = {"x": at["x"], "y": at["y"] | {"field": "low"}, "y2": {"field": "high"}}
    return {
        "layer": [
            {"data": band, "mark": {"type": "area", "color": OK, "opacity": 0.15}, "encoding": between},
            {"data": data, "mark": {"type": "line", "strokeWidth": 2},
             "encoding": {**at, "color": colour, "strokeDash": DASHES}},
            {"data": {"values": labels}, "mark": {"type": "text", "align": "left", "dx": 8},
             "encoding": {**at, "color": colour, "text": {"field": "of"}}},
        ]
    }  # fmt: skip
