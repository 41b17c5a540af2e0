"""A small till whose every customer makes one point, kept in plain SQLite."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from stamkund.warehouse.engine import DuckEngine
from stamkund.warehouse.metrics import define_stack
from stamkund.warehouse.sources.sqlite import SqliteFile
from stamkund.warehouse.store import Store

KARIN, BJORK, EVA, EVA_TWICE, STRANGER, LATE = 1, 2, 3, 4, 5, 6

PURCHASES = [
    # id, party, kind, day, currency, revenue, cost, reverses
    (1, KARIN, "sale", "2026-01-10", "SEK", 100, 40, None),
    (2, KARIN, "sale", "2026-01-10", "SEK", 50.5, None, None),
    (3, KARIN, "sale", "2026-03-01", "SEK", 900, 300, None),
    (4, KARIN, "return", "2026-03-20", "SEK", -900, -300, 3),
    (5, KARIN, "sale", "2026-04-01", "SEK", 10, 5, None),
    (6, KARIN, "return", "2026-05-05", "SEK", -20, None, None),
    (7, BJORK, "sale", "2026-02-02", "NOK", 1000, 500, None),
    (8, BJORK, "sale", "2026-02-03", "USD", 70, 10, None),
    (9, EVA, "sale", "2026-02-01", "SEK", 20, 10, None),
    (10, EVA_TWICE, "sale", "2026-02-11", "SEK", 30, 15, None),
    (11, EVA, "sale", "2026-06-30", "SEK", 0, 0, None),
    (12, None, "sale", "2026-02-02", "SEK", 5000, 1, None),
    (13, STRANGER, "sale", "2026-02-02", "SEK", 80, 20, None),
    (14, STRANGER, "cancellation", "2026-02-02", "SEK", -80, -20, 13),
    (15, LATE, "sale", "2026-12-24", "SEK", 99, 9, None),
]


@pytest.fixture
def till(tmp_path: Path) -> Path:
    """The database of a till. Eva was entered twice; somebody unknown bought for 5,000; one sale was called off."""
    database = tmp_path / "å till.sqlite3"
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE customers_party (id INTEGER PRIMARY KEY, merged_into_id INTEGER)")
    connection.execute(
        "CREATE TABLE purchases_purchase (id INTEGER PRIMARY KEY, party_id INTEGER, kind TEXT, purchased_on TEXT, "
        "currency TEXT, revenue DECIMAL, direct_cost DECIMAL, reverses_id INTEGER)"
    )
    parties = [(KARIN, None), (BJORK, None), (EVA, None), (EVA_TWICE, EVA), (STRANGER, None), (LATE, None)]
    connection.executemany("INSERT INTO customers_party VALUES (?, ?)", parties)
    connection.executemany("INSERT INTO purchases_purchase VALUES (?, ?, ?, ?, ?, ?, ?, ?)", PURCHASES)
    connection.commit()
    connection.close()
    return database


@pytest.fixture
def engine(till: Path, tmp_path: Path) -> Iterator[DuckEngine]:
    """The till copied and opened, as of midsummer, in kronor; the Norwegian one is worth 0.9, dollars are unknown."""
    store = Store(tmp_path / "warehouse")
    store.refresh(SqliteFile(till))
    with store.engine() as opened:
        set_terms(opened)
        opened.keep("rates", "SELECT 'SEK' AS currency, 1.0 AS rate UNION ALL SELECT 'NOK', 0.9")
        define_stack(opened)
        yield opened


def set_terms(engine: DuckEngine, as_of: str = "2026-07-01", every: int = 1, cost_share: str = "NULL") -> None:
    engine.keep(
        "terms",
        f"SELECT DATE '{as_of}' AS as_of, {every} AS every, 12 AS months, CAST({cost_share} AS DOUBLE) AS cost_share",
    )
