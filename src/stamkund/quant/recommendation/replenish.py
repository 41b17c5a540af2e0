"""What a user will buy again: a discrete-time hazard of the next purchase of each item they have bought.

    P(bought within the horizon) = logistic of
        times       ln of the days with a purchase             lately   ln of the same, counted by recency
        due         ln of the hazard at this point of the purchase cycle (`habits`)
        season      ln of the item's sales now against all along (`seasons`)
        sales       ln of the item's sales                     repeats  ln of the share of its buyers who came back
        tenure      ln of the days since the first of them     activity ln of the user's own days, counted by recency
        away        ln of the days since the user last bought anything

The weights are learnt from the last `horizon` days of the history itself: the signals as they stood before, against
what was bought since; then the signals of today are put in. So the probabilities are those of this shop, calibrated as
long as the coming weeks are like the last. Personal frequency, the strongest baseline there is (Li et al. 2023, "A next
basket recommendation reality check"), is the special case in which only `times` has a weight.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from stamkund.quant.recommendation.habits import Habits
from stamkund.quant.recommendation.logistic import Logistic
from stamkund.quant.recommendation.purchases import Moment, Purchases, as_day
from stamkund.quant.recommendation.seasons import Seasons
from stamkund.quant.rows import Floats, Indices, RefusedError

SIGNALS = ("times", "lately", "due", "season", "sales", "repeats", "tenure", "activity", "away")
ASSUMED = np.array([0.29, 0.29, 0.06, 0.64, 0.22, 0.19, 0.0, 0.0, 0.0])
"""Weights where the history is too thin to learn them: Online Retail's, per standard deviation of the signal."""
LEAST_EVENTS = 50
"""Pairs bought again, and not, that are needed to learn weights."""
LEAST_HORIZONS = 4.0
"""The history must be so many horizons long; the horizon of a shorter one is shortened."""


@dataclass(frozen=True, slots=True)
class Habit:
    """Why: bought on `times` days, `every` so many days (None after one), last `since` days ago."""

    times: int
    every: float | None
    since: int
    probability: float


class Replenish:
    """Learnt by `fit`: `habits_` (one entry per user and item), `probability_` of each within `horizon_` days,
    `weights_` per standard deviation of each signal, and `doubts_`: "weights_assumed" where there was too little to
    learn from; the order then holds, the probabilities do not.
    """

    habits_: Habits
    probability_: Floats
    weights_: dict[str, float]
    horizon_: float
    doubts_: tuple[str, ...]

    def __init__(self, horizon: float = 28.0, half_life: float = 90.0) -> None:
        self.horizon, self.half_life = horizon, half_life

    def fit(self, history: Purchases, as_of: Moment) -> Self:
        """Learn from everything bought up to a day. Raises BadRowsError where something is bought after it."""
        today = as_day(as_of)
        self.habits_ = Habits.of(history, today, self.half_life)
        self.horizon_ = min(self.horizon, float(np.floor((today - history.day.min()) / LEAST_HORIZONS)))
        signals = _signals(history, self.habits_, today, self.half_life)
        learnt = self._learn(history, today)
        self.doubts_ = () if learnt else ("weights_assumed",)
        model = learnt or Logistic(-3.0, ASSUMED, signals.mean(axis=0), np.maximum(signals.std(axis=0), 1e-12))
        self.weights_ = dict(zip(SIGNALS, model.weights.tolist(), strict=True))
        self.probability_ = model.probability(signals)
        self._starts = np.searchsorted(self.habits_.user, np.arange(history.shape[0] + 1))
        return self

    def candidates(self, user: int) -> tuple[Indices, Floats]:
        """The items the user has bought, and the probability of each."""
        mine = slice(self._starts[user], self._starts[user + 1])
        return self.habits_.item[mine], self.probability_[mine]

    def because(self, user: int, item: int) -> Habit:
        """Why this item: facts, for whoever writes the sentence. Raises RefusedError where it was never bought."""
        items, _ = self.candidates(user)
        place = int(np.searchsorted(items, item))
        if place == items.size or items[place] != item:
            raise RefusedError(f"user {user} has never bought item {item}")
        pair = int(self._starts[user]) + place
        habits, times = self.habits_, int(self.habits_.times[pair])
        every = float(habits.last[pair] - habits.first[pair]) / (times - 1) if times > 1 else None
        return Habit(times, every, int(habits.since[pair]), float(self.probability_[pair]))

    def _learn(self, history: Purchases, as_of: float) -> Logistic | None:
        """The weights, from the last horizon; None where it says too little."""
        begun = np.floor(as_of - self.horizon_)
        old = history.day < begun
        if self.horizon_ < 1 or not old.any():
            return None
        before, since = history.where(old), history.where(~old)
        habits = Habits.of(before, begun, self.half_life)
        again = np.isin(_key(habits, history), _key(since, history)).astype(np.float64)
        if min(again.sum(), again.size - again.sum()) < LEAST_EVENTS:
            return None
        return Logistic.fit(_signals(before, habits, begun, self.half_life), again)


def _key(pairs: Habits | Purchases, history: Purchases) -> Any:
    return pairs.user * history.shape[1] + pairs.item


def _signals(history: Purchases, habits: Habits, as_of: float, half_life: float) -> Floats:
    """One row per pair, one column per signal."""
    users, items = history.shape
    season = Seasons.of(history, as_of)
    buyers = np.bincount(habits.item, minlength=items)
    back = np.bincount(habits.item, habits.times > 1, items)
    usual = max(back.sum(), 1.0) / habits.item.size
    repeats = (back + 20 * usual) / (buyers + 20)
    visit = np.unique(history.user * 2**20 + np.floor(as_of - history.day).astype(np.int64))
    visitor, ago = np.divmod(visit, 2**20)
    activity = np.bincount(visitor, np.exp2(-ago / half_life), users)
    away = np.full(users, np.inf)
    np.minimum.at(away, habits.user, habits.since)
    columns = (
        habits.times,
        habits.lately + 0.01,
        habits.due,
        season.factor[habits.item],
        season.sold[habits.item],
        repeats[habits.item],
        np.floor(as_of) - habits.first + 1,
        activity[habits.user] + 0.01,
        away[habits.user] + 1,
    )
    return np.asarray(np.log(np.column_stack(columns)))
