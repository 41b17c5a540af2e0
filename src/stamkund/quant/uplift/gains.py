"""What a score is worth as a list of whom to treat first: the gain curve, AUUC and Qini.

Customers are sorted by score, highest first. Treating the first share phi of them, and nobody else, gains

    gain(phi) = phi (mean(Y | treated, among them) - mean(Y | control, among them))

AUUC is the area under gain over phi in [0, 1]; Qini the area between gain and the straight line to gain(1), which is
what treating the same number at random would gain:

    AUUC = int gain dphi        Qini = AUUC - gain(1)/2

All three are in units of the outcome per customer of the base. (The curve is the uplift curve of Gutierrez & Gérardy
2017; Radcliffe 2007 draws the same picture in other units.) They are not divided by the area of a "perfect" order, as
that needs outcomes nobody can see, nor by the effect itself, which may be 0. Customers of equal score enter together:
between two scores the curve is straight, so that a score that is the same for everybody has a Qini of exactly 0. Where
one arm has not come up yet the curve goes straight from 0 to where both have. `conventions` has the definitions of two
public libraries.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.estimates import Estimate
from stamkund.quant.rows import Flags, Floats, Indices
from stamkund.quant.uplift.checks import need_level
from stamkund.quant.uplift.errors import BadDesignError
from stamkund.quant.uplift.resampling import Resamples
from stamkund.quant.uplift.trials import Trial

POINTS = 5000
"""Points on the curve of a resample; more do not change its area."""


@dataclass(frozen=True, slots=True)
class GainCurve:
    """`gain` per customer of the base when the `share` with the highest scores is treated; both begin at 0."""

    share: Floats
    gain: Floats

    @property
    def auuc(self) -> float:
        return float(np.trapezoid(self.gain, self.share))

    @property
    def qini(self) -> float:
        return self.auuc - float(self.gain[-1]) / 2

    def at(self, share: float) -> float:
        """The gain when treating another share. Raises BadDesignError where that is not between 0 and 1."""
        if not 0 <= share <= 1:
            raise BadDesignError(f"the share treated must lie between 0 and 1, not {share}")
        return float(np.interp(share, self.share, self.gain))


@dataclass(frozen=True, slots=True)
class Ranking:
    """A trial in the order of a score, made once; a curve of it for any number of times each customer counts."""

    order: Indices
    treated: Flags
    outcome: Floats
    ends: Indices
    """The last customer of each group of equal scores."""

    @classmethod
    def of(cls, trial: Trial, score: ArrayLike) -> Self:
        """Sort by score, highest first. Raises BadRowsError where a score is not finite."""
        scores = trial.column(score, "score")
        order = np.argsort(-scores, kind="stable")
        ends = np.append(np.flatnonzero(np.diff(scores[order])), scores.size - 1)
        return cls(order, trial.treated[order], trial.centred[order], ends)

    def curve(self, weight: Floats | None = None) -> GainCurve:
        """The gain curve; `weight` says how often each customer counts, in the trial's own order."""
        counts = np.ones(self.order.size) if weight is None else weight[self.order]
        earned = counts * self.outcome
        columns = (counts, earned, counts * self.treated, earned * self.treated)
        size, total, on, on_total = map(self._so_far, columns)
        off = size - on
        both = (on > 0) & (off > 0)
        gain = size[both] / size[-1] * (on_total[both] / on[both] - (total - on_total)[both] / off[both])
        return GainCurve(np.append(0.0, size[both] / size[-1]), np.append(0.0, gain))

    def thinned(self, most: int) -> Self:
        """The same with at most so many points on its curve: all that an area needs, in a fraction of the time."""
        if self.ends.size <= most:
            return self
        return replace(self, ends=self.ends[np.linspace(0, self.ends.size - 1, most).round().astype(np.intp)])

    def _so_far(self, column: Floats) -> Floats:
        """The sum of a column up to each end."""
        starts = np.append(0, self.ends[:-1] + 1)
        return np.asarray(np.cumsum(np.add.reduceat(column, starts)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Targeting:
    """How well a score orders customers by what treating them gains. `is_flat`: it is the same for everybody."""

    curve: GainCurve
    qini: Estimate
    auuc: Estimate
    is_flat: bool


def gain_curve(trial: Trial, score: ArrayLike) -> GainCurve:
    """The gain curve of one score."""
    return Ranking.of(trial, score).curve()


def judge_score(trial: Trial, score: ArrayLike, resamples: Resamples | None = None, level: float = 0.95) -> Targeting:
    """Qini and AUUC with bootstrap intervals over customers, or clusters where the trial has them."""
    need_level(level)
    ranking, chance = Ranking.of(trial, score), resamples or Resamples()
    coarse = ranking.thinned(POINTS)
    drawn = [(curve.qini, curve.auuc) for curve in map(coarse.curve, chance.weights(trial))]
    qini, auuc = (np.array(column) for column in zip(*drawn, strict=True))
    curve = ranking.curve()
    return Targeting(
        curve=curve,
        qini=Estimate.of(curve.qini, qini, level),
        auuc=Estimate.of(curve.auuc, auuc, level),
        is_flat=ranking.ends.size == 1,
    )


def compare_scores(
    trial: Trial, one: ArrayLike, other: ArrayLike, resamples: Resamples | None = None, level: float = 0.95
) -> Estimate:
    """The Qini of one score less that of another, on the same resamples: most of the chance in them is shared."""
    need_level(level)
    first, second = Ranking.of(trial, one), Ranking.of(trial, other)
    coarse = first.thinned(POINTS), second.thinned(POINTS)
    weights = (resamples or Resamples()).weights(trial)
    drawn = [coarse[0].curve(weight).qini - coarse[1].curve(weight).qini for weight in weights]
    return Estimate.of(first.curve().qini - second.curve().qini, np.array(drawn), level)
