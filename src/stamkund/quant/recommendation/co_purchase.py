"""Co-purchase: how much more two items share buyers than chance and few sales can explain.

    w_ij = n_ij/(sqrt(n_i n_j) + shrink)         n_ij buyers of both, n_i of i; the `neighbours` largest w_ij of each j

Cosine similarity with shrinkage (Aiolli 2013; Ferrari Dacrema et al. 2019 tune it as a baseline). For a catalogue too
young or too large for EASE: an item sold twice says little, and `shrink` says so.
"""

from typing import Self

import numpy as np
from scipy.sparse import csr_array, vstack

from stamkund.quant.recommendation.item_models import ItemWeights
from stamkund.quant.rows import Floats

ITEMS_AT_ONCE = 256


class CoPurchase(ItemWeights):
    """Item-to-item similarity, of which each item keeps its nearest `neighbours`."""

    def __init__(self, neighbours: int = 100, shrink: float = 10.0) -> None:
        self.neighbours, self.shrink = neighbours, shrink

    def fit(self, bought: csr_array) -> Self:
        """Learn `weights_` from users × items, a few hundred items at a time so that memory stays flat."""
        buyers = np.asarray(bought.sum(axis=0)).ravel()
        by_item = csr_array(bought.T)
        parts = []
        for start in range(0, bought.shape[1], ITEMS_AT_ONCE):
            part = slice(start, min(start + ITEMS_AT_ONCE, bought.shape[1]))
            together = (by_item[part] @ bought).toarray()
            together[np.arange(together.shape[0]), np.arange(part.start, part.stop)] = 0.0
            similar = together / (np.sqrt(np.outer(buyers[part], buyers)) + self.shrink)
            parts.append(self._nearest(similar))
        self.bought_, self.weights_ = bought, csr_array(vstack(parts).T)
        return self

    def _nearest(self, similar: Floats) -> csr_array:
        """Each row's largest entries; ties at the border are all kept."""
        if similar.shape[1] > self.neighbours:
            border = np.partition(similar, -self.neighbours, axis=1)[:, -self.neighbours, None]
            similar = np.where(similar >= border, similar, 0.0)
        return csr_array(similar)
