"""What each user does with each item they have bought: how often, how lately, and how regularly.

The purchase cycle of a pair is the mean of its gaps, drawn towards the item's mean gap as if by one gap more, and that
towards everybody's as if by five. On this clock of their own, all pairs together tell the hazard: of those who have
waited for so long, how many buy now (the life table of Cutler & Ederer 1958; gaps that have not ended count as such).
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from stamkund.quant.recommendation.purchases import Moment, Purchases, as_day
from stamkund.quant.rows import Floats, Indices, refuse

OWN_WEIGHT, ITEM_WEIGHT = 1.0, 5.0
"""How many gaps the item's mean counts for beside a pair's own, and everybody's beside an item's own."""
PHASES = np.array([0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.1, 1.4, 1.8, 2.5, 3.5, 5, 8, np.inf])
"""Borders, in cycles since the last purchase, between which the hazard is taken as constant."""


@dataclass(frozen=True, slots=True)
class Habits:
    """One entry per pair of user and item, in that order. Days are whole: two purchases on one day are one.

    `times` days with a purchase, `first` and `last` of them, `lately` their number counted by recency, `cycle` in days,
    `due` the hazard now, per day; `since` days have passed since the last.
    """

    user: Indices
    item: Indices
    times: Indices
    first: Floats
    last: Floats
    since: Floats
    lately: Floats
    cycle: Floats
    due: Floats

    @classmethod
    def of(cls, history: Purchases, as_of: Moment, half_life: float) -> Self:
        """As of a day; a purchase `half_life` days ago counts half in `lately`. Raises BadRowsError for later ones."""
        today = as_day(as_of)
        refuse("a purchase comes after the day it is to be seen from", history.day > today)
        day = np.floor(history.day)
        new_pair = np.append(True, (np.diff(history.user) != 0) | (np.diff(history.item) != 0))
        new_day = new_pair | np.append(True, np.diff(day) != 0)
        day, starts = day[new_day], np.flatnonzero(new_pair[new_day])
        user, item = history.user[new_pair], history.item[new_pair]
        times = np.diff(np.append(starts, day.size))
        last = day[starts + times - 1]
        pair = np.repeat(np.arange(starts.size), times)
        since = np.floor(today) - last
        cycle, due = _regularity(day, pair, item, times, since)
        lately = np.bincount(pair, np.exp2(-(np.floor(today) - day) / half_life)).astype(np.float64)
        return cls(user, item, times, day[starts], last, since, lately, cycle, due)


def _regularity(day: Floats, pair: Indices, item: Indices, times: Indices, since: Floats) -> tuple[Floats, Floats]:
    """The cycle of every pair and its hazard now; where nobody ever came back, both are 1."""
    ends = np.append(False, np.diff(pair) == 0)
    gaps, of = np.diff(day, prepend=0.0)[ends], pair[ends]
    if not gaps.size:
        return np.ones(times.size), np.ones(times.size)
    all_items = int(item.max()) + 1
    of_item = np.bincount(item[of], gaps, all_items) + ITEM_WEIGHT * gaps.mean()
    of_item /= np.bincount(item[of], minlength=all_items) + ITEM_WEIGHT
    cycle = (np.bincount(of, gaps, times.size) + OWN_WEIGHT * of_item[item]) / (times - 1 + OWN_WEIGHT)
    hazard = life_table(gaps / cycle[of], since / cycle)
    phase = np.searchsorted(PHASES, since / cycle, side="right") - 1
    return cycle, hazard[np.minimum(phase, hazard.size - 1)] / cycle


def life_table(ended: Floats, waiting: Floats) -> Floats:
    """The hazard between each two of PHASES: gaps that ended there over the time all spent there, each and one more."""
    lengths = np.concatenate([ended, waiting])
    spent = np.array([np.clip(lengths - low, 0, high - low).sum() for low, high in pairwise(PHASES)])
    return np.asarray((np.histogram(ended, PHASES)[0] + 1.0) / (spent + 1.0))
