"""Sample-ratio check: did as many customers come into each arm as the design says?

Pearson's chi-square on the counts (Fabijan et al. 2019, "Diagnosing sample ratio mismatch in online controlled
experiments"). Where the split is not the one that was drawn, something else than chance chose, and no effect can be
trusted, however small its standard error.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from stamkund.quant.uplift.checks import as_amounts, as_column
from stamkund.quant.uplift.errors import BadDesignError

ALARM = 0.001
"""Rarer than this by chance: an alarm. The check runs at every look, so it must seldom be wrong."""


@dataclass(frozen=True, slots=True)
class SampleRatio:
    """Counts against the counts the design expects."""

    counts: tuple[int, ...]
    expected: tuple[float, ...]
    chi_square: float
    p_value: float

    @property
    def is_off(self) -> bool:
        return self.p_value < ALARM


def check_sample_ratio(counts: Sequence[int], shares: Sequence[float]) -> SampleRatio:
    """Compare the number of customers in each arm with the arms' intended shares (which add up to 1).

    Raises BadRowsError naming the arm, counted from 0, where one is not a finite number; else BadDesignError.
    """
    seen, wanted = as_amounts(counts, "an arm's count"), as_column(shares, "an arm's share")
    if seen.size != wanted.size or seen.size < 2:
        raise BadDesignError("a sample ratio needs a count and a share for each of two arms or more")
    if np.any(wanted <= 0) or abs(wanted.sum() - 1) > 1e-9 or np.any(seen < 0) or seen.sum() == 0:
        raise BadDesignError("shares must be positive and add up to 1, counts must not be negative or all 0")
    expected = wanted * seen.sum()
    chi_square = float(((seen - expected) ** 2 / expected).sum())
    p_value = float(chdtrc(seen.size - 1, chi_square))
    return SampleRatio(tuple(int(n) for n in seen), tuple(expected.tolist()), chi_square, p_value)
