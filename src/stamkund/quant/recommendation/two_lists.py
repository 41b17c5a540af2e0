"""Both lists of each user, and the one they make together.

What people buy next is in part what they always buy, in part something new, and the two are told by different things.
One blended number hides both; where one list must do, what will be bought again goes first and what is new fills it up.
"""

from dataclasses import dataclass
from typing import Self

from numpy.typing import ArrayLike

from stamkund.quant.recommendation.asking import as_excluded, as_users
from stamkund.quant.recommendation.discover import Discover
from stamkund.quant.recommendation.item_models import ItemModel
from stamkund.quant.recommendation.purchases import Moment, Purchases
from stamkund.quant.recommendation.ranking import Picks
from stamkund.quant.recommendation.replenish import Replenish


@dataclass(frozen=True, slots=True)
class TwoLists:
    """`replenish` and `discover`, both fitted to the same history."""

    replenish: Replenish
    discover: Discover

    @classmethod
    def fit(cls, history: Purchases, as_of: Moment, model: ItemModel | None = None) -> Self:
        """Learn both from everything bought up to a day; `model` instead of the one the catalogue's size suggests."""
        return cls(Replenish().fit(history, as_of), Discover(model).fit(history, as_of))

    @property
    def doubts(self) -> tuple[str, ...]:
        return self.replenish.doubts_ + self.discover.doubts_

    def again(self, users: ArrayLike, k: int, excluded: ArrayLike | None = None) -> Picks:
        """The k items each user will most probably buy again, with the probability."""
        known, items_known = self.discover.shape_
        asked, shown = as_users(users, known), ~as_excluded(excluded, items_known)
        picks = Picks.empty(asked.size, k)
        for row, user in enumerate(asked.tolist()):
            items, probability = self.replenish.candidates(user)
            picks.put(row, items[shown[items]], probability[shown[items]])
        return picks

    def new(self, users: ArrayLike, k: int, excluded: ArrayLike | None = None) -> Picks:
        """The k items each user has never bought for which most speaks."""
        return self.discover.recommend(users, k, excluded)

    def everything(self, users: ArrayLike, k: int, excluded: ArrayLike | None = None) -> Picks:
        """One list: what will be bought again, then what is new; values keep the meaning of the list they are from."""
        return self.again(users, k, excluded).filled_with(self.new(users, k, excluded))
