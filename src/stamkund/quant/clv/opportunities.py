"""The log-likelihood of BG/BB with its exact gradient, on distinct histories (x, t_x, n).

A customer has left before one of the opportunities t_x + 1, …, n or is still here after n; each of these stories is a
product of two `beta_ratio`s, computed once per distinct (x, m) and once per m, m being the opportunities lived through.
"""

import numpy as np

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.beta_ratio import log_ratio, log_ratio_slopes
from stamkund.quant.clv.histories import Histories, distinct_pairs


class OpportunityLikelihood:
    """ln L as a function of (alpha, beta, gamma, delta)."""

    def __init__(self, histories: Histories) -> None:
        self.weight = histories.weight
        stories = (histories.T - histories.t_x).astype(np.intp) + 1
        self.ends = np.cumsum(stories) - 1
        self.starts = self.ends - stories + 1
        self.owner = np.repeat(np.arange(stories.size), stories)
        lived = histories.t_x[self.owner] + np.arange(self.owner.size) - self.starts[self.owner]
        self.left = np.ones(self.owner.size)
        self.left[self.ends] = 0.0
        self.x, self.bought_until, self.pair = distinct_pairs(histories.x[self.owner], lived)
        self.gone, self.lived, self.story = distinct_pairs(self.left, lived)

    def log_likelihood(self, log_parameters: Floats) -> tuple[float, Floats]:
        """The log-likelihood and its gradient in the logarithms of the parameters."""
        alpha, beta, gamma, delta = np.exp(log_parameters).tolist()
        top, parts, total = self._stories(alpha, beta, gamma, delta)
        share = parts * (self.weight / total)[self.owner]
        bought, lived = np.bincount(self.pair, share), np.bincount(self.story, share)
        slopes = [bought @ slope for slope in log_ratio_slopes(alpha, beta, self.x, self.bought_until - self.x)]
        slopes += [lived @ slope for slope in log_ratio_slopes(gamma, delta, self.gone, self.lived)]
        return float(self.weight @ (top + np.log(total))), np.array(slopes)

    def here(self, alpha: float, beta: float, gamma: float, delta: float) -> Floats:
        """For every history, the probability that the customer was still here at the last opportunity."""
        _, parts, total = self._stories(alpha, beta, gamma, delta)
        return parts[self.ends] / total

    def _stories(self, alpha: float, beta: float, gamma: float, delta: float) -> tuple[Floats, Floats, Floats]:
        """The log of each history's likeliest story, all stories in units of it, and their sums."""
        bought = log_ratio(alpha, beta, self.x, self.bought_until - self.x)
        stories = bought[self.pair] + log_ratio(gamma, delta, self.gone, self.lived)[self.story]
        top = np.maximum.reduceat(stories, self.starts)
        parts = np.exp(stories - top[self.owner])
        return top, parts, np.add.reduceat(parts, self.starts)


def here_one(x: float, t_x: float, n: float, *, alpha: float, beta: float, gamma: float, delta: float) -> float:
    """`here` of a single customer: the stories of having left, one from the next, in units of that of being here."""
    missed, left, gone = 1.0, gamma / (gamma + delta + n), 0.0
    for lived in range(int(n) - 1, int(t_x) - 1, -1):
        missed *= (alpha + beta + lived) / (beta + lived - x)
        left *= (gamma + delta + lived + 1.0) / (delta + lived)
        gone += missed * left
    return 1.0 / (1.0 + gone)
