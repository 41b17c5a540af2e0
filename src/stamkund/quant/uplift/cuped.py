"""CUPED: what was known before the trial explains part of the outcome, and no longer blurs the effect.

    Y' = Y - theta (X - mean X),   theta = cov(X, Y)/var(X)

(Deng, Xu, Kohavi & Walker 2013, section 3; theta of several covariates by least squares within the arms.) X must be
from before the treatment. The effect on Y' is the effect on Y, with the variance times 1 - R^2.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.rows import Floats, refuse_unequal
from stamkund.quant.uplift.checks import as_matrix
from stamkund.quant.uplift.trials import Trial

FLAT = 1e-12
"""A column whose standard deviation is less than this part of its largest value does not vary."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The trial with the adjusted outcome, theta per covariate, and R^2, the share of variance within arms it took."""

    trial: Trial
    theta: Floats
    explained: float


def adjust(trial: Trial, before: ArrayLike) -> Adjusted:
    """Take what `before`, one column (n,) or several (n, k), explains out of the outcome.

    A column that does not vary explains nothing and has theta 0. Raises BadRowsError where a value is not finite.
    """
    known = as_matrix(before, "what was known before")
    refuse_unequal("outcome and what was known before", trial.outcome, known)
    within, outcome = _around_arm_means(known, trial), _around_arm_means(trial.centred[:, None], trial)[:, 0]
    spread = within.std(axis=0)
    scale = np.where(spread > FLAT * np.abs(known).max(axis=0), spread, np.inf)
    theta = np.linalg.lstsq(within / scale, outcome)[0] / scale
    adjusted = trial.outcome - (known - known.mean(axis=0)) @ theta
    left, was = outcome - within @ theta, float(outcome @ outcome)
    explained = 1.0 - float(left @ left) / was if was > 0 else 0.0
    return Adjusted(replace(trial, outcome=adjusted), theta, explained)


def _around_arm_means(columns: Floats, trial: Trial) -> Floats:
    treated = trial.treated[:, None]
    of_treated, of_control = columns[trial.treated].mean(axis=0), columns[~trial.treated].mean(axis=0)
    return np.asarray(columns - np.where(treated, of_treated, of_control))
