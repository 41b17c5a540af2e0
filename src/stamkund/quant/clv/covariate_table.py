"""Covariates as columns of numbers, checked and put on one scale."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.clv.arrays import Floats, Indices, as_floats
from stamkund.quant.clv.errors import BadHistoryError, ClvError, refuse

SAME = 1e-10
"""Share of a covariate's variance that is its own, below which it has none."""


@dataclass(frozen=True, slots=True)
class CovariateTable:
    """One row per customer and one column per covariate; mean and spread are those of the customers."""

    names: tuple[str, ...]
    values: Floats
    mean: Floats
    spread: Floats

    @classmethod
    def read(cls, columns: Mapping[str, ArrayLike], rows: int) -> Self:
        """Raises BadHistoryError for rows that are not numbers, ClvError for a covariate that tells nobody apart."""
        checked = [_telling(name, covariate(columns, name, rows)) for name in columns]
        values = np.array(checked).reshape(len(columns), rows).T
        table = cls(tuple(columns), values, values.mean(axis=0), values.std(axis=0))
        table.refuse_told_by_others()
        return table

    @property
    def standard(self) -> Floats:
        """The values in standard deviations from the mean."""
        return (self.values - self.mean) / self.spread

    def refuse_told_by_others(self) -> None:
        """Raise ClvError for the first covariate that is a sum of multiples of those before it."""
        together = self.standard.T @ self.standard / max(len(self.values), 1)
        for place, name in enumerate(self.names):
            if np.linalg.eigvalsh(together[: place + 1, : place + 1])[0] < SAME:
                raise ClvError(f"the covariate {name} is told by those before it: leave it out")

    def take(self, rows: Indices) -> Self:
        return type(self)(self.names, self.values[rows], self.mean, self.spread)


def covariate(columns: Mapping[str, ArrayLike], name: str, rows: int) -> Floats:
    """The column of that name, a number for every customer or one for all of them.

    Raises ClvError if it is missing, BadHistoryError naming the rows that are not numbers.
    """
    if name not in columns:
        raise ClvError(f"the covariate {name} is missing")
    column = as_floats(columns[name])
    if column.size not in {1, rows}:
        raise BadHistoryError(f"{name} and x differ in length", [min(column.size, rows)])
    refuse((f"{name} is not a finite number", ~np.isfinite(column)))
    return np.broadcast_to(column, rows)


def _telling(name: str, column: Floats) -> Floats:
    if column.size and np.ptp(column) == 0:
        raise ClvError(f"the covariate {name} is the same for everybody: leave it out")
    return column
