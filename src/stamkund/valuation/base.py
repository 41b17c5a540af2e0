"""Reading the base: the operational database copied to the warehouse, the warehouse summed up per customer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from stamkund.quant.clv import Customers
from stamkund.valuation.rules import DAYS_PER_WEEK, CurrencySales, reference_day, settle_terms
from stamkund.warehouse.engine import Columns, DuckEngine, literal, values
from stamkund.warehouse.metrics import define_stack, metric
from stamkund.warehouse.sources import Source
from stamkund.warehouse.sources.cursor import OpenCursor
from stamkund.warehouse.sources.postgres import PostgresConnection
from stamkund.warehouse.sources.sqlite import SqliteFile
from stamkund.warehouse.store import Store

FOREVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Base:
    """Everybody who has bought, sorted by party."""

    as_of: date
    party: NDArray[np.int64]
    first_on: NDArray[np.datetime64]
    last_on: NDArray[np.datetime64]
    purchase_days: NDArray[np.float64]
    money: NDArray[np.float64]

    @property
    def customers(self) -> Customers:
        """The histories in weeks, on the grid of days."""
        as_of = np.datetime64(self.as_of, "D")
        return Customers(
            x=self.purchase_days - 1.0,
            t_x=(self.last_on - self.first_on).astype(np.float64) / DAYS_PER_WEEK,
            T=(as_of - self.first_on).astype(np.float64) / DAYS_PER_WEEK,
            m=self.money / self.purchase_days,
        )

    def every(self, step: int) -> "Base":
        """Every k-th customer, by number."""
        chosen = self.party % step == 0
        columns = (self.party, self.first_on, self.last_on, self.purchase_days, self.money)
        return Base(self.as_of, *(column[chosen] for column in columns))

    @property
    def fingerprint(self) -> str:
        """The same histories and money give the same fingerprint."""
        digest = sha256(self.as_of.isoformat().encode())
        for column in (self.party, self.first_on, self.last_on, self.purchase_days, self.money.round(2)):
            digest.update(np.ascontiguousarray(column).tobytes())
        return digest.hexdigest()


class Reading:
    """An engine in which the metrics can be asked, for any day and any sample of customers."""

    def __init__(
        self, engine: DuckEngine, currency: str, rates: Mapping[str, Decimal], asked: date | None, today: date
    ):
        self.engine = engine
        self._set_terms(asked or today, every=1, cost_share=None)
        sales = self._sales()
        self.as_of = reference_day(asked, today, max((entry.last_on for entry in sales), default=None))
        self.terms = settle_terms(sales, currency, rates)
        table = {literal(name): f"CAST({rate} AS DECIMAL(18, 6))" for name, rate in self.terms.rates.items()}
        engine.keep("rates", values(table.items(), ("currency", "rate")))
        define_stack(engine)

    def base(self, as_of: date | None = None, every: int = 1) -> Base:
        """The base as of a day (the reference day unless told), every k-th customer of it."""
        day = as_of or self.as_of
        self._set_terms(day, every, self.terms.cost_share)
        found = self.engine.columns("SELECT * FROM customer_summary ORDER BY party")
        return Base(
            day,
            found["party"].astype(np.int64),
            found["first_on"].astype("datetime64[D]"),
            found["last_on"].astype("datetime64[D]"),
            found["purchase_days"].astype(np.float64),
            found["money"].astype(np.float64),
        )

    def narrow(self, every: int) -> None:
        """Keep every k-th customer's purchases at hand and, from now on, read nothing else."""
        if every > 1:
            self._set_terms(self.as_of, every, self.terms.cost_share)
            self.engine.keep("sampled_purchases", metric("sampled_purchases"))
            self.engine.define("purchases", "SELECT * FROM sampled_purchases")

    def columns(self, name: str, every: int, months: int = 12) -> Columns:
        """A metric as of the reference day, for every k-th customer; `months` in a period where it has periods."""
        self._set_terms(self.as_of, every, self.terms.cost_share, months)
        return self.engine.columns(metric(name))

    def _set_terms(self, as_of: date, every: int, cost_share: float | None, months: int = 12) -> None:
        share = "NULL" if cost_share is None else repr(cost_share)
        self.engine.keep(
            "terms",
            f"SELECT DATE '{as_of:%Y-%m-%d}' AS as_of, {every} AS every, {months} AS months, "
            f"CAST({share} AS DOUBLE) AS cost_share",
        )

    def _sales(self) -> list[CurrencySales]:
        found = self.engine.columns(metric("currencies"))
        found["last_on"] = found["last_on"].astype("datetime64[D]")
        return [CurrencySales(*row) for row in zip(*(column.tolist() for column in found.values()), strict=True)]


@contextmanager
def read_base(
    folder: Path, currency: str, rates: Mapping[str, Decimal], asked: date | None, today: date
) -> Iterator[Reading]:
    """Copy the database to the warehouse in `folder` and open it for reading, one at a time."""
    store = Store(folder)
    with store.alone():
        with open_source() as source:
            store.refresh(source)
        with store.engine() as engine:
            yield Reading(engine, currency, rates, asked, today)


@contextmanager
def open_source() -> Iterator[Source]:
    """The fastest way to read this database; within a transaction, the way that sees what it has written."""
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        yield PostgresConnection(connection.connection)
    elif connection.in_atomic_block or "memory" in str(connection.settings_dict["NAME"]):
        with connection.cursor() as cursor:
            yield OpenCursor(cursor)
    else:
        yield SqliteFile(Path(connection.settings_dict["NAME"]))
