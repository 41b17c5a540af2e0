"""Bootstrap over customers, or over clusters where customers belong together (Davison & Hinkley 1997)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stamkund.quant.rows import Floats
from stamkund.quant.uplift.errors import BadDesignError
from stamkund.quant.uplift.trials import Trial

PATIENCE = 100
"""Draws of a tiny trial before it is given up and taken as it stands."""


@dataclass(frozen=True, slots=True)
class Resamples:
    """How often, and from which seed, to draw the customers anew."""

    times: int = 200
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.times >= 2:
            raise BadDesignError(f"two resamples or more are needed, not {self.times}")

    def weights(self, trial: Trial) -> Iterator[Floats]:
        """How often each customer counts in each resample. Resamples without both arms are drawn again."""
        chance = np.random.default_rng(self.seed)
        units = trial.size if trial.cluster is None else int(trial.cluster.max()) + 1
        for _ in range(self.times):
            yield self._draw(trial, units, chance)

    def _draw(self, trial: Trial, units: int, chance: np.random.Generator) -> Floats:
        for _ in range(PATIENCE):
            counts = np.bincount(chance.integers(0, units, units), minlength=units).astype(np.float64)
            weight = counts if trial.cluster is None else counts[trial.cluster]
            if weight[trial.treated].any() and weight[~trial.treated].any():
                return weight
        return np.ones(trial.size)
