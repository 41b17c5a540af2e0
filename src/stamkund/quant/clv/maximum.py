"""Maximum likelihood over positive parameters: L-BFGS on their logarithms, then the observed information."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from stamkund.quant.clv.arrays import Floats

LogLikelihood = Callable[[Floats], tuple[float, Floats]]
"""Log parameters → log-likelihood and its gradient in the log parameters."""

BOUND = 9.2
"""Parameters are looked for between e^-9.2 and e^9.2, 1/10,000 and 10,000 (in scaled time)."""
STEP = 1e-4
LEVEL_GROUND = 1e-5
"""Slope per customer below which the top is reached, even if the last line search drowned in rounding noise."""
MAX_CONDITION = 1e7
"""Condition of the Hessian above which some parameters are not told by the data."""

UNTOLD = 10.0
"""Standard error of a parameter's logarithm above which it may be anything."""


@dataclass(frozen=True, slots=True)
class Maximum:
    """Where the log-likelihood is largest, and how sharply it falls off there."""

    log_parameters: Floats
    log_likelihood: float
    information: Floats
    converged: bool

    @property
    def at_bound(self) -> bool:
        return bool(np.any(np.abs(self.log_parameters) > BOUND - 0.05))

    @property
    def condition(self) -> float:
        """Ratio of the largest to the smallest curvature; infinite if the top is flat or a saddle."""
        curvatures = np.linalg.eigvalsh(self.information)
        return float(curvatures[-1] / curvatures[0]) if curvatures[0] > 0 else float("inf")

    @property
    def log_covariance(self) -> Floats:
        """Covariance of the log parameters; all infinite if the top is flat."""
        if not np.isfinite(self.condition):
            return np.full_like(self.information, np.inf)
        return np.asarray(np.linalg.inv(self.information), dtype=np.float64)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Reasons not to trust the parameters; empty if there are none."""
        found = {
            "not_converged": not self.converged,
            "at_boundary": self.at_bound,
            "flat": self.condition > MAX_CONDITION or bool(np.diag(self.log_covariance).max() > UNTOLD**2),
        }
        return tuple(reason for reason, present in found.items() if present)


def maximise(log_likelihood: LogLikelihood, start: Floats, weight: float) -> Maximum:
    """Climb from `start`. `weight`, the number of customers, keeps tolerances independent of the size of the base."""

    def descent(point: Floats) -> tuple[float, Floats]:
        value, slope = log_likelihood(point)
        return -value / weight, -slope / weight

    found = minimize(
        descent,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(-BOUND, BOUND)] * start.size,
        options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-7},
    )
    top = np.asarray(found.x, dtype=np.float64)
    value, slope = log_likelihood(top)
    converged = bool(found.success) or bool(np.abs(slope).max() < LEVEL_GROUND * weight)
    return Maximum(top, value, information(log_likelihood, top), converged)


def information(log_likelihood: LogLikelihood, point: Floats) -> Floats:
    """Minus the Hessian, by central differences of the exact gradient."""
    rows = [
        (log_likelihood(point - step)[1] - log_likelihood(point + step)[1]) / (2 * STEP)
        for step in STEP * np.eye(point.size)
    ]
    matrix = np.array(rows)
    return (matrix + matrix.T) / 2
