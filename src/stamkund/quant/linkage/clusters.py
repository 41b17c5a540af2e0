"""From pairs to people: clusters by the average evidence between them.

Beginning with every record alone, the two clusters with the highest average match weight over all their pairs become
one, until no average is above 0 (average linkage, Sokal & Michener 1958, on log-odds). What connected components would
join over one doubtful bridge stays apart, as the other pairs speak against it; what one misspelt record misses, the
others of its cluster make up for. A pair that was never compared counts as mild evidence against.
"""

import heapq
from dataclasses import dataclass
from typing import Final

import numpy as np

from stamkund.quant.rows import Floats, Indices

NOT_COMPARED: Final = -3.0
"""Weight (bits) of a pair that agrees on no blocking rule or was not worth keeping."""
STRONGEST: Final = 15.0
"""No single pair outvotes more than this."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of records and their match weights: log2 of the odds that they are the same."""

    left: Indices
    right: Indices
    weight: Floats


def cluster(records: int, pairs: Pairs, not_compared: float = NOT_COMPARED) -> Indices:
    """The cluster of each record, named by the first of its records; ties go to the earlier records."""
    merging = _Merging(records, pairs, not_compared)
    merging.run()
    return merging.labels()


class _Merging:
    """Clusters as dictionaries: to each neighbour the sum over pairs of weight − not_compared."""

    def __init__(self, records: int, pairs: Pairs, not_compared: float) -> None:
        self.base = not_compared
        self.size = [1] * records
        self.into = list(range(records))
        self.near: list[dict[int, float]] = [{} for _ in range(records)]
        surplus = (np.minimum(pairs.weight, STRONGEST) - not_compared).tolist()
        for one, other, extra in zip(pairs.left.tolist(), pairs.right.tolist(), surplus, strict=True):
            self.near[one][other] = self.near[other][one] = extra
        self.queue = [
            (-extra, min(pair), max(pair), 1)
            for *pair, extra in zip(pairs.left.tolist(), pairs.right.tolist(), surplus, strict=True)
            if extra + not_compared > 0
        ]
        heapq.heapify(self.queue)

    def run(self) -> None:
        while self.queue:
            _, one, other, pairs = heapq.heappop(self.queue)
            if self.size[one] * self.size[other] == pairs:
                self._merge(one, other)

    def _merge(self, one: int, other: int) -> None:
        """The one with fewer neighbours is taken into the other; its size becomes 0."""
        if len(self.near[one]) < len(self.near[other]):
            one, other = other, one
        self.into[other] = one
        self.size[one], self.size[other] = self.size[one] + self.size[other], 0
        del self.near[one][other]
        for far, extra in self.near[other].items():
            if far != one:
                self.near[one][far] = self.near[far][one] = self.near[one].get(far, 0.0) + extra
                del self.near[far][other]
        self.near[other] = {}
        for far, extra in self.near[one].items():
            pairs = self.size[one] * self.size[far]
            if extra / pairs + self.base > 0:
                heapq.heappush(self.queue, (-extra / pairs, min(one, far), max(one, far), pairs))

    def labels(self) -> Indices:
        root = np.array(self.into, dtype=np.intp)
        while not np.array_equal(root, root[root]):
            root = root[root]
        first = np.full(root.size, root.size)
        np.minimum.at(first, root, np.arange(root.size))
        return first[root]
