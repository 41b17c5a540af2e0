"""The summary metric on the full CDNOW log gives the sufficient statistics every paper starts from."""

import gzip
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from stamkund.warehouse.metrics import define_stack
from stamkund.warehouse.sources.sqlite import SqliteFile
from stamkund.warehouse.store import Store
from tests.warehouse.conftest import set_terms

pytestmark = pytest.mark.data


@pytest.fixture
def cdnow(shared_data: Path, till: Path) -> Path:
    """CDNOW's 69,659 purchases in the till's database, zero-dollar ones and same-day ones included."""
    connection = sqlite3.connect(till)
    connection.execute("DELETE FROM purchases_purchase")
    connection.execute("DELETE FROM customers_party")
    with gzip.open(shared_data / "cdnow" / "CDNOW_master.txt.gz", "rt") as file:
        rows = [line.split() for line in list(file)[1:]]
    connection.executemany(
        "INSERT INTO purchases_purchase (party_id, kind, purchased_on, currency, revenue) "
        "VALUES (?, 'sale', ?, 'USD', ?)",
        [(int(row[0]), f"{row[1][:4]}-{row[1][4:6]}-{row[1][6:]}", float(row[3])) for row in rows],
    )
    connection.commit()
    return till


def test_cdnow_is_summed_up_as_in_the_papers(cdnow: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "warehouse")
    store.refresh(SqliteFile(cdnow))
    with store.engine() as engine:
        set_terms(engine, as_of="1997-09-30")
        engine.keep("rates", "SELECT 'USD' AS currency, 1.0 AS rate")
        define_stack(engine)
        found = engine.columns("SELECT * FROM customer_summary")
    x = found["purchase_days"].astype(int) - 1
    first, last = (found[name].astype("datetime64[D]").astype(int) for name in ("first_on", "last_on"))
    observed = np.datetime64("1997-09-30").astype(int) - first
    assert x.size == 23_570
    assert x.sum() == 24_337
    assert len(set(zip(x.tolist(), (last - first).tolist(), observed.tolist(), strict=True))) == 8_685
