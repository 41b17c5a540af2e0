"""Beta-binomial: purchases at given opportunities by customers who never leave. The yardstick of BG/BB."""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.clv.arrays import as_floats
from stamkund.quant.clv.beta_ratio import mixed_chances
from stamkund.quant.clv.estimator import Estimator
from stamkund.quant.clv.maximum import maximise


class BetaBinomial(Estimator):
    """x purchases at n opportunities, each with the customer's own probability p ~ Beta(alpha, beta)."""

    PARAMETERS = ("alpha", "beta")

    def fit(self, x: ArrayLike, n: ArrayLike, weight: ArrayLike | None = None) -> Self:
        """Learn alpha and beta from checked rows; the likelihood is that of the purchases in their order."""
        x, n = as_floats(x), as_floats(n)
        weights = np.ones_like(x) if weight is None else as_floats(weight)
        self._learn(maximise(mixed_chances(x, n - x, weights), np.zeros(2), float(weights.sum())))
        return self
