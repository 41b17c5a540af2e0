"""Alternating least squares for catalogues past EASE's size, by the library `implicit` (extra `ml`).

Users and items get short vectors whose product is high where something was bought (Hu, Koren & Volinsky 2008). Why an
item is recommended follows from their section 5: the score is a sum over what the user has bought,

    y_i' (Y'Y + ridge I)^-1 y_j        for every item j bought, each with the confidence of 1
"""

from typing import Any, Self

import numpy as np
from scipy.sparse import csr_array, csr_matrix

from stamkund.quant.recommendation.item_models import Because
from stamkund.quant.rows import Floats, Indices, MissingExtraError

MISSING = "implicit is not installed: pip install 'stamkund[ml]'"


class AlternatingLeastSquares:
    """Learnt by `fit`: `user_factors_`, `item_factors_`, `bought_`."""

    bought_: csr_array
    user_factors_: Floats
    item_factors_: Floats

    def __init__(self, factors: int = 64, ridge: float = 0.05, rounds: int = 15, seed: int = 0) -> None:
        self.factors, self.ridge, self.rounds, self.seed = factors, ridge, rounds, seed

    def fit(self, bought: csr_array) -> Self:
        """Learn from users × items. Raises MissingExtraError without `implicit`."""
        als, threadpool_limits = _implicit()
        with threadpool_limits(1, "blas"):  # its own threads and those of BLAS would wait for each other
            model = als.AlternatingLeastSquares(
                factors=self.factors,
                regularization=self.ridge,
                alpha=1.0,
                iterations=self.rounds,
                random_state=self.seed,
            )
            model.fit(csr_matrix(bought, dtype=np.float32), show_progress=False)
        self.bought_ = bought
        self.user_factors_ = np.asarray(model.user_factors, dtype=np.float64)
        self.item_factors_ = np.asarray(model.item_factors, dtype=np.float64)
        return self

    def score(self, users: Indices) -> Floats:
        return np.asarray(self.user_factors_[users] @ self.item_factors_.T)

    def because(self, user: int, item: int, number: int = 3) -> Because:
        own = self.bought_.indices[self.bought_.indptr[user] : self.bought_.indptr[user + 1]].astype(np.intp)
        Y = self.item_factors_
        towards = np.linalg.solve(Y.T @ Y + self.ridge * np.eye(Y.shape[1]), Y[item])
        return Because.most(own, Y[own] @ towards, number)


def _implicit() -> tuple[Any, Any]:
    try:
        from implicit.cpu import als  # noqa: PLC0415  (an extra, only for large catalogues)
        from threadpoolctl import threadpool_limits  # noqa: PLC0415  (comes with it)
    except ImportError:
        raise MissingExtraError(MISSING) from None
    return als, threadpool_limits
