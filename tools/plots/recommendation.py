"""Is the probability of buying again one? Online Retail: what was expected within 28 days, and what was bought."""

import duckdb
import numpy as np
from tools.plots.draw import DATA, INK_3, OK, Spec

from stamkund.quant.recommendation import Purchases, TimeSplit, TwoLists

SPLIT = float(np.datetime64("2011-11-11").astype(int))
LINES = """
  SELECT DISTINCT CustomerID AS customer, StockCode AS code, CAST(InvoiceDate AS TIMESTAMP) AS moment
  FROM read_parquet(?)
  WHERE CustomerID <> '' AND TRY_CAST(Quantity AS DOUBLE) > 0 AND TRY_CAST(UnitPrice AS DOUBLE) > 0
    AND regexp_matches(StockCode, '^[0-9]{5}')"""
GROUPS = 25


def repeat_calibration() -> Spec:
    """Pairs of customer and item in 25 groups of equal size by what was expected."""
    with duckdb.connect() as connection:
        file = DATA / "online_retail" / "online_retail_2010_2011.parquet"
        lines = connection.execute(LINES, [str(file)]).fetchnumpy()
    split = TimeSplit.at(Purchases.check(lines["customer"], lines["code"], lines["moment"]), SPLIT)
    replenish = TwoLists.fit(split.history, SPLIT).replenish
    expected = replenish.probability_
    came = np.asarray(split.later[replenish.habits_.user, replenish.habits_.item]).ravel()
    groups = np.array_split(np.argsort(expected), GROUPS)
    points = [{"expected": float(expected[group].mean()), "bought": float(came[group].mean())} for group in groups]
    return _points(points, max(max(point.values()) for point in points))


def _points(points: list[dict[str, float]], most: float) -> Spec:
    at = {
        "x": {"field": "expected", "type": "quantitative", "title": "expected to be bought again within 28 days",
              "axis": {"format": "%", "tickCount": 6}, "scale": {"domain": [0, most]}},
        "y": {"field": "bought", "type": "quantitative", "title": "was bought again",
              "axis": {"format": "%", "tickCount": 6}, "scale": {"domain": [0, most]}},
    }  # fmt: skip
    diagonal = [{"expected": 0.0, "bought": 0.0}, {"expected": most, "bought": most}]
    return {
        "layer": [
            {"data": {"values": diagonal}, "mark": {"type": "line", "strokeDash": [4, 3], "color": INK_3},
             "encoding": at},
            {"data": {"values": points}, "mark": {"type": "point", "filled": True, "size": 60, "color": OK},
             "encoding": at},
        ]
    }  # fmt: skip
