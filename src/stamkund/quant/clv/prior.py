"""What is believed of the parameters before the data speak: normal on their logarithms, around those of a larger base.

Thirty customers tell how often they buy, hardly how different they are from each other; a weak prior takes the rest
from the whole base, or from the fit before. The fit is then the posterior's mode (maximum a posteriori).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Self

import numpy as np

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.errors import ClvError
from stamkund.quant.clv.estimator import Estimator
from stamkund.quant.clv.maximum import LogLikelihood, Maximum, maximise

WEAK = 0.5
"""Two thirds of belief between the centre divided and multiplied by e^0.5 = 1.65."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Each parameter log-normal around `centre`, with `spread` the standard deviation of its logarithm."""

    centre: Mapping[str, float]
    spread: float = WEAK

    def __post_init__(self) -> None:
        if not all(0.0 < value < inf for value in (self.spread, *self.centre.values())):
            raise ClvError("a prior needs a centre and a spread above 0 and finite")

    @classmethod
    def around(cls, model: Estimator, spread: float = WEAK) -> Self:
        """Around the parameters of a fitted model: the whole base, or the fit before."""
        return cls(model.parameters_, spread)

    def of(self, name: str) -> float:
        """The centre of one parameter. Raises ClvError if the prior says nothing of it."""
        if name not in self.centre:
            raise ClvError(f"the prior says nothing of {name}: is it of another model?")
        return self.centre[name]

    def climb(
        self, log_likelihood: LogLikelihood, names: Sequence[str], units: Floats, customers: float
    ) -> tuple[Maximum, float]:
        """The mode of the posterior, with the log-likelihood of the data alone there, and the prior's log evidence.

        `units` are those of the climb, for the parameters of these names.
        """
        centre = np.log(np.array([self.of(name) for name in names]) / units)
        top = maximise(self.added_to(log_likelihood, centre), centre, customers)
        alone = replace(top, log_likelihood=log_likelihood(top.log_parameters)[0])
        return alone, self.log_evidence(top)

    def added_to(self, log_likelihood: LogLikelihood, centre: Floats) -> LogLikelihood:
        """The log posterior: the log-likelihood less half the squared distance from the centre, in spreads."""

        def log_posterior(log_parameters: Floats) -> tuple[float, Floats]:
            value, slopes = log_likelihood(log_parameters)
            away = (log_parameters - centre) / self.spread
            return value - 0.5 * float(away @ away), slopes - away / self.spread

        return log_posterior

    def log_evidence(self, top: Maximum) -> float:
        """How likely the data are under this prior, whatever the parameters, by Laplace's method; up to a constant."""
        sign, log_det = np.linalg.slogdet(top.information)
        size = top.log_parameters.size
        return float(top.log_likelihood - size * np.log(self.spread) - 0.5 * log_det) if sign > 0 else -np.inf
