"""Models that score every item for every user from what the user has ever bought (users × items of 0 and 1)."""

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from stamkund.quant.rows import Floats, Indices


@dataclass(frozen=True, slots=True)
class Because:
    """Why an item: the items the user has that speak for it most, and how much each adds to its score."""

    items: Indices
    weights: Floats

    @classmethod
    def most(cls, items: Indices, weights: Floats, number: int) -> Self:
        """The heaviest of them, heaviest first; none that speaks against it."""
        order = np.argsort(-weights, kind="stable")[:number]
        order = order[weights[order] > 0]
        return cls(items[order], weights[order])


class ItemModel(Protocol):
    """What `Discover` asks of a model."""

    def fit(self, bought: csr_array) -> Self: ...

    def score(self, users: Indices) -> Floats:
        """How much speaks for each item, (users, items)."""

    def because(self, user: int, item: int, number: int = 3) -> Because:
        """What of the user's own speaks for the item."""


class ItemWeights:
    """A model whose score is a sum of weights from item to item. Learnt: `weights_` (items × items), `bought_`."""

    bought_: csr_array
    weights_: NDArray[np.float64] | csr_array

    def score(self, users: Indices) -> Floats:
        found = self.bought_[users] @ self.weights_
        return np.asarray(found.toarray() if isinstance(found, csr_array) else found, dtype=np.float64)

    def because(self, user: int, item: int, number: int = 3) -> Because:
        own = self.bought_.indices[self.bought_.indptr[user] : self.bought_.indptr[user + 1]].astype(np.intp)
        weights = np.asarray(self.weights_[own, np.full(own.size, item)], dtype=np.float64).ravel()
        return Because.most(own, weights, number)
