"""Which pairs a person should look at: those where deciding alone is expected to cost more than asking.

With probability p that two records are one, merging costs (1 − p) × wrong merge, leaving them apart p × missed merge.
The cheaper of the two is what deciding alone is expected to cost (Tepping 1968). Of all pairs between the same two
clusters, or within the same one, only the most doubtful is shown: one answer settles them.
"""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from stamkund.quant.linkage.clusters import Pairs
from stamkund.quant.linkage.weighing import chances
from stamkund.quant.rows import Floats, Indices, RefusedError


@dataclass(frozen=True, slots=True)
class Costs:
    """What a wrong merge, a missed merge and a question cost, in one unit (minutes, money)."""

    wrong_merge: float
    missed_merge: float
    question: float = 0.0

    def __post_init__(self) -> None:
        if not all(isfinite(cost) and cost >= 0 for cost in (self.wrong_merge, self.missed_merge, self.question)):
            raise RefusedError("costs of a review must be finite numbers, 0 or more")


@dataclass(frozen=True, slots=True)
class Questions:
    """Pairs to show, dearest first: their places among the pairs, the probabilities, what each answer is worth."""

    pair: Indices
    probability: Floats
    saving: Floats


def worth_showing(pairs: Pairs, labels: Indices, costs: Costs) -> Questions:
    """The pairs to ask about, one for each two clusters (or one cluster) in doubt."""
    probability = chances(pairs.weight)
    alone = np.minimum((1 - probability) * costs.wrong_merge, probability * costs.missed_merge)
    order = np.argsort(-alone, kind="stable")
    order = order[alone[order] > costs.question]
    ends = np.sort(np.stack([labels[pairs.left[order]], labels[pairs.right[order]]]), axis=0)
    _, first = np.unique(ends[0] * labels.size + ends[1], return_index=True)
    chosen = order[np.sort(first)]
    return Questions(chosen, probability[chosen], alone[chosen] - costs.question)
