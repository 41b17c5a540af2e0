"""Real files, whole: what became of every line, and totals that an independent query agrees with."""

import gzip
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from stamkund.customers.models import Party
from stamkund.imports.queries import result_of
from stamkund.purchases.models import Purchase, PurchaseLine
from tests.imports.conftest import Receive

pytestmark = [pytest.mark.django_db, pytest.mark.data, pytest.mark.slow]


def test_online_retail_of_one_winter_is_accounted_for_line_by_line(
    publish: Receive, shared_data: Path, tmp_path: Path
) -> None:
    source = f"'{shared_data / 'online_retail' / 'online_retail_2010_2011.parquet'}'"
    lines = f"(SELECT * FROM {source} WHERE InvoiceDate < '2011-02-01')"
    file = tmp_path / "online_retail.csv"
    duckdb.execute(f"COPY {lines} TO '{file}' (HEADER)")
    told = duckdb.execute(
        f"""SELECT count(*), count(*) FILTER (CustomerID IS NULL), count(DISTINCT InvoiceNo),
        count(DISTINCT CustomerID), count(DISTINCT InvoiceNo) FILTER (InvoiceNo LIKE 'C%') FROM {lines}"""
    ).fetchone()
    result = result_of(publish(file.read_bytes(), "online_retail.csv", told={"currency": "=GBP"}))

    assert told == (
        result.published,
        result.more["anonymous"],
        result.purchases,
        Party.objects.count(),
        Purchase.objects.filter(kind="cancellation").count(),
    )
    assert (result.rows, result.refused, PurchaseLine.objects.count()) == (told[0], 0, told[0])
    assert monthly() == independently(lines)


def monthly() -> dict[str, Decimal]:
    months = Purchase.objects.annotate(month=TruncMonth("purchased_on")).values("month")
    sums = months.annotate(sum=Sum("revenue")).values_list("month", "sum")
    return {f"{month:%Y-%m}": round(total, 4) for month, total in sums}  # SQLite adds in binary


def independently(lines: str) -> dict[str, Decimal]:
    query = (
        f"""SELECT InvoiceDate[:7], sum(Quantity::DECIMAL(18,4) * UnitPrice::DECIMAL(18,4)) FROM {lines} GROUP BY 1"""
    )
    return {month: Decimal(total) for month, total in duckdb.execute(query).fetchall()}


@pytest.mark.django_db(transaction=True)  # in one transaction PostgreSQL checks its keys by plans for an empty table
def test_cdnow_is_read_with_its_columns_counted_from_the_right(publish: Receive, shared_data: Path) -> None:
    content = gzip.decompress((shared_data / "cdnow" / "CDNOW_master.txt.gz").read_bytes())
    columns = {"customer": "1", "date": "-3", "quantity": "-2", "amount": "-1", "currency": "=USD"}
    result = result_of(publish(content, "CDNOW_master.txt", kind="purchases", told=columns))

    assert (result.rows, result.published, result.refused) == (69_659, 69_659, 0)
    assert (result.parties, result.purchases) == (23_570, 69_659)
    assert (result.amount, result.currency) == (Decimal("2500315.63"), "USD")
