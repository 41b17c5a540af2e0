"""How many customers a trial needs, and what a trial of that size can see.

Two means, two-sided test, normal approximation (Cohen 1988, chapter 2; Bloom 1995 for the smallest effect):

    effect = (z(1-alpha/2) + z(power)) sqrt(variance (1/n1 + 1/n0))

The variance of the outcome is multiplied by 1 - R^2 where covariates are used (CUPED) and by the design effect
1 + (m - 1) rho where customers come in clusters of m with intraclass correlation rho (Kish 1965).
"""

from dataclasses import dataclass
from math import ceil, inf, isfinite, sqrt

from scipy.special import ndtr, ndtri

from stamkund.quant.uplift.checks import LARGEST
from stamkund.quant.uplift.errors import BadDesignError


@dataclass(frozen=True, slots=True)
class Design:
    """A planned trial. `spread` is the outcome's standard deviation; for yes or no of rate p, sqrt(p (1 - p))."""

    spread: float
    treated_share: float = 0.5
    alpha: float = 0.05
    explained: float = 0.0
    cluster_size: float = 1.0
    intraclass_correlation: float = 0.0

    def __post_init__(self) -> None:
        rules = (
            (f"spread must be above 0, at most {LARGEST:g}", 0 < self.spread <= LARGEST),
            ("treated_share must lie between 0 and 1", 0 < self.treated_share < 1),
            ("alpha must lie between 0 and 1", 0 < self.alpha < 1),
            ("explained must lie between 0 and 1, below 1", 0 <= self.explained < 1),
            (f"cluster_size must be 1 to {LARGEST:g}", 1 <= self.cluster_size <= LARGEST),
            ("intraclass_correlation must lie between 0 and 1", 0 <= self.intraclass_correlation <= 1),
        )
        for sentence, holds in rules:
            if not holds:
                raise BadDesignError(sentence)

    @property
    def unit_variance(self) -> float:
        """Variance of the estimated effect times the number of customers."""
        clustered = 1 + (self.cluster_size - 1) * self.intraclass_correlation
        share = self.treated_share * (1 - self.treated_share)
        return self.spread**2 * (1 - self.explained) * clustered / share

    def customers_needed(self, effect: float, power: float = 0.8) -> int:
        """Customers in both arms together, so that such an effect is found with this probability."""
        try:
            return ceil(self.unit_variance * (self._reach(power) / _size_of(effect)) ** 2)
        except (OverflowError, ZeroDivisionError):
            raise BadDesignError(f"no trial is large enough to find an effect of {effect:g}") from None

    def smallest_effect(self, customers: int, power: float = 0.8) -> float:
        """The effect that a trial of this size finds with this probability."""
        return self._reach(power) * self._error(customers)

    def power(self, customers: int, effect: float) -> float:
        """The probability that a trial of this size finds such an effect, on either side."""
        critical, distance = float(ndtri(1 - self.alpha / 2)), _size_of(effect) / self._error(customers)
        return float(ndtr(distance - critical) + ndtr(-distance - critical))

    def _error(self, customers: int) -> float:
        if not 2 <= customers < inf:
            raise BadDesignError(f"a trial needs two customers or more, not {customers}")
        return sqrt(self.unit_variance / customers)

    def _reach(self, power: float) -> float:
        if not self.alpha < power < 1:
            raise BadDesignError(f"power must lie between alpha and 1, not {power}")
        return float(ndtri(1 - self.alpha / 2) + ndtri(power))


def _size_of(effect: float) -> float:
    if not isfinite(effect):
        raise BadDesignError(f"the effect must be a finite number, not {effect}")
    return abs(float(effect))
