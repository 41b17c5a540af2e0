"""The rule told twice, in SQL for the base and in Python for one customer, says the same."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stamkund.valuation.history import Document, History, summarise
from stamkund.warehouse.engine import DuckEngine
from stamkund.warehouse.metrics import define_stack

RATES = {"SEK": Decimal(1), "NOK": Decimal("0.9")}


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    def one() -> Document:
        is_sale = draw(st.booleans())
        amount = draw(st.integers(0, 500))
        return Document(
            is_sale=is_sale,
            from_on=date(2026, 1, 9),
            day=date(2026, 1, draw(st.integers(1, 9))),
            currency=draw(st.sampled_from(["SEK", "NOK", "USD"])),
            revenue=Decimal(amount if is_sale else -amount),
            direct_cost=draw(st.none() | st.integers(0, 100).map(Decimal)),
        )

    return [one() for _ in range(draw(st.integers(0, 8)))]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckEngine]:
    with DuckEngine() as opened:
        opened.keep(
            "purchases",
            "SELECT 1::BIGINT AS party, 1 AS sale, DATE '2026-01-01' AS purchased_on, NULL::DATE AS reversed_on, "
            "'' AS currency, 1::DECIMAL(18,4) AS revenue, 1::DECIMAL(18,4) AS direct_cost LIMIT 0",
        )
        opened.keep("merges", "SELECT 1 AS party, 1 AS survivor LIMIT 0")
        opened.keep("rates", "SELECT 'SEK' AS currency, 1.0 AS rate UNION ALL SELECT 'NOK', 0.9")
        opened.keep("terms", "SELECT 1")
        yield opened


def by_sql(engine: DuckEngine, documents: list[Document], cost_share: float | None) -> History | None:
    share = "NULL" if cost_share is None else cost_share
    engine.keep("terms", f"SELECT DATE '2026-02-01' AS as_of, 1 AS every, CAST({share} AS DOUBLE) AS cost_share")
    engine.connection.execute("DELETE FROM purchases")
    rows = [(1, int(d.is_sale), d.day, None, d.currency, d.revenue, d.direct_cost) for d in documents]
    if rows:
        engine.connection.executemany("INSERT INTO purchases VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    define_stack(engine)
    found = engine.columns("SELECT * FROM customer_summary")
    if not found["party"].size:
        return None
    first_on, last_on = (found[name].astype("datetime64[D]").tolist()[0] for name in ("first_on", "last_on"))
    return History(int(found["purchase_days"][0]), first_on, last_on, float(found["money"][0]))


@settings(max_examples=60)
@given(documents=documents(), cost_share=st.sampled_from([None, 0.4]))
def test_sql_and_python_agree_on_any_history(
    engine: DuckEngine, documents: list[Document], cost_share: float | None
) -> None:
    here, there = summarise(documents, RATES, cost_share), by_sql(engine, documents, cost_share)
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert (here.purchase_days, here.first_on, here.last_on) == (there.purchase_days, there.first_on, there.last_on)
        assert here.money == pytest.approx(there.money, abs=1e-6)
