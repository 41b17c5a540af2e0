"""The best of many, in an order that does not depend on chance: equal scores go by item number."""

from dataclasses import dataclass

import numpy as np

from stamkund.quant.rows import Floats, Indices

NONE = -1
"""Stands where a list is shorter than was asked for."""


@dataclass(frozen=True, slots=True)
class Picks:
    """One row per user: the items picked, best first (`NONE` behind the last), and the value of each (0 there)."""

    items: Indices
    values: Floats

    @classmethod
    def empty(cls, users: int, k: int) -> "Picks":
        return cls(np.full((users, k), NONE, dtype=np.intp), np.zeros((users, k)))

    def put(self, row: int, items: Indices, values: Floats, start: int = 0) -> int:
        """Fill a row from `start` with the best of these; return where it ends."""
        order = np.lexsort((items, -values))[: self.items.shape[1] - start]
        end = start + order.size
        self.items[row, start:end], self.values[row, start:end] = items[order], values[order]
        return end

    def filled_with(self, other: "Picks") -> "Picks":
        """The same lists, each filled up from the front of another's; what both hold would stand there twice."""
        places = np.arange(self.items.shape[1])
        sizes = (self.items != NONE).sum(axis=1)[:, None]
        behind = places >= sizes
        source = np.where(behind, places - sizes, 0)
        rows = np.arange(self.items.shape[0])[:, None]
        return Picks(
            np.where(behind, other.items[rows, source], self.items),
            np.where(behind, other.values[rows, source], self.values),
        )


def best(score: Floats, k: int) -> Indices:
    """The items of the k highest scores above -inf, best first."""
    if score.size > k:
        border = np.partition(score, -k)[-k]
        candidates = np.flatnonzero((score >= border) & (score > -np.inf))
    else:
        candidates = np.flatnonzero(score > -np.inf)
    return candidates[np.argsort(-score[candidates], kind="stable")[:k]]
