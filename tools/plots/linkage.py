"""Do match weights tell who is who? 50,578 records of historical figures, with errors."""

import duckdb
import numpy as np
from tools.plots.draw import DATA, INK_3, LOST, OK, Spec

from stamkund.quant.linkage import derive, recognise
from stamkund.warehouse.linkage.batch import compare_all

COLUMNS = ("first_and_surname", "dob", "birth_place", "postcode_fake", "gender", "occupation")
EDGES = np.arange(-6.0, 43.0, 1.5)
KINDS = {"two people": LOST, "one person": OK}


def match_weights() -> Spec:
    """How many compared pairs have which weight, by whether they truly are one person (which nobody told)."""
    with duckdb.connect() as connection:
        file = DATA / "splink" / "historical_figures_with_errors_50k.parquet"
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(file)]).fetchnumpy()
    columns = {name: np.ma.asarray(found[name]).tolist() for name in COLUMNS}
    pairs = compare_all(derive(columns, recognise(columns))).pairs
    same = found["cluster"][pairs.left] == found["cluster"][pairs.right]
    counts = {
        name: np.histogram(pairs.weight[same == is_one], EDGES)[0]
        for name, is_one in zip(KINDS, (False, True), strict=True)
    }
    return _bars(counts)


def _bars(counts: "dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]") -> Spec:
    bars = [
        {"from": float(EDGES[place]), "to": float(EDGES[place + 1]), "pairs": int(count), "of": name}
        for name, column in counts.items()
        for place, count in enumerate(column)
        if count
    ]
    tops = [
        {"from": float(EDGES[column.argmax()]), "pairs": int(column.max()), "of": name}
        for name, column in counts.items()
    ]
    colour = {"field": "of", "scale": {"domain": list(KINDS), "range": list(KINDS.values())}, "legend": None}
    x = {"field": "from", "type": "quantitative", "title": "match weight, bits for one person",
         "scale": {"domain": [float(EDGES[0]), float(EDGES[-1])]}}  # fmt: skip
    y = {"field": "pairs", "type": "quantitative", "title": "pairs compared"}
    return {
        "layer": [
            {"data": {"values": bars}, "mark": {"type": "bar", "opacity": 0.65},
             "encoding": {"x": x, "x2": {"field": "to"}, "y": y, "y2": {"datum": 0}, "color": colour}},
            {"data": {"values": [{"from": 0}]}, "mark": {"type": "rule", "strokeDash": [4, 3], "color": INK_3},
             "encoding": {"x": x}},
            {"data": {"values": tops}, "mark": {"type": "text", "align": "center", "dx": 12, "dy": -10},
             "encoding": {"x": x, "y": y, "color": colour, "text": {"field": "of"}}},
        ]
    }  # fmt: skip
