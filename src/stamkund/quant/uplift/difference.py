"""The effect of a treatment as a difference in means, with standard errors that respect clusters.

    effect = mean(Y | treated) - mean(Y | control)

Without clusters the variance is Neyman's, s1^2/n1 + s0^2/n0, with Welch's degrees of freedom. With clusters it is the
sandwich (Liang & Zeger 1986) with the factor G/(G-1): the influences (Y - mean of the arm)/n of a cluster are summed,
in whichever arms its customers are, then squared; degrees of freedom G - 2.
"""

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from scipy.special import stdtr, stdtrit

from stamkund.quant.rows import Floats, TooLittleDataError
from stamkund.quant.uplift.checks import need_level
from stamkund.quant.uplift.trials import Trial

ROUNDING = 1e-14
"""An effect or error that is less than this part of the largest outcome, counted from the first, is none."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An effect in units of the outcome; the truth lies between low and high at the level it was asked for."""

    effect: float
    standard_error: float
    low: float
    high: float
    p_value: float
    treated_mean: float
    control_mean: float
    treated: int
    control: int
    degrees_of_freedom: float
    clusters: int | None


def difference_in_means(trial: Trial, level: float = 0.95) -> Difference:
    """Compare the arms. Raises TooLittleDataError where an arm or the trial has too few customers or clusters."""
    need_level(level)
    trial.need_both_arms(2)
    centred = replace(trial, outcome=trial.centred)
    treated, control = centred.outcome[trial.treated], centred.outcome[~trial.treated]
    means = float(treated.mean()), float(control.mean())
    variance, freedom, clusters = (
        _by_customer(treated, control) if trial.cluster is None else _by_cluster(centred, means)
    )
    tiny = ROUNDING * float(np.abs(centred.outcome).max())
    effect, error = (found if abs(found) > tiny else 0.0 for found in (means[0] - means[1], sqrt(variance)))
    reach = float(stdtrit(freedom, (1 + level) / 2)) * error
    return Difference(
        effect=effect,
        standard_error=error,
        low=effect - reach,
        high=effect + reach,
        p_value=_p_value(effect, error, freedom),
        treated_mean=float(trial.outcome[trial.treated].mean()),
        control_mean=float(trial.outcome[~trial.treated].mean()),
        treated=treated.size,
        control=control.size,
        degrees_of_freedom=freedom,
        clusters=clusters,
    )


def _by_customer(treated: Floats, control: Floats) -> tuple[float, float, None]:
    parts = [float(arm.var(ddof=1)) / arm.size for arm in (treated, control)]
    variance = sum(parts)
    scatter = parts[0] ** 2 / (treated.size - 1) + parts[1] ** 2 / (control.size - 1)
    freedom = variance**2 / scatter if scatter > 0 else float(treated.size + control.size - 2)
    return variance, freedom, None


def _by_cluster(trial: Trial, means: tuple[float, float]) -> tuple[float, float, int]:
    in_treated = (trial.outcome - means[0]) / trial.treated_size
    in_control = (means[1] - trial.outcome) / trial.control_size
    cluster = np.unique(np.asarray(trial.cluster), return_inverse=True)[1]
    influence = np.bincount(cluster, np.where(trial.treated, in_treated, in_control))
    if influence.size < 3:
        raise TooLittleDataError(f"{influence.size} clusters do not vary enough; at least 3 needed")
    variance = influence.size / (influence.size - 1) * float(influence @ influence)
    return variance, influence.size - 2.0, influence.size


def _p_value(effect: float, error: float, freedom: float) -> float:
    """Two-sided; where nothing varies, any difference is certain."""
    if error == 0:
        return float(effect == 0)
    return float(2 * stdtr(freedom, -abs(effect) / error))
