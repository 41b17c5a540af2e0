"""Online Retail, split as the published figures are, and an invented village shop."""

import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from stamkund.quant.recommendation import Purchases, TimeSplit, TwoLists

SPLIT = float(np.datetime64("2011-11-11").astype(int))
LINES = """
    SELECT DISTINCT CustomerID AS customer, StockCode AS code, CAST(InvoiceDate AS TIMESTAMP) AS moment
    FROM read_parquet(?)
    WHERE CustomerID <> '' AND TRY_CAST(Quantity AS DOUBLE) > 0 AND TRY_CAST(UnitPrice AS DOUBLE) > 0
      AND regexp_matches(StockCode, '^[0-9]{5}')
"""


@pytest.fixture(scope="session")
def online_retail(shared_data: Path) -> TimeSplit:
    """Train before 2011-11-11, test from then on; customers and items known from before."""
    file = shared_data / "online_retail" / "online_retail_2010_2011.parquet"
    with duckdb.connect() as connection:
        rows = connection.execute(LINES, [str(file)]).fetchnumpy()
    return TimeSplit.at(Purchases.check(rows["customer"], rows["code"], rows["moment"]), SPLIT)


@pytest.fixture(scope="session")
def lists(online_retail: TimeSplit) -> TwoLists:
    return TwoLists.fit(online_retail.history, SPLIT)


@pytest.fixture(scope="session")
def anchors(shared_data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared_data / "anchors.json").read_text())["recommendation_online_retail"]
    return found


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(20261125)


def village(chance: np.random.Generator, customers: int = 300, days: int = 200) -> Purchases:
    """A shop where everybody buys ten things, each at a pace of their own and much more regularly than at random.

    Those who take the odd numbers take only odd ones, so that what is new to them can be guessed.
    """
    rows = []
    for customer in range(customers):
        for item in chance.choice(30, 10, replace=False) * 2 + customer % 2:
            cycle = chance.uniform(5, 60)
            moments = np.cumsum(cycle * chance.gamma(25, 1 / 25, 80)) - chance.uniform(0, cycle)
            rows += [(customer, int(item), day) for day in moments[(moments >= 0) & (moments < days)]]
    user, item, day = (np.array(column) for column in zip(*rows, strict=True))
    return Purchases.check(user, item, np.floor(day))
