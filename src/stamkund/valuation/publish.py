"""The materializer: writes what was calculated, all of it or none, by the fastest way each database has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from stamkund.quant.clv.arrays import Floats
from stamkund.valuation.draft import Draft
from stamkund.valuation.rules import LARGEST_MONEY, SURELY_LOST_BELOW

COLUMNS = (
    "party_id, run_id, first_on, last_on, frequency, mean_money, probability_alive, expected_purchases, "
    "clv, low, high, at_stake, revised_at"
)
INDEXES_OF_VALUE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'valuation_value' AND sql IS NOT NULL"
)
CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class ValueTable:
    """One array per column of Value, in the order of COLUMNS; run and moment are the same for all rows."""

    party: NDArray[np.int64]
    first_on: NDArray[np.datetime64]
    last_on: NDArray[np.datetime64]
    frequency: NDArray[np.int64]
    mean_money: Floats
    probability_alive: Floats | None
    expected_purchases: Floats
    clv: Floats
    low: Floats
    high: Floats
    at_stake: Floats

    def rows(self, run: int, revised_at: datetime) -> Iterator[tuple[Any, ...]]:
        """Rows of plain Python values, made a chunk at a time."""
        moment = connection.ops.adapt_datetimefield_value(revised_at)
        for start in range(0, self.party.size, CHUNK):
            part = slice(start, start + CHUNK)
            alive = repeat(None) if self.probability_alive is None else self.probability_alive[part].tolist()
            yield from zip(
                self.party[part].tolist(),
                repeat(run),
                spelled(self.first_on[part]),
                spelled(self.last_on[part]),
                self.frequency[part].tolist(),
                self.mean_money[part].tolist(),
                alive,
                self.expected_purchases[part].tolist(),
                self.clv[part].tolist(),
                self.low[part].tolist(),
                self.high[part].tolist(),
                self.at_stake[part].tolist(),
                repeat(moment),
            )


@transaction.atomic
def replace_values(table: ValueTable, run: int, revised_at: datetime) -> None:
    """Replace every Value."""
    rows = table.rows(run, revised_at)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            replace_in_postgres(cursor, rows)
        else:
            replace_in_sqlite(cursor, rows)


def replace_in_postgres(cursor: Any, rows: Iterator[tuple[Any, ...]]) -> None:
    """By COPY."""
    cursor.execute("DELETE FROM valuation_value")
    with cursor.copy(f"COPY valuation_value ({COLUMNS}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


def replace_in_sqlite(cursor: Any, rows: Iterator[tuple[Any, ...]]) -> None:
    """In the order of the key, indexes built afterwards in one sort each: half the time. Readers see the old rows."""
    cursor.execute(INDEXES_OF_VALUE)
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    cursor.execute("DELETE FROM valuation_value")
    places = ", ".join("?" for _ in COLUMNS.split(","))
    insert = f"INSERT INTO valuation_value ({COLUMNS}) VALUES ({places})"  # noqa: S608  (our own names)
    cursor.connection.executemany(insert, rows)
    for _, definition in indexes:
        cursor.execute(definition)


def spelled(days: NDArray[np.datetime64]) -> list[str]:
    """Days as text; each distinct one is spelled once, which is ten times faster."""
    distinct, place = np.unique(days, return_inverse=True)
    names = distinct.astype(str).tolist()
    return [names[index] for index in place.tolist()]


def value_table(draft: Draft) -> ValueTable:
    """The rows to publish, money to the cent."""
    values, base = draft.valuation.values, draft.base
    known = draft.valuation.timing.knows_leaving
    stake = np.where(
        values.probability_alive >= SURELY_LOST_BELOW, values.clv / values.probability_alive - values.clv, 0
    )
    return ValueTable(
        party=base.party,
        first_on=base.first_on,
        last_on=base.last_on,
        frequency=base.purchase_days.astype(np.int64) - 1,
        mean_money=(base.money / base.purchase_days).round(2),
        probability_alive=values.probability_alive.round(6) if known else None,
        expected_purchases=values.expected_purchases.round(4),
        clv=values.clv.round(2),
        low=values.low.round(2),
        high=values.high.clip(max=LARGEST_MONEY).round(2),
        at_stake=stake.round(2) if known else np.zeros_like(values.clv),
    )
