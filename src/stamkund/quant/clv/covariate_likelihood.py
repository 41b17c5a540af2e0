"""The log-likelihood of Pareto/NBD with covariates: that of the plain model, summed over kinds of customers."""

import numpy as np

from stamkund.quant.clv.arrays import Floats, Indices
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.pareto_likelihood import ParetoLikelihood

STEEPEST = 100.0
"""Effects are cut at e^±100, which only a climb gone astray meets."""


class CovariateLikelihood:
    """ln L as a function of (ln r, ln alpha, ln s, ln beta, trans…, life…); `trans` and `life` have a row per kind."""

    def __init__(self, histories: Histories, kind: Indices, trans: Floats, life: Floats) -> None:
        self.plain = ParetoLikelihood(histories, kind)
        self.trans, self.life = trans, life

    def log_likelihood(self, point: Floats) -> tuple[float, Floats]:
        """The log-likelihood and its gradient."""
        (r, alpha, s, beta), ends = np.exp(point[:4]), 4 + self.trans.shape[1]
        buying, leaving = _effect(self.trans, point[4:ends]), _effect(self.life, point[ends:])
        value, by = self.plain.log_likelihood(r, alpha * buying, s, beta * leaving)
        own = [r * by.r, by.log_alpha.sum(), s * by.s, by.log_beta.sum()]
        return value, np.concatenate([own, -self.trans.T @ by.log_alpha, -self.life.T @ by.log_beta])


def _effect(values: Floats, coefficients: Floats) -> Floats:
    return np.exp(-np.clip(values @ coefficients, -STEEPEST, STEEPEST))
