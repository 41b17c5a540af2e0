"""A log of purchases: who bought on which day, each day once; and the histories in it, on any clock."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stamkund.quant import rows
from stamkund.quant.clv.arrays import Floats, Indices
from stamkund.quant.clv.errors import BadHistoryError
from stamkund.quant.clv.histories import Histories
from stamkund.quant.clv.season import Clock, Days

ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class PurchaseDays:
    """Purchase days in order of customer and day; customers are numbered, `ids` names them."""

    customer: Indices
    on: Days
    ids: NDArray[Any]

    @classmethod
    def sort(cls, who: ArrayLike, on: ArrayLike) -> Self:
        """Purchases of one customer on one day are one. Raises BadHistoryError for a day that is none, by row."""
        ids, customer = rows.numbered(who, "who bought")
        days = np.asarray(on, dtype="datetime64[D]")
        rows.refuse_unequal("who and on", customer, days)
        if np.isnat(days).any():
            raise BadHistoryError("not a day", np.flatnonzero(np.isnat(days)).tolist())
        pairs = np.unique(np.stack([customer, days.astype(np.int64)], axis=1), axis=0)
        return cls(pairs[:, 0], pairs[:, 1].astype("datetime64[D]"), ids)

    def until(self, day: np.datetime64) -> Self:
        """What was known at the end of a day; customers keep their numbers, those who came later have no purchase."""
        known = self.on <= day
        return type(self)(self.customer[known], self.on[known], self.ids)

    @property
    def starts(self) -> Indices:
        """Where each customer's first purchase stands."""
        return np.flatnonzero(np.diff(self.customer, prepend=-1))

    @property
    def repeats(self) -> Days:
        """The days of all purchases but everybody's first."""
        return np.delete(self.on, self.starts)

    def columns(self, until: np.datetime64, clock: Clock) -> tuple[Floats, Floats, Floats, Floats]:
        """x, t_x, T and litt of everybody who had bought by then, in order of customer, as the clock counts time."""
        known = self.until(until)
        starts, at = known.starts, clock(known.on)
        x = np.diff(np.append(starts, known.on.size)) - 1.0
        gaps = np.where(np.diff(known.customer, prepend=-1) == 0, np.diff(at, prepend=0.0), 1.0)
        litt = np.add.reduceat(np.log(gaps), starts) if starts.size else np.zeros(0)
        first, last = at[starts], at[np.append(starts[1:], known.on.size)[: starts.size] - 1]
        return x, last - first, clock(np.array([until]))[0] - first, litt

    def histories(self, until: np.datetime64, clock: Clock) -> Histories:
        """The same, compressed."""
        x, t_x, T, litt = self.columns(until, clock)
        return Histories.compress(x, t_x, T, litt=litt)

    def later(self, after: np.datetime64, until: np.datetime64) -> Floats:
        """Purchase days in (after, until] of everybody who had bought by `after`, in order of customer."""
        window = (self.on > after) & (self.on <= until)
        count = np.bincount(self.customer[window], minlength=self.ids.size).astype(np.float64)
        return count[np.unique(self.until(after).customer)]
