"""Models in which customers may leave, held against NBD, in which nobody does."""

from typing import Self

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


def not_seen(with_dropout: float, without: float) -> bool:
    """Whether two log-likelihoods are too close for dropout to be told from chance."""
    return 2.0 * (with_dropout - without) < NO_DROPOUT_CHI2
