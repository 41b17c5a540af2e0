"""What every model has that learns positive parameters by maximum likelihood."""

from math import inf
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.errors import ClvError, NotFittedError
from stamkund.quant.clv.maximum import Maximum


class Estimator:
    """A model with named positive parameters.

    Learnt by `fit`: `parameters_`, `standard_errors_` (delta method on the logarithms), `log_likelihood_`,
    `converged_`, `condition_` (of the Hessian), `log_covariance_`, `identified_` and `doubts_`, the reasons why not.
    """

    PARAMETERS: ClassVar[tuple[str, ...]]

    parameters_: dict[str, float]
    standard_errors_: dict[str, float]
    log_covariance_: Floats
    log_likelihood_: float
    condition_: float
    converged_: bool
    doubts_: tuple[str, ...]

    @classmethod
    def with_parameters(cls, **parameters: float) -> Self:
        """A model whose parameters are known beforehand, from a paper or an earlier fit."""
        for name in cls.PARAMETERS:
            if not 0.0 < parameters[name] < inf:
                raise ClvError(f"{name} is above 0 and finite")
        model = cls()
        model.parameters_ = {name: float(parameters[name]) for name in cls.PARAMETERS}
        model.log_covariance_ = np.zeros((len(cls.PARAMETERS), len(cls.PARAMETERS)))
        return model

    @property
    def identified_(self) -> bool:
        """Whether the data say something about every parameter; `doubts_` tells what is in the way."""
        return not self.doubts_

    def parameter(self, name: str) -> float:
        """A learnt parameter. Raises NotFittedError before `fit`."""
        return self.parameters_[name]

    if not TYPE_CHECKING:  # a type checker knows what is learnt

        def __getattr__(self, name: str) -> Any:
            kind = type(self).__name__
            if name.endswith("_") and not name.startswith("_"):
                raise NotFittedError(f"{kind} has not been fitted")
            raise AttributeError(f"{kind} has no {name}")

    def _learn(self, top: Maximum, units: Floats | float = 1.0, shift: float = 0.0) -> None:
        """Keep what was found; `units` and `shift` undo the scaling in which it was looked for."""
        values = np.exp(top.log_parameters) * units
        errors = values * np.sqrt(np.diag(top.log_covariance))
        self.parameters_ = dict(zip(self.PARAMETERS, values.tolist(), strict=True))
        self.standard_errors_ = dict(zip(self.PARAMETERS, errors.tolist(), strict=True))
        self.log_covariance_ = top.log_covariance
        self.log_likelihood_ = top.log_likelihood - shift
        self.condition_, self.converged_ = top.condition, top.converged
        self.doubts_ = top.doubts
