"""Who bought what and when, checked and numbered: what every list is made from.

A purchase is a customer, an item and a moment; the same three twice are one. Moments are days, with fractions where the
time of day is known, counted from anywhere (dates are counted from 1970).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from stamkund.quant.rows import (
    Flags,
    Floats,
    Indices,
    RefusedError,
    TooLittleDataError,
    as_finite,
    missing,
    numbered,
    refuse,
    refuse_unequal,
)

Moment: TypeAlias = float | date | np.datetime64
"""A number of days, counted as those of the purchases; or a date or time, counted from 1970."""


@dataclass(frozen=True, slots=True)
class Purchases:
    """Distinct purchases, in order of user, item, day; `users` and `items` are the ids their numbers stand for."""

    user: Indices
    item: Indices
    day: Floats
    users: NDArray[Any]
    items: NDArray[Any]

    @classmethod
    def check(cls, user: ArrayLike, item: ArrayLike, moment: ArrayLike) -> Self:
        """Check the rows; ids 1 and "1" in one column are one.

        Raises BadRowsError naming the rows that cannot be, TooLittleDataError without any.
        """
        days = as_days(moment)
        (users, who), (items, what) = numbered(user, "user"), numbered(item, "item")
        refuse_unequal("user, item and moment", who, what, days)
        if not days.size:
            raise TooLittleDataError("nothing was bought")
        order = np.lexsort((days, what, who))
        who, what, days = who[order], what[order], days[order]
        first = np.append(True, (np.diff(who) != 0) | (np.diff(what) != 0) | (np.diff(days) != 0))
        return cls(who[first], what[first], days[first], users, items)

    def where(self, chosen: Flags) -> Self:
        """Some of the purchases, users and items numbered as before."""
        return replace(self, user=self.user[chosen], item=self.item[chosen], day=self.day[chosen])

    def compact(self) -> Self:
        """The same, with only those users and items that are left, numbered anew."""
        (users, user), (items, item) = (np.unique(column, return_inverse=True) for column in (self.user, self.item))
        return replace(self, user=user, item=item, users=self.users[users], items=self.items[items])

    @property
    def shape(self) -> tuple[int, int]:
        """The number of users and of items."""
        return self.users.size, self.items.size

    @property
    def bought(self) -> csr_array:
        """Users × items, 1 where the user has ever bought the item."""
        ones = csr_array((np.ones(self.user.size), (self.user, self.item)), shape=self.shape)
        ones.data[:] = 1.0
        return ones


@dataclass(frozen=True, slots=True)
class TimeSplit:
    """What was bought before a day, and which of the same items the same users bought from then on (users × items)."""

    history: Purchases
    later: csr_array

    @classmethod
    def at(cls, purchases: Purchases, day: Moment) -> Self:
        """Raises TooLittleDataError where nothing lies before, or nobody known bought anything known from then on."""
        before = purchases.day < as_day(day)
        if not before.any():
            raise TooLittleDataError("nothing was bought before the split")
        history = purchases.where(before).compact()
        user, item = (
            _number_among(known, everything)[column[~before]]
            for known, everything, column in (
                (history.users, purchases.users, purchases.user),
                (history.items, purchases.items, purchases.item),
            )
        )
        known = (user >= 0) & (item >= 0)
        if not known.any():
            raise TooLittleDataError("from the split on nobody known bought anything known")
        later = csr_array((np.ones(known.sum()), (user[known], item[known])), shape=history.shape)
        later.data[:] = 1.0
        return cls(history, later)


def as_day(moment: Moment) -> float:
    """One moment, a date, a time or a number of days, as a day. Raises RefusedError where it is none."""
    try:
        (day,) = as_days(moment).tolist()
    except ValueError as refused:
        raise RefusedError(f"a day is one date, one time or a finite number of days, not {moment}") from refused
    return float(day)


def as_days(moment: ArrayLike | date) -> Floats:
    """Moments (dates, times or numbers of days) as days. Raises BadRowsError where there is none."""
    column = np.atleast_1d(np.asarray(moment))
    if column.dtype.kind == "O":
        refuse("moment is missing", missing(column))
        column = column.astype("datetime64[us]")
    if column.dtype.kind != "M":
        return as_finite(column, "moment")
    refuse("moment is missing", missing(column))
    return np.asarray(column.astype("datetime64[us]").astype(np.int64) / 86_400_000_000)


def _number_among(known: NDArray[Any], everything: NDArray[Any]) -> Indices:
    """For each of everything its number among the known, or -1; both are in order."""
    place = np.minimum(np.searchsorted(known, everything), known.size - 1)
    return np.where(known[place] == everything, place, -1)
