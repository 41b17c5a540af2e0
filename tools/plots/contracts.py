"""Does the model of contracts hold? Two kinds of subscribers: seven renewals seen, five more projected."""

import numpy as np
from tools.plots.draw import INFO, INK, INK_3, RISK, Spec, rows

from stamkund.quant.clv import SBG

SURVIVAL = {
    "High End": [100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4],
    "Regular": [100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3],
}
"""Fader & Hardie 2007, table 1: % of the customers still here."""
SEEN = 7
YEARS = np.arange(13.0)


def contracts() -> Spec:
    """% still here after each renewal: as it came (points), and by sBG fitted to the first seven."""
    curves = {name: 100 * SBG().fit_cohorts(came[: SEEN + 1]).survival(YEARS) for name, came in SURVIVAL.items()}
    kinds = [name for name in SURVIVAL for _ in YEARS]
    columns = {"renewal": np.tile(YEARS, len(SURVIVAL)), "of": kinds}
    colour = {"field": "of", "scale": {"domain": list(SURVIVAL), "range": [INFO, RISK]}, "legend": None}
    at = {
        "x": {"field": "renewal", "type": "quantitative", "title": "renewals",
              "scale": {"domain": [0, 14]}, "axis": {"values": YEARS.tolist()}},
        "y": {"field": "left", "type": "quantitative", "title": "% of the customers still here"},
    }  # fmt: skip
    labels = [{"renewal": YEARS[-1], "left": float(curve[-1]), "of": name} for name, curve in curves.items()]
    return {
        "layer": [
            {"data": {"values": [{"renewal": SEEN}]},
             "mark": {"type": "rule", "strokeDash": [4, 3], "color": INK_3}, "encoding": {"x": at["x"]}},
            {"data": {"values": [{"renewal": SEEN, "text": "the model has seen no more than this"}]},
             "mark": {"type": "text", "align": "right", "dx": -6, "y": 8, "color": INK_3},
             "encoding": {"x": at["x"], "text": {"field": "text"}}},
            {"data": rows(**columns, left=np.concatenate(list(curves.values()))),
             "mark": {"type": "line", "strokeWidth": 2}, "encoding": {**at, "color": colour}},
            {"data": rows(**columns, left=np.concatenate(list(SURVIVAL.values()))),
             "mark": {"type": "point", "filled": True, "size": 36, "color": INK}, "encoding": at},
            {"data": {"values": labels}, "mark": {"type": "text", "align": "left", "dx": 10},
             "encoding": {**at, "color": colour, "text": {"field": "of"}}},
        ]
    }  # fmt: skip
