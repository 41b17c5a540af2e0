"""How well clusters agree with the truth, counted in pairs of records."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.rows import Indices, numbered, refuse_unequal


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the pairs joined, the part that belongs together; of the pairs that do, the part joined; their harmonic mean.

    Where nothing was joined precision is 1, where nothing belongs together recall is 1.
    """

    precision: float
    recall: float
    f1: float


def agree(found: ArrayLike, truth: ArrayLike) -> Agreement:
    """Compare two labellings of the same records. Raises BadRowsError where a label is missing."""
    (_, one), (labels, other) = numbered(found, "cluster"), numbered(truth, "truth")
    refuse_unequal("cluster and truth", one, other)
    both = _pairs(one * labels.size + other)
    joined, belonging = _pairs(one), _pairs(other)
    precision, recall = both / joined if joined else 1.0, both / belonging if belonging else 1.0
    total = precision + recall
    return Agreement(precision, recall, 2 * precision * recall / total if total else 0.0)


def _pairs(labels: Indices) -> float:
    counts = np.unique(labels, return_counts=True)[1].astype(np.float64)
    return float((counts * (counts - 1) / 2).sum())
