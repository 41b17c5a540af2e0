"""What is new, and because of what."""

import sys
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from scipy.sparse import csr_array

from stamkund.quant.recommendation import (
    AlternatingLeastSquares,
    BadRowsError,
    Because,
    CoPurchase,
    Discover,
    Ease,
    ItemModel,
    MissingExtraError,
    Picks,
    Purchases,
    RefusedError,
    Seasons,
    TimeSplit,
    TwoLists,
    evaluate,
)
from tests.quant.recommendation.conftest import village

MODELS = [Ease(10.0), CoPurchase(), AlternatingLeastSquares(factors=8)]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)


def at_random(chance: np.random.Generator, users: int = 200, items: int = 30) -> csr_array:
    return csr_array((chance.random((users, items)) < 0.2).astype(float))


def test_ease_is_the_least_squares_solution_it_claims_to_be(chance: np.random.Generator) -> None:
    """For each item: a ridge regression on all others."""
    bought = at_random(chance)
    weights = np.asarray(Ease(7.0).fit(bought).weights_)
    X = bought.toarray()
    for item in (0, 11, 29):
        others = np.delete(np.arange(30), item)
        gram = X[:, others].T @ X[:, others] + 7.0 * np.eye(29)
        assert weights[others, item] == pytest.approx(np.linalg.solve(gram, X[:, others].T @ X[:, item]))
        assert weights[item, item] == 0


def test_co_purchase_by_hand() -> None:
    """Three buyers of both, four and five in all: 3/(sqrt(20) + 10)."""
    bought = csr_array(np.array([[1, 1, 0], [1, 1, 0], [1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 1, 1]], dtype=float))
    weights = CoPurchase().fit(bought).weights_
    assert isinstance(weights, csr_array)
    assert weights[0, 1] == weights[1, 0] == pytest.approx(3 / (np.sqrt(20) + 10))
    assert weights[0, 0] == 0


def test_each_item_keeps_its_nearest_only(chance: np.random.Generator) -> None:
    weights = CoPurchase(neighbours=5, shrink=1.0).fit(at_random(chance)).weights_
    assert isinstance(weights, csr_array)
    full = CoPurchase(neighbours=29, shrink=1.0).fit(at_random(np.random.default_rng(20261125))).weights_
    assert isinstance(full, csr_array)
    kept, everything = weights.toarray(), full.toarray()
    for item in range(30):
        assert 5 <= (kept[:, item] > 0).sum() <= 8
        assert kept[:, item].max() == everything[:, item].max()


@every_model
def test_reasons_add_up_to_the_score(model: ItemModel, chance: np.random.Generator) -> None:
    bought = at_random(chance)
    score = model.fit(bought).score(np.arange(200))
    for user, item in ((3, 4), (50, 0), (199, 29)):
        because = model.because(user, item, number=30)
        own = bought[[user]].indices
        assert set(because.items.tolist()) <= set(own.tolist())
        assert (np.diff(because.weights) <= 0).all()
        against = score[user, item] - because.weights.sum()
        tolerance = 0.05 if isinstance(model, AlternatingLeastSquares) else 1e-9
        assert against <= tolerance  # what speaks against an item is no reason for it


@every_model
def test_what_is_new_to_the_odd_is_odd(model: ItemModel, chance: np.random.Generator) -> None:
    """The village's odd customers buy odd things only, and get odd things recommended."""
    split = TimeSplit.at(village(chance, customers=150), 180.0)
    users = np.arange(split.history.shape[0])
    picks = Discover(model).fit(split.history, 180.0).recommend(users, 5)
    parity = split.history.users % 2
    assert (split.history.items[picks.items] % 2 == parity[:, None]).mean() > 0.99
    bought = split.history.bought.toarray() > 0
    assert not np.take_along_axis(bought, picks.items, 1).any()


def test_what_is_sold_now_comes_first() -> None:
    """Two items with the same buyers, one sold in spring, one this week."""
    spring, now = [(user, "spring", 10.0 + user) for user in range(20)], [(user, "now", 190.0) for user in range(20)]
    bread = [(user, "bread", 100.0) for user in range(21)]
    history = Purchases.check(*(np.array(column) for column in zip(*spring, *now, *bread, strict=True)))
    stranger_to_both = int(np.flatnonzero(history.users == 20)[0])
    discover = Discover(CoPurchase(shrink=0.0)).fit(history, 200.0)
    picks = discover.recommend(np.array([stranger_to_both]), 2)
    assert history.items[picks.items[0]].tolist() == ["now", "spring"]
    factor = dict(zip(history.items.tolist(), Seasons.of(history, 200.0).factor.tolist(), strict=True))
    assert factor["now"] > 3
    assert factor["spring"] < 1
    because = discover.because(stranger_to_both, int(picks.items[0, 0]))
    assert history.items[because.items].tolist() == ["bread"]


def test_who_has_no_history_that_speaks_gets_what_is_sold_lately() -> None:
    history = Purchases.check(["a", "b", "b", "c", "c"], ["odd", "oil", "wax", "oil", "brush"], [1, 2, 3, 90, 80])
    discover = Discover(CoPurchase()).fit(history, 100.0)
    picks = discover.recommend(np.array([0]), 3)
    assert history.items[picks.items[0]].tolist() == ["oil", "brush", "wax"]
    assert picks.values.tolist() == [[0, 0, 0]]
    assert discover.because(0, int(picks.items[0, 0])).items.size == 0
    assert history.items[discover.recommend_strangers(2).items[0]].tolist() == ["oil", "brush"]


def test_what_is_excluded_is_in_neither_list() -> None:
    history = Purchases.check(["a", "a", "b", "b", "b"], ["oil", "wax", "oil", "wax", "brush"], [1, 2, 1, 2, 3])
    lists, everybody = TwoLists.fit(history, 10.0), np.arange(2)
    excluded = history.items == "brush"
    assert lists.new(everybody[:1], 1, excluded).items.tolist() == [[-1]]
    excluded = history.items == "oil"
    assert 1 not in lists.again(everybody, 3, excluded).items
    assert 1 not in lists.everything(everybody, 3, excluded).items
    assert 1 not in lists.discover.recommend_strangers(3, excluded).items


def oil_wax_and_brush() -> tuple[Purchases, TwoLists]:
    history = Purchases.check(["a", "a", "b", "b", "b"], ["oil", "wax", "oil", "wax", "brush"], [1, 2, 1, 2, 3])
    return history, TwoLists.fit(history, 10.0)


def test_users_may_be_a_list_and_those_there_are_none_of_are_named() -> None:
    _history, lists = oil_wax_and_brush()
    for ask in (lists.again, lists.new, lists.everything, lists.discover.recommend):
        assert ask([0, 1], 2).items.tolist() == ask(np.arange(2), 2).items.tolist()
        assert ask([], 2).items.shape == (0, 2)
        for users in ([0, -1], [0, 2]):
            with pytest.raises(BadRowsError, match="no such user: they are numbered from 0 to 1: row 1"):
                ask(users, 2)
        with pytest.raises(RefusedError, match=r"by their number in Purchases.users, not by <U1"):
            ask(["a"], 2)


def test_exclusions_are_yes_or_no_for_each_item() -> None:
    history, lists = oil_wax_and_brush()
    no_oil = history.items == "oil"
    lists_of_users = lists.again, lists.new, lists.everything, lists.discover.recommend
    asks: list[Callable[..., Picks]] = [partial(ask, [0, 1]) for ask in lists_of_users]
    for ask in (*asks, lists.discover.recommend_strangers):
        wanted = ask(3, excluded=no_oil).items.tolist()
        assert ask(3, excluded=no_oil.astype(int)).items.tolist() == ask(3, excluded=no_oil.tolist()).items.tolist()
        assert ask(3, excluded=no_oil.astype(int)).items.tolist() == wanted
        for excluded in ([1], [0, 1, 2], ["oil", "wax", "brush"]):
            with pytest.raises(RefusedError, match="excluded must say yes or no"):
                ask(3, excluded=excluded)


def test_large_catalogues_take_als_and_say_so_where_it_is_missing(
    chance: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stamkund.quant.recommendation.discover.MOST_ITEMS", 20)
    history = village(chance, customers=40)
    assert isinstance(Discover().fit(history, 200.0).model_, AlternatingLeastSquares)
    monkeypatch.setitem(sys.modules, "implicit.cpu", None)
    poor = Discover().fit(history, 200.0)
    assert isinstance(poor.model_, CoPurchase)
    assert poor.doubts_ == ("co_purchase_instead",)
    with pytest.raises(MissingExtraError, match=r"pip install 'stamkund\[ml\]'"):
        AlternatingLeastSquares().fit(history.bought)


def test_neither_list_depends_on_the_order_of_the_rows(chance: np.random.Generator) -> None:
    everything = village(chance, customers=60)
    order = chance.permutation(everything.user.size)
    shuffled = Purchases.check(*(column[order] for column in (everything.user, everything.item, everything.day)))
    users = np.arange(60)
    one, other = (TwoLists.fit(purchases, 200.0).everything(users, 12) for purchases in (everything, shuffled))
    assert one.items.tolist() == other.items.tolist()


def test_the_village_is_foretold_better_than_by_popularity(chance: np.random.Generator) -> None:
    split = TimeSplit.at(village(chance), 180.0)
    found = evaluate(TwoLists.fit(split.history, 180.0), split, 5)
    assert found.everything.recall is not None
    assert found.popular_everything.recall is not None
    assert found.everything.recall.low > 3 * found.popular_everything.recall.high
    assert (found.new.recall, found.new.users) == (None, 0)


def test_only_what_speaks_for_an_item_is_a_reason() -> None:
    because = Because.most(np.array([4, 7, 9]), np.array([0.1, -0.2, 0.3]), 3)
    assert because.items.tolist() == [9, 4]
