"""Logistic regression with a ridge, by Newton's method: a handful of signals, many rows."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from stamkund.quant.rows import Floats

RIDGE = 1.0
STEPS = 30
SMALL = 1e-8


@dataclass(frozen=True, slots=True)
class Logistic:
    """P(y = 1) = 1/(1 + exp(-(intercept + weights (X - centre)/scale)))."""

    intercept: float
    weights: Floats
    centre: Floats
    scale: Floats

    @classmethod
    def fit(cls, X: Floats, y: Floats) -> "Logistic":
        """Learn from X (n, k) and y of 0 or 1, both of which must occur. Columns that do not vary weigh nothing."""
        centre, scale = X.mean(axis=0), X.std(axis=0)
        scale = np.where(scale > 1e-12, scale, np.inf)
        Z = np.column_stack([np.ones(X.shape[0]), (X - centre) / scale])
        beta = np.append(logit(y.mean()), np.zeros(X.shape[1]))
        for _ in range(STEPS):
            step = _newton_step(Z, y, beta)
            while _loss(Z, y, beta + step) > _loss(Z, y, beta) and np.abs(step).max() > SMALL:
                step = step / 2.0  # far from the minimum a whole step can leap over it
            beta = beta + step
            if np.abs(step).max() <= SMALL:
                break
        return cls(float(beta[0]), beta[1:], centre, scale)

    def probability(self, X: Floats) -> Floats:
        return np.asarray(expit(self.intercept + (X - self.centre) / self.scale @ self.weights))


def _loss(Z: Floats, y: Floats, beta: Floats) -> float:
    """Minus the log-likelihood, plus the ridge on all but the intercept."""
    eta = Z @ beta
    return float(np.logaddexp(0.0, eta).sum() - y @ eta + RIDGE / 2.0 * (beta[1:] @ beta[1:]))


def _newton_step(Z: Floats, y: Floats, beta: Floats) -> Floats:
    p, ridge = expit(Z @ beta), np.append(0.0, np.full(beta.size - 1, RIDGE))
    curvature = (Z * (p * (1.0 - p))[:, None]).T @ Z + np.diag(ridge)
    return np.asarray(np.linalg.lstsq(curvature, Z.T @ (y - p) - ridge * beta)[0], dtype=np.float64)
