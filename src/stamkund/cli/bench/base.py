"""The invented base: people with mail, phone and number, what they bought, what was said. Seeded: always the same."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

import numpy as np
from django.db import connection

from stamkund.cli.bench.bulk import indexes_aside
from stamkund.cli.bench.people import People, settle
from stamkund.purchases.actions.record_purchases import NewPurchase, ReadyLine, record_purchases
from stamkund.search.actions.reindex_all import reindex_all

SOURCE = "bench"
SEED = 1893
EPOCH = datetime(2022, 11, 1, 11, tzinfo=UTC)
SPAN_DAYS = 4 * 365
SHAPE = 1.2
REPEATS_PER_YEAR = 2.4
LIFETIME_DAYS = 700
CENT = Decimal("0.01")


def build(size: int) -> int:
    """Settle *size* customers, let them buy, make them findable. Returns the number of purchases."""
    with indexes_aside():
        bought = _write(size)
    reindex_all()
    _analyse()
    return bought


def _write(size: int) -> int:
    chance, numbers, bought = np.random.default_rng(SEED), count(1), 0
    for keys in settle(People(), size):
        sales = list(invent_sales(keys, chance, numbers))
        record_purchases(purchases=sales, actor=None, source=SOURCE)
        bought += len(sales)
    return bought


def invent_sales(keys: Sequence[int], chance: np.random.Generator, numbers: Iterator[int]) -> Iterator[NewPurchase]:
    """Yield what customers bought: everybody once, then each at their own pace until they leave."""
    first = chance.integers(0, SPAN_DAYS - 30, len(keys))
    pace = chance.gamma(SHAPE, REPEATS_PER_YEAR / SHAPE / 365, len(keys))
    stays = np.minimum(chance.exponential(LIFETIME_DAYS, len(keys)), SPAN_DAYS - first)
    spend = chance.gamma(4, 250, len(keys))
    for key, start, repeats, stay, mean in zip(keys, first, chance.poisson(pace * stays), stays, spend, strict=True):
        days = [start, *(start + chance.uniform(1, max(stay, 2), repeats))]
        for day, amount in zip(days, chance.gamma(6, mean / 6, len(days)), strict=True):
            yield _sale(
                key, EPOCH + timedelta(days=int(day)), Decimal(float(amount)).quantize(CENT), str(next(numbers))
            )


def _sale(party: int, at: datetime, amount: Decimal, number: str) -> NewPurchase:
    line = ReadyLine("1", amount, description="Resole")
    return NewPurchase(key=number, purchased_at=at, currency="SEK", number=number, party_id=party, lines=[line])


def _analyse() -> None:
    """Let PostgreSQL look at what it holds, as its own housekeeping would overnight; SQLite has none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
