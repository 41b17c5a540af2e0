"""Hillstrom's e-mail trial, the Open Bandit logs, and invented trials whose truth is known."""

import csv
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stamkund.quant.rows import Floats, Indices
from stamkund.quant.uplift import Trial

Rows = dict[str, list[str]]


def read_rows(path: Path) -> Rows:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


@dataclass(frozen=True)
class Hillstrom:
    """64,000 customers drawn into no e-mail, the men's or the women's."""

    rows: Rows

    def trial(self, arm: str, outcome: str) -> Trial:
        """One e-mail against none, in the order of the file."""
        here = self.among(arm)
        treated = np.array(self.rows["segment"])[here] == f"{arm} E-Mail"
        return Trial.check(treated, np.array(self.rows[outcome], dtype=float)[here])

    def among(self, arm: str) -> Indices:
        """Who got this e-mail or none."""
        segment = np.array(self.rows["segment"])
        return np.flatnonzero((segment == f"{arm} E-Mail") | (segment == "No E-Mail"))

    def score(self, arm: str) -> Floats:
        """The score of the published figures: history, ties broken by the order of the file."""
        history = np.array(self.rows["history"], dtype=float)[self.among(arm)]
        return np.asarray(history + 1e-6 * np.arange(history.size))

    def features(self, arm: str) -> Floats:
        here = self.among(arm)
        numbers = [np.array(self.rows[name], dtype=float)[here] for name in ("recency", "history", "mens", "womens")]
        kinds = [np.array(self.rows[name])[here] for name in ("newbie", "zip_code", "channel")]
        told = [(kind == value).astype(float) for kind in kinds for value in np.unique(kind)[1:]]
        return np.column_stack(numbers + told)


@pytest.fixture(scope="session")
def hillstrom(shared_data: Path) -> Hillstrom:
    return Hillstrom(read_rows(shared_data / "hillstrom" / "hillstrom.csv.gz"))


@pytest.fixture(scope="session")
def anchors(shared_data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared_data / "anchors.json").read_text())["uplift_hillstrom"]
    return found


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(20261125)


@dataclass(frozen=True)
class Invented:
    """A trial with the effect every customer has."""

    X: Floats
    trial: Trial
    effect: Floats


def invent(chance: np.random.Generator, size: int = 4000, share: float = 0.5) -> Invented:
    """Treatment helps where the first feature is high and harms where it is low; the second tells the outcome only."""
    X = chance.normal(size=(size, 3))
    effect, treated = X[:, 0], chance.random(size) < share
    return Invented(X, Trial.check(treated, 2 * X[:, 1] + effect * treated + chance.normal(size=size)), effect)


@pytest.fixture
def invented(chance: np.random.Generator) -> Invented:
    return invent(chance)
