"""Qini and AUUC as two public libraries define them, for whoever compares figures.

The same scores give other numbers by each definition. All are computed from the same running sums over customers in
order of the score, highest first: n1, n0 customers and y1, y0 outcome so far in each arm.

    scikit-uplift 0.5.1   uplift curve (y1/n1 - y0/n0)(n1 + n0), Qini curve y1 - y0 n1/n0; the score is the area above
                          the straight line, divided by that of the perfect order; outcomes of 0 or 1 only
    causalml 0.18         gain curve (y1/n1 - y0/n0)(n1 + n0), Qini curve as above, divided by their last value; the
                          score is the mean over customers, for Qini less that of the straight line

Neither is used elsewhere here; `gains` says what is.
"""

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.rows import Floats, Indices, TooLittleDataError
from stamkund.quant.uplift.errors import BadDesignError
from stamkund.quant.uplift.trials import Trial

Curve = tuple[Floats, Floats]


def sklift_qini_auc(trial: Trial, score: ArrayLike) -> float:
    """`sklift.metrics.qini_auc_score`."""
    _need_binary(trial)
    signed = np.where(trial.treated, trial.outcome, -trial.outcome)
    return _above_line(_qini_curve(trial, trial.column(score, "score")), _qini_curve(trial, signed))


def sklift_uplift_auc(trial: Trial, score: ArrayLike) -> float:
    """`sklift.metrics.uplift_auc_score`."""
    _need_binary(trial)
    bought, treated = trial.outcome == 1, trial.treated
    more_lost = np.count_nonzero(bought & ~treated) > np.count_nonzero(~bought & treated)
    perfect = 2.0 * (bought == treated) + (bought if more_lost else treated)
    return _above_line(_uplift_curve(trial, trial.column(score, "score")), _uplift_curve(trial, perfect))


def sklift_uplift_at(trial: Trial, score: ArrayLike, share: float = 0.3, *, by_group: bool = False) -> float:
    """`sklift.metrics.uplift_at_k`: the effect among the best share of all, or of each arm by itself."""
    order = np.argsort(trial.column(score, "score"), kind="stable")[::-1]
    treated, outcome = trial.treated[order], trial.outcome[order]
    top = slice(int(treated.size * share))
    within = (treated, ~treated) if by_group else (treated[top], ~treated[top])
    arms = [outcome[: arm.size][arm] for arm in within]
    if by_group:
        arms = [arm[: int(arm.size * share)] for arm in arms]
    if not all(arm.size for arm in arms):
        raise TooLittleDataError(f"nobody of one arm is among the best {share:.0%}")
    return float(arms[0].mean() - arms[1].mean())


def causalml_auuc(trial: Trial, score: ArrayLike) -> float:
    """`causalml.metrics.auuc_score`, normalised."""
    _, gain = _uplift_curve(trial, trial.column(score, "score"), ties=False)
    return float(_by_the_last(gain).mean())


def causalml_qini(trial: Trial, score: ArrayLike) -> float:
    """`causalml.metrics.qini_score`, normalised."""
    _, gain = _qini_curve(trial, trial.column(score, "score"), ties=False)
    return float(_by_the_last(gain).mean() - np.linspace(0, np.sign(gain[-1]), gain.size).mean())


def _qini_curve(trial: Trial, score: Floats, *, ties: bool = True) -> Curve:
    on, off, on_sum, off_sum = _running(trial, score, ties=ties)
    return np.concatenate([[0.0], on + off]), np.concatenate([[0.0], on_sum - off_sum * _per(on, off)])


def _uplift_curve(trial: Trial, score: Floats, *, ties: bool = True) -> Curve:
    on, off, on_sum, off_sum = _running(trial, score, ties=ties)
    gain = (_per(on_sum, on) - _per(off_sum, off)) * (on + off)
    return np.concatenate([[0.0], on + off]), np.concatenate([[0.0], gain])


def _running(trial: Trial, score: Floats, *, ties: bool) -> tuple[Floats, Floats, Floats, Floats]:
    order = np.argsort(score, kind="stable")[::-1]
    treated, outcome = trial.treated[order], trial.outcome[order]
    ends = _ends(score[order]) if ties else np.arange(score.size)
    columns = (treated, ~treated, outcome * treated, outcome * ~treated)
    on, off, on_sum, off_sum = (np.cumsum(column, dtype=np.float64)[ends] for column in columns)
    return on, off, on_sum, off_sum


def _ends(ordered: Floats) -> Indices:
    return np.append(np.flatnonzero(np.diff(ordered)), ordered.size - 1)


def _per(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _by_the_last(gain: Floats) -> Floats:
    """A curve as a part of its last value; 0 where nothing was gained."""
    return _per(gain, np.full_like(gain, abs(gain[-1])))


def _above_line(curve: Curve, perfect: Curve) -> float:
    """Area above the straight line, as a part of the perfect order's; 0 where even that has none."""
    areas = [np.trapezoid(gain, count) - gain[-1] * count[-1] / 2 for count, gain in (curve, perfect)]
    return float(areas[0] / areas[1]) if areas[1] else 0.0


def _need_binary(trial: Trial) -> None:
    if not trial.is_binary:
        raise BadDesignError("scikit-uplift's areas are defined for outcomes of 0 or 1 only")
