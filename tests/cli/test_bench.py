import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from django.db import connection
from django.db.models import Sum

from stamkund.cli.bench.base import SEED, build, invent_sales
from stamkund.cli.bench.bulk import TABLES
from stamkund.cli.bench.load import percentile
from stamkund.cli.bench.processes import command_of, family_of, memory_mib, processor_ms
from stamkund.customers.models import Party
from stamkund.purchases.actions.record_purchases import NewPurchase
from stamkund.purchases.models import Purchase
from stamkund.timeline.models import Event
from tests.cli.conftest import Stamkund

BUSY = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"


def invented() -> list[NewPurchase]:
    """What fifty customers bought."""
    return list(invent_sales(range(50), np.random.default_rng(SEED), count(1)))


@pytest.fixture
def busy() -> Iterator[int]:
    """A process whose child does nothing but work."""
    process = subprocess.Popen([sys.executable, "-c", BUSY], start_new_session=True)
    yield process.pid
    os.killpg(process.pid, 9)
    process.wait()


def indexes() -> dict[str, str]:
    """Every index of the tables a base is written to, and how it is made."""
    with connection.cursor() as cursor:
        return {
            f"{table}.{name}": str(facts["columns"])
            for table in TABLES
            for name, facts in connection.introspection.get_constraints(cursor, table).items()
        }


@pytest.mark.django_db(transaction=True)
def test_the_invented_base_hangs_together() -> None:
    before = indexes()
    bought = build(200)

    assert indexes() == before

    assert (Party.objects.count(), Purchase.objects.count()) == (200, bought)
    assert Event.objects.filter(kind="purchase.recorded").count() == bought
    assert Purchase.objects.values("party").distinct().count() == 200
    assert Purchase.objects.aggregate(sum=Sum("revenue"))["sum"] == pytest.approx(1_000 * bought, rel=0.2)


def test_what_is_invented_is_the_same_every_time() -> None:
    once, again = ([(sale.party_id, sale.purchased_at, sale.revenue) for sale in invented()] for _ in range(2))

    assert once == again
    assert {party for party, _, _ in once} == set(range(50))


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 51), (0.95, 96), (0.99, 100), (1.0, 100)])
def test_a_percentile_is_a_wait_that_was_waited(share: float, expected: float) -> None:
    assert percentile(list(range(100, 0, -1)), share) == expected


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_a_family_s_processor_time_and_memory_are_its_children_s_too(busy: int) -> None:
    family = [busy]
    while len(family) < 2 or processor_ms(family) < 200:
        family = family_of(busy)

    assert "while True" in command_of(family[-1])
    assert memory_mib(family) > 1


def test_a_database_that_is_not_empty_is_left_alone(tmp_path: Path, stamkund: Stamkund) -> None:
    with closing(sqlite3.connect(tmp_path / "mine.sqlite3")) as mine:
        mine.execute("CREATE TABLE staff_user (name TEXT)")

    done = stamkund("bench", "--size", "100", "--database", f"sqlite:///{tmp_path / 'mine.sqlite3'}")

    assert (done.code, done.out) == (1, "")
    with closing(sqlite3.connect(tmp_path / "mine.sqlite3")) as mine:
        assert mine.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
