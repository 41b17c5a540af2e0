"""From purchases in Parquet to what every customer is worth: summary, fit, spend, scores, written to Parquet.

`size` counts purchases, about twelve a customer.
"""

from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from stamkund.cli.bench.quant.piece import Work
from stamkund.cli.quant.tables import write_rows
from stamkund.quant.clv import Customers, Outlook
from stamkund.valuation.calculate import value_base
from stamkund.warehouse.engine import Columns, DuckEngine, literal
from stamkund.warehouse.metrics import define_stack

SEED, SPAN_DAYS, EACH = 2026, 730, 12
THREE_YEARS = Outlook(horizon=156.0, discount=float(np.log(1.1)) / 52)
AS_OF = np.datetime64("2026-01-01")
PURCHASES = """
  SELECT party, 1 AS sale, purchased_on, CAST(NULL AS DATE) AS reversed_on, 'SEK' AS currency, revenue,
         CAST(NULL AS DOUBLE) AS direct_cost
  FROM read_parquet({})"""


def value_purchases(size: int) -> Work:
    """Value everybody who made *size* purchases."""
    folder = TemporaryDirectory(prefix="stamkund-bench-")
    log, values = Path(folder.name) / "purchases.parquet", Path(folder.name) / "values.parquet"
    maker = get_context("spawn").Process(target=write_log, args=(log, size))  # its memory is not the work's
    maker.start()
    maker.join()

    def work() -> dict[str, Any]:
        with DuckEngine(Path(folder.name)) as engine:
            base = _sum_up(engine, log)
        customers = _customers(base)
        valuation = value_base(customers, THREE_YEARS)
        found = valuation.values
        write_rows(values, {"party": base["party"], "clv": found.clv, "low": found.low, "high": found.high})
        return {"customers": customers.x.size, "model": valuation.timing.name, "equity": round(valuation.equity.total)}

    return work


def write_log(log: Path, size: int) -> None:
    """Invent what customers bought: at a pace of their own, until they leave."""
    chance, customers = np.random.default_rng(SEED), size // EACH
    first = chance.integers(0, SPAN_DAYS - 30, customers)
    stays = np.minimum(chance.exponential(SPAN_DAYS / 2, customers), SPAN_DAYS - first)
    pace = chance.gamma(1.2, 1.0, customers) * stays
    repeats = chance.multinomial(size - customers, pace / pace.sum())
    party = np.concatenate([np.arange(customers), np.repeat(np.arange(customers), repeats)])
    later = np.repeat(first, repeats) + chance.uniform(0, 1, repeats.sum()) * np.repeat(stays, repeats)
    day = np.concatenate([first, later]).astype(np.int64)
    spend = chance.gamma(6.0, chance.gamma(4.0, 40.0, customers)[party] / 6.0)
    start = AS_OF - np.timedelta64(SPAN_DAYS, "D")
    write_rows(log, {"party": party, "purchased_on": (start + day).astype("datetime64[s]"), "revenue": spend.round(2)})


def _sum_up(engine: DuckEngine, log: Path) -> Columns:
    engine.define("purchases", PURCHASES.format(literal(str(log))))
    engine.keep("terms", f"SELECT DATE '{AS_OF}' AS as_of, 1 AS every, CAST(NULL AS DOUBLE) AS cost_share")
    engine.keep("rates", "SELECT 'SEK' AS currency, 1.0 AS rate")
    engine.keep("merges", "SELECT CAST(NULL AS BIGINT) AS party, CAST(NULL AS BIGINT) AS survivor WHERE FALSE")
    define_stack(engine)
    return engine.columns("SELECT * FROM customer_summary")


def _customers(base: Columns) -> Customers:
    first, last = (base[name].astype("datetime64[D]") for name in ("first_on", "last_on"))
    days = base["purchase_days"].astype(np.float64)
    return Customers(
        x=days - 1.0,
        t_x=(last - first).astype(np.float64) / 7,
        T=(AS_OF - first).astype(np.float64) / 7,
        m=base["money"] / days,
    )
