"""Models in which customers may leave, held against NBD, in which nobody does."""

from typing import Self

import numpy as np

from stamkund.quant.clv.arrays import ArrayOrFloat
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.nbd import NBD
from stamkund.quant.clv.transactions import TransactionModel

NO_DROPOUT_CHI2 = 5.99
"""Twice the gain in log-likelihood below which dropout is not seen (chi-square, 2 degrees, 5 %)."""


class LeavingModel(TransactionModel):
    """Also learnt: `nbd_log_likelihood_`, the likelihood without dropout; the doubt `no_dropout` if it is as good."""

    nbd_log_likelihood_: float

    def fit_histories(self, histories: Histories) -> Self:
        super().fit_histories(histories)
        self.nbd_log_likelihood_ = self._without_leaving(histories)
        if not_seen(self.log_likelihood_, self.nbd_log_likelihood_):
            self.doubts_ = ("no_dropout", *self.doubts_)
        return self

    def _without_leaving(self, histories: Histories) -> float:
        return NBD().fit_histories(histories).log_likelihood_


def beyond_share(share: ArrayOrFloat, power: float) -> ArrayOrFloat:
    """The t at which (1 + t)^-power has lost this share."""
    found: ArrayOrFloat = np.expm1(np.minimum(-np.log1p(-share) / power, 300.0))
    return found


def not_seen(with_dropout: float, without: float) -> bool:
    """Whether two log-likelihoods are too close for dropout to be told from chance."""
    return 2.0 * (with_dropout - without) < NO_DROPOUT_CHI2
