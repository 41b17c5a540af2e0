"""Hillstrom's e-mail trial: 64,000 customers drawn into no e-mail, the men's or the women's."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from stamkund.quant.rows import Floats, Indices

NOTHING, MENS, WOMENS = range(3)
ARMS = {"No E-Mail": NOTHING, "Mens E-Mail": MENS, "Womens E-Mail": WOMENS}
OUTCOMES = ("visit", "spend")
NUMBERS = ("recency", "history", "mens", "womens", "newbie")
KINDS = ("zip_code", "channel")


@dataclass(frozen=True)
class Hillstrom:
    """In the order of the file: the arm of each customer, what was known before, and what came of it by name."""

    arm: Indices
    known: Floats
    came: dict[str, Floats]

    @classmethod
    def read(cls, data: Path) -> Self:
        with gzip.open(data / "hillstrom" / "hillstrom.csv.gz", "rt") as file:
            told = list(csv.DictReader(file))
        numbers = [[float(row[name]) for row in told] for name in NUMBERS]
        kinds = [np.array([row[name] for row in told]) for name in KINDS]
        dummies = [(kind == value).astype(np.float64) for kind in kinds for value in np.unique(kind)[1:]]
        return cls(
            np.array([ARMS[row["segment"]] for row in told]),
            np.column_stack([*numbers, *dummies]),
            {name: np.array([float(row[name]) for row in told]) for name in OUTCOMES},
        )
