"""What is sold now: each item's sales lately against its sales all along."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from stamkund.quant.recommendation.purchases import Moment, Purchases, as_day
from stamkund.quant.rows import Floats

HALF_LIFE = 14.0
"""Days after which a sale counts half. On Online Retail, 7 to 21 days are equally good, 30 and 90 worse."""


@dataclass(frozen=True, slots=True)
class Seasons:
    """One entry per item: `sold` in all, `lately` by recency, and `factor`, lately over what all along lets expect.

    The factor has one sale more above and below, so that it is 1 for an item nobody knows.
    """

    sold: Floats
    lately: Floats
    factor: Floats

    @classmethod
    def of(cls, history: Purchases, as_of: Moment, half_life: float = HALF_LIFE) -> Self:
        today, items = as_day(as_of), history.shape[1]
        sold = np.bincount(history.item, minlength=items).astype(np.float64)
        fading = np.exp2(-(today - history.day) / half_life)
        lately = np.bincount(history.item, fading, items).astype(np.float64)
        span = max(today - float(history.day.min()), 1.0) if history.day.size else 1.0
        window = half_life / np.log(2.0) * (1.0 - np.exp2(-span / half_life))
        return cls(sold, lately, (lately + 1.0) / (sold * window / span + 1.0))
