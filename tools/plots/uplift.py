"""Whom to write to? Hillstrom's women's e-mail: profit by how far down the list one goes."""

import numpy as np
from tools.plots.draw import DATA, INK, INK_3, OK, Spec, rows
from tools.plots.hillstrom import NOTHING, WOMENS, Hillstrom

from stamkund.quant.uplift import Price, TLearner, Trial, gain_curve, out_of_fold
from stamkund.quant.uplift.gains import GainCurve

PRICE = Price(value=1.0, cost=0.04)
SHARES = np.linspace(0, 1, 201)


def hillstrom_profit() -> Spec:
    """Profit per customer of the base by the share written to, by the T-learner's score and by a list of dice."""
    told = Hillstrom.read(DATA)
    here = np.isin(told.arm, (NOTHING, WOMENS))
    trial = Trial.check(told.arm[here] == WOMENS, told.came["visit"][here])
    score = gain_curve(trial, out_of_fold(TLearner(), told.known[here], trial))
    dice = gain_curve(trial, np.zeros(trial.size))
    curves = {"by the score, out of fold": score, "in any order": dice}
    return _curves({name: _profit(curve) for name, curve in curves.items()})


def _profit(curve: GainCurve) -> list[float]:
    return [float(profit) for profit in np.interp(SHARES, curve.share, PRICE.profit(curve))]


def _curves(curves: dict[str, list[float]]) -> Spec:
    data = rows(
        share=np.tile(SHARES, len(curves)),
        profit=np.concatenate(list(curves.values())),
        of=[name for name in curves for _ in SHARES],
    )
    colour = {"field": "of", "scale": {"domain": list(curves), "range": [OK, INK_3]}, "legend": None}
    at = {
        "x": {"field": "share", "type": "quantitative", "title": "share of the customers written to, best first",
              "axis": {"format": "%"}},
        "y": {"field": "profit", "type": "quantitative", "title": "profit per customer of the base"},
    }  # fmt: skip
    labels = [
        {"share": 0.3, "profit": float(np.interp(0.3, SHARES, curve)), "of": name} for name, curve in curves.items()
    ]
    return {
        "layer": [
            {"data": {"values": [{"profit": 0}]}, "mark": {"type": "rule", "color": INK}, "encoding": {"y": at["y"]}},
            {"data": data, "mark": {"type": "line", "strokeWidth": 2}, "encoding": {**at, "color": colour}},
            {"data": {"values": labels}, "mark": {"type": "text", "align": "left", "dx": 8, "dy": 16},
             "encoding": {**at, "color": colour, "text": {"field": "of"}}},
        ]
    }  # fmt: skip
