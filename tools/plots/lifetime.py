"""Do the lifetime models hold? CDNOW: half of the history hidden, then compared."""

import gzip

import numpy as np
from tools.plots.draw import DATA, INFO, INK, INK_3, LOST, OK, RISK, Spec, end_labels, rows

from stamkund.quant.clv import BGNBD, MBGNBD, NBD, ParetoNBD, TransactionModel
from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.tracking import track

CALIBRATION, END = 39, 78
"""Weeks since 1 January 1997: what the models may see, and how long was watched."""
LABEL_HEIGHT = 2_500
WEEKS = np.arange(1.0, END + 1.0)
MODELS: dict[str, tuple[TransactionModel, str]] = {
    "NBD: nobody leaves": (NBD(), LOST),
    "Pareto/NBD": (ParetoNBD(), RISK),
    "BG/NBD": (BGNBD(), INFO),
    "MBG/NBD": (MBGNBD(), OK),
}


def cdnow_tracking() -> Spec:
    """Cumulative repeat purchases of the 23,570 customers: expected by models that saw 39 weeks, and as they came."""
    customer, day = _purchase_days()
    born, count = np.unique(customer, return_index=True)[1], np.bincount(customer)
    first = day[born]
    seen = day <= CALIBRATION * 7 - 1
    x = np.bincount(customer[seen], minlength=first.size) - 1.0
    last = np.maximum.reduceat(np.where(seen, day, 0), born)
    repeats = np.delete(day, born) / 7
    lines: dict[str, Floats] = {}
    colours = {"what came": INK}
    for name, (model, colour) in MODELS.items():
        model.fit(x, (last - first) / 7, (CALIBRATION * 7 - 1 - first) / 7)
        found = track(model, first / 7, np.ones(count.size), repeats, WEEKS)
        lines |= {"what came": found.actual, name: found.expected}
        colours[name] = colour
    return _lines(lines, colours)


def _purchase_days() -> tuple["np.ndarray[tuple[int], np.dtype[np.intp]]", Floats]:
    """Customer and day (0 is 1 January 1997) of every purchase day, in order."""
    with gzip.open(DATA / "cdnow" / "CDNOW_master.txt.gz", "rt") as file:
        told = np.loadtxt(file, skiprows=1, usecols=(0, 1), dtype=np.int64)
    dates = np.array([f"{n // 10_000}-{n // 100 % 100:02}-{n % 100:02}" for n in told[:, 1]], dtype="datetime64[D]")
    days = (dates - np.datetime64("1997-01-01")).astype(np.int64)
    customer, day = np.unique(np.column_stack([told[:, 0] - 1, days]), axis=0).T
    return customer, day.astype(np.float64)


def _lines(lines: dict[str, Floats], colours: dict[str, str]) -> Spec:
    names = [name for name in lines for _ in WEEKS]
    data = rows(week=np.tile(WEEKS, len(lines)), purchases=np.concatenate(list(lines.values())), of=names)
    labels = end_labels(lines, ("week", END), "purchases", LABEL_HEIGHT)
    colour = {"field": "of", "scale": {"domain": list(colours), "range": list(colours.values())}, "legend": None}
    at = {
        "x": {
            "field": "week",
            "type": "quantitative",
            "title": "weeks since 1 January 1997",
            "scale": {"domain": [0, 94]},
            "axis": {"values": list(range(0, END + 1, 13))},
        },
        "y": {"field": "purchases", "type": "quantitative", "title": "repeat purchases so far"},
    }
    return {
        "layer": [
            {"data": {"values": [{"week": CALIBRATION}]},
             "mark": {"type": "rule", "strokeDash": [4, 3], "color": INK_3}, "encoding": {"x": at["x"]}},
            {"data": {"values": [{"week": CALIBRATION, "text": "the models have seen no more than this"}]},
             "mark": {"type": "text", "align": "right", "dx": -6, "y": 8, "color": INK_3},
             "encoding": {"x": at["x"], "text": {"field": "text"}}},
            {"data": data, "mark": {"type": "line", "strokeWidth": 2}, "encoding": {**at, "color": colour}},
            {"data": {"values": labels}, "mark": {"type": "text", "align": "left", "dx": 6},
             "encoding": {**at, "color": colour, "text": {"field": "of"}}},
        ]
    }  # fmt: skip
