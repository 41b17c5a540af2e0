"""A figure with its uncertainty."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from stamkund.quant.rows import Floats


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its standard error, and the interval that holds the truth at the level asked for."""

    value: float
    standard_error: float
    low: float
    high: float

    @classmethod
    def of(cls, value: float, drawn: Floats, level: float) -> Self:
        """From the figure itself and what it was in each resample (percentiles of the bootstrap, Efron 1979)."""
        tail = (1 - level) / 2
        low, high = np.quantile(drawn, [tail, 1 - tail]).tolist()
        return cls(value, float(drawn.std(ddof=1)), low, high)

    def times(self, factor: float) -> Self:
        """The same in another unit."""
        low, high = sorted((self.low * factor, self.high * factor))
        return type(self)(self.value * factor, self.standard_error * abs(factor), low, high)
