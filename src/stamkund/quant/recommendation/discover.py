"""What a user has not bought yet and might: an item model's score, times the season.

    score(u, i) = max(model(u, i), 0) · (the item's sales now against all along)

The model is EASE up to 10,000 items, beyond that alternating least squares where `implicit` is installed, co-purchase
where it is not. Where nothing speaks for any item (a customer nobody knows, or whose items nobody else has) the items
sold most lately stand in, with a value of 0.
"""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stamkund.quant.recommendation.asking import as_excluded, as_users
from stamkund.quant.recommendation.co_purchase import CoPurchase
from stamkund.quant.recommendation.ease import Ease
from stamkund.quant.recommendation.factors import AlternatingLeastSquares
from stamkund.quant.recommendation.item_models import Because, ItemModel
from stamkund.quant.recommendation.purchases import Moment, Purchases
from stamkund.quant.recommendation.ranking import Picks, best
from stamkund.quant.recommendation.seasons import Seasons
from stamkund.quant.rows import Floats, Indices, MissingExtraError

MOST_ITEMS = 10_000
"""More than this, and EASE's inverse takes minutes and gigabytes."""
USERS_AT_ONCE = 512


class Discover:
    """Learnt by `fit`: `model_` (fitted), `seasons_`, `shape_` (users and items), and `doubts_`: "co_purchase_instead",
    past 10,000 items without `implicit`.
    """

    model_: ItemModel
    seasons_: Seasons
    shape_: tuple[int, int]
    doubts_: tuple[str, ...]

    def __init__(self, model: ItemModel | None = None) -> None:
        self.model = model

    def fit(self, history: Purchases, as_of: Moment) -> Self:
        """Learn from everything bought up to a day."""
        self._bought, self.seasons_, self.doubts_ = history.bought, Seasons.of(history, as_of), ()
        self.shape_ = history.shape
        if self.model is not None or history.shape[1] <= MOST_ITEMS:
            self.model_ = (self.model or Ease()).fit(self._bought)
            return self
        try:
            self.model_ = AlternatingLeastSquares().fit(self._bought)
        except MissingExtraError:
            self.model_, self.doubts_ = CoPurchase().fit(self._bought), ("co_purchase_instead",)
        return self

    def score(self, users: Indices) -> Floats:
        """The score of each item for each user: -inf where it was bought, below 0 where nothing speaks for it."""
        score = self.model_.score(users) * self.seasons_.factor
        stand_in = self.seasons_.lately / max(float(self.seasons_.lately.max()), 1e-300) - 2.0
        score = np.where(score > 0, score, stand_in)
        rows = self._bought[users]
        score[np.repeat(np.arange(users.size), np.diff(rows.indptr)), rows.indices] = -np.inf
        return score

    def recommend(self, users: ArrayLike, k: int, excluded: ArrayLike | None = None) -> Picks:
        """The k best items for each user, without those that are excluded for everybody.

        Raises BadRowsError for users there are none of, RefusedError for exclusions that are not yes or no by item.
        """
        known, items_known = self.shape_
        asked, hidden = as_users(users, known), as_excluded(excluded, items_known)
        picks = Picks.empty(asked.size, k)
        for start in range(0, asked.size, USERS_AT_ONCE):
            for row, score in enumerate(self.score(asked[start : start + USERS_AT_ONCE]), start):
                shown = np.where(hidden, -np.inf, score)
                items = best(shown, k)
                picks.items[row, : items.size], picks.values[row, : items.size] = items, np.maximum(shown[items], 0.0)
        return picks

    def recommend_strangers(self, k: int, excluded: ArrayLike | None = None) -> Picks:
        """One row, for whoever is not in the history: the items sold most lately, with a value of 0."""
        lately = np.where(as_excluded(excluded, self.shape_[1]), -np.inf, self.seasons_.lately)
        items, picks = best(lately, k), Picks.empty(1, k)
        picks.items[0, : items.size] = items
        return picks

    def because(self, user: int, item: int, number: int = 3) -> Because:
        """Which of the user's items speak for it, the most first; of no meaning where it only stands in (value 0)."""
        return self.model_.because(user, item, number)
