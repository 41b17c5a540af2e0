"""EASE on a made-up catalogue: 20,000 customers, forty purchases each, a few items much loved.

`size` counts items.
"""

from typing import Any

import numpy as np
from scipy.sparse import csr_array

from stamkund.cli.bench.quant.piece import Work
from stamkund.quant.recommendation import Ease
from stamkund.quant.rows import Floats

SEED, CUSTOMERS, EACH = 2019, 20_000, 40


def restore_items(size: int) -> Work:
    """Our own: Cholesky's half of the inverse."""
    bought = _bought(size)

    def work() -> dict[str, Any]:
        return _sum_up(np.asarray(Ease().fit(bought).weights_))

    return work


def restore_items_plainly(size: int) -> Work:
    """The paper's own twenty lines: numpy's inverse of the whole."""
    bought = _bought(size)

    def work() -> dict[str, Any]:
        gram = (bought.T @ bought).toarray()
        gram[np.diag_indices(size)] += Ease().ridge
        inverse = np.linalg.inv(gram)
        weights = inverse / -np.diag(inverse)
        np.fill_diagonal(weights, 0.0)
        return _sum_up(weights)

    return work


def _sum_up(weights: Floats) -> dict[str, Any]:
    return {"weights": round(float(np.abs(weights).sum()), 3)}


def _bought(items: int) -> csr_array:
    chance = np.random.default_rng(SEED)
    liked = chance.pareto(1.2, items) + 0.02
    user, item = np.repeat(np.arange(CUSTOMERS), EACH), chance.choice(items, CUSTOMERS * EACH, p=liked / liked.sum())
    bought = csr_array((np.ones(user.size), (user, item)), shape=(CUSTOMERS, items))
    bought.data[:] = 1.0
    return bought
