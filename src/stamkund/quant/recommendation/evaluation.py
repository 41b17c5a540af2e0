"""How good lists are, judged by what was bought afterwards, repeats and new items separately, beside popularity.

    recall@k = hits among the first k/min(items bought, k)
    NDCG@k   = sum over hits of 1/log2(1 + rank), over the most it could be        (Järvelin & Kekäläinen 2002)

Mean over the users who bought anything of the kind; the interval is a bootstrap over users.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.sparse import csr_array

from stamkund.quant.estimates import Estimate
from stamkund.quant.recommendation.purchases import Purchases, TimeSplit
from stamkund.quant.recommendation.ranking import NONE, Picks, best
from stamkund.quant.recommendation.two_lists import TwoLists
from stamkund.quant.rows import Floats, Indices

RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Quality:
    """How good lists were for `users` users; with none of them, both figures are None."""

    recall: Estimate | None
    ndcg: Estimate | None
    users: int

    @classmethod
    def of(cls, picks: Picks, users: Indices, truth: csr_array, seed: int = 0) -> Self:
        """Judge each user's picks by what they bought (users × items, 1 where bought)."""
        sizes = np.diff(truth.indptr)[users]
        judged = np.flatnonzero(sizes)
        if not judged.size:
            return cls(None, None, 0)
        hits = _hits(picks.items[judged], users[judged], truth)
        k = picks.items.shape[1]
        best_size = np.minimum(sizes[judged], k)
        discount = 1.0 / np.log2(np.arange(2.0, k + 2.0))
        recall, ndcg = hits.sum(axis=1) / best_size, hits @ discount / np.cumsum(discount)[best_size - 1]
        chance = np.random.default_rng(seed)
        drawn = chance.integers(0, judged.size, (RESAMPLES, judged.size))
        return cls(_mean(recall, drawn), _mean(ndcg, drawn), judged.size)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Each list by what it is for: `everything` by all that was bought, `again` by repeats, `new` by the rest."""

    everything: Quality
    again: Quality
    new: Quality
    popular_everything: Quality
    popular_new: Quality


def evaluate(lists: TwoLists, split: TimeSplit, k: int, seed: int = 0) -> Evaluation:
    """Judge lists fitted to the history of a split by what came later."""
    users = np.flatnonzero(np.diff(split.later.indptr))
    bought = split.history.bought
    repeats = csr_array(split.later.multiply(bought))
    fresh = csr_array(split.later - repeats)
    for part in (repeats, fresh):
        part.eliminate_zeros()
    popular, again, new = Popularity.of(split.history), lists.again(users, k), lists.new(users, k)
    return Evaluation(
        everything=Quality.of(again.filled_with(new), users, split.later, seed),
        again=Quality.of(again, users, repeats, seed),
        new=Quality.of(new, users, fresh, seed),
        popular_everything=Quality.of(popular.recommend(users, k), users, split.later, seed),
        popular_new=Quality.of(popular.recommend(users, k, without=bought), users, fresh, seed),
    )


@dataclass(frozen=True, slots=True)
class Popularity:
    """The baseline: the items bought most often, the same for everybody."""

    sold: Floats

    @classmethod
    def of(cls, history: Purchases) -> Self:
        return cls(np.bincount(history.item, minlength=history.shape[1]).astype(np.float64))

    def recommend(self, users: Indices, k: int, without: csr_array | None = None) -> Picks:
        """The k most popular items, without what each user has bought, if that is given."""
        longest = k if without is None else k + int(np.diff(without.indptr)[users].max(initial=0))
        popular = best(self.sold, longest)
        picks = Picks.empty(users.size, k)
        for row, user in enumerate(users.tolist()):
            items = popular
            if without is not None:
                items = popular[~np.isin(popular, without.indices[without.indptr[user] : without.indptr[user + 1]])]
            shown = items[:k]
            picks.items[row, : shown.size], picks.values[row, : shown.size] = shown, self.sold[shown]
        return picks


def _hits(items: Indices, users: Indices, truth: csr_array) -> Floats:
    """1 where a picked item was bought (users, k)."""
    shown = items != NONE
    hits = np.zeros(items.shape)
    for row, user in enumerate(users.tolist()):
        bought = truth.indices[truth.indptr[user] : truth.indptr[user + 1]]
        hits[row, shown[row]] = np.isin(items[row, shown[row]], bought)
    return hits


def _mean(figures: Floats, drawn: Indices) -> Estimate:
    return Estimate.of(float(figures.mean()), figures[drawn].mean(axis=1), 0.95)
