"""Real logs with published fits, and simulated bases whose truth is known."""

import csv
import gzip
import json
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from stamkund.quant.clv.arrays import Floats

CDNOW_CALIBRATION = date(1997, 9, 30)


@dataclass(frozen=True)
class Log:
    """Histories in weeks up to a calibration date, and each customer's purchases in the hold-out after it."""

    x: Floats
    t_x: Floats
    T: Floats
    m: Floats
    holdout: Floats
    litt: Floats


def summarise(purchases: dict[str, dict[date, float]], calibration_end: date) -> Log:
    """Independent of the product's SQL: same-day purchases merged, m the mean repeat spend, as the papers have it."""
    rows = []
    for days in purchases.values():
        known = sorted(day for day in days if day <= calibration_end)
        spend = [days[day] for day in known[1:]]
        weeks = ((known[-1] - known[0]).days / 7, (calibration_end - known[0]).days / 7)
        mean = sum(spend) / len(spend) if spend else 0.0
        litt = sum(log((day - before).days / 7) for before, day in pairwise(known))
        rows.append((len(known) - 1, *weeks, mean, len(days) - len(known), litt))
    return Log(*np.array(rows, dtype=np.float64).T)


@pytest.fixture(scope="session")
def anchors(shared_data: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((shared_data / "anchors.json").read_text())["clv"]
    return loaded


@pytest.fixture(scope="session")
def cdnow_sample(shared_data: Path) -> Log:
    """The 2,357 customers of Fader, Hardie & Lee (2005), counted from the purchases."""
    return summarise(read_cdnow(shared_data / "cdnow" / "CDNOW_sample.txt.gz", skip=0), CDNOW_CALIBRATION)


@pytest.fixture(scope="session")
def cdnow_full(shared_data: Path) -> Log:
    return summarise(read_cdnow(shared_data / "cdnow" / "CDNOW_master.txt.gz", skip=1), CDNOW_CALIBRATION)


@pytest.fixture(scope="session")
def grocery(shared_data: Path) -> Log:
    return summarise(read_grocery(shared_data), date(2006, 12, 31))


@pytest.fixture(scope="session")
def last_gaps(shared_data: Path) -> dict[str, Floats]:
    """The last two gaps, in days, of everybody who bought three times."""
    cdnow = read_cdnow(shared_data / "cdnow" / "CDNOW_sample.txt.gz", skip=0)
    logs = {"grocery": read_grocery(shared_data), "cdnow": cdnow}
    return {name: np.array([_last_two(days) for days in log.values() if len(days) > 2]).T for name, log in logs.items()}


def _last_two(days: dict[date, float]) -> list[float]:
    return [float((day - before).days) for before, day in pairwise(sorted(days)[-3:])]


def read_grocery(shared_data: Path) -> dict[str, dict[date, float]]:
    purchases: dict[str, dict[date, float]] = {}
    with gzip.open(shared_data / "grocery" / "groceryElog.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            purchases.setdefault(row["cust"], {})[date.fromisoformat(row["date"])] = 0.0
    return purchases


@pytest.fixture(scope="session")
def apparel(shared_data: Path) -> tuple[Log, dict[str, Floats]]:
    """600 simulated customers and their two covariates."""
    purchases: dict[str, dict[date, float]] = {}
    with gzip.open(shared_data / "apparel" / "apparelTrans.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            days, on = purchases.setdefault(row["Id"], {}), date.fromisoformat(row["Date"])
            days[on] = days.get(on, 0.0) + float(row["Price"])
    with gzip.open(shared_data / "apparel" / "apparelStaticCov.csv.gz", "rt") as file:
        known = {row["Id"]: row for row in csv.DictReader(file)}
    covariates = {name: np.array([float(known[who][name]) for who in purchases]) for name in ("Gender", "Channel")}
    return summarise(purchases, date(2006, 12, 31)), covariates


@pytest.fixture(scope="session")
def online_retail(shared_data: Path) -> Log:
    """Everybody first seen in the year the log covers; most had bought before it began."""
    log = shared_data / "online_retail" / "online_retail_2010_2011.parquet"
    sales = duckdb.execute(
        "SELECT DISTINCT CustomerID, CAST(CAST(InvoiceDate AS TIMESTAMP) AS DATE) "
        f"FROM '{log}' WHERE CustomerID <> '' AND InvoiceNo NOT LIKE 'C%'"
    )
    purchases: dict[str, dict[date, float]] = {}
    for customer, on in sales.fetchall():
        purchases.setdefault(customer, {})[on] = 0.0
    return summarise(purchases, date(2011, 12, 9))


@pytest.fixture(scope="session")
def donations(shared_data: Path) -> dict[str, Floats]:
    """11,104 donors of Fader, Hardie & Shang (2010), as 22 patterns of six years."""
    with (shared_data / "donations" / "donations.csv").open() as file:
        rows = list(csv.DictReader(file))
    names = {"x": "frequency", "t_x": "recency", "n": "periods", "weight": "weights"}
    return {ours: np.array([float(row[theirs]) for row in rows]) for ours, theirs in names.items()}


def read_cdnow(path: Path, skip: int) -> dict[str, dict[date, float]]:
    purchases: dict[str, dict[date, float]] = {}
    with gzip.open(path, "rt") as file:
        for line in list(file)[skip:]:
            customer, *_, day, _units, dollars = line.split()
            days = purchases.setdefault(customer, {})
            on = date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}")
            days[on] = days.get(on, 0.0) + float(dollars)
    return purchases


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(20261122)
