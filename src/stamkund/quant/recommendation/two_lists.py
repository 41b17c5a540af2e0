"""Both lists of each user, and the one they make together.

What people buy next is in part what they always buy, in part something new, and the two are told by different things.
One blended number hides both; where one list must do, what will be bought again goes first and what is new fills it up.
"""

from dataclasses import dataclass
from typing import Self

from stamkund.quant.recommendation.discover import Discover
from stamkund.quant.recommendation.item_models import ItemModel
from stamkund.quant.recommendation.purchases import Purchases
from stamkund.quant.recommendation.ranking import Picks
from stamkund.quant.recommendation.replenish import Replenish
from stamkund.quant.rows import Flags, Indices


@dataclass(frozen=True, slots=True)
class TwoLists:
    """`replenish` and `discover`, both fitted to the same history."""

    replenish: Replenish
    discover: Discover

    @classmethod
    def fit(cls, history: Purchases, as_of: float, model: ItemModel | None = None) -> Self:
        """Learn both from everything bought up to a day; `model` instead of the one the catalogue's size suggests."""
        return cls(Replenish().fit(history, as_of), Discover(model).fit(history, as_of))

    @property
    def doubts(self) -> tuple[str, ...]:
        return self.replenish.doubts_ + self.discover.doubts_

    def again(self, users: Indices, k: int, excluded: Flags | None = None) -> Picks:
        """The k items each user will most probably buy again, with the probability."""
        picks = Picks.empty(users.size, k)
        for row, user in enumerate(users.tolist()):
            items, probability = self.replenish.candidates(user)
            if excluded is not None:
                items, probability = items[~excluded[items]], probability[~excluded[items]]
            picks.put(row, items, probability)
        return picks

    def new(self, users: Indices, k: int, excluded: Flags | None = None) -> Picks:
        """The k items each user has never bought for which most speaks."""
        return self.discover.recommend(users, k, excluded)

    def everything(self, users: Indices, k: int, excluded: Flags | None = None) -> Picks:
        """One list: what will be bought again, then what is new; values keep the meaning of the list they are from."""
        return self.again(users, k, excluded).filled_with(self.new(users, k, excluded))
