"""The lists of ``stamkund quant recommend`` row by row, each with its reason in facts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from stamkund.quant.recommendation import NONE, Picks, Purchases, TwoLists
from stamkund.quant.rows import Indices


def lists_as_rows(lists: TwoLists, history: Purchases, k: int) -> dict[str, NDArray[Any]]:
    """One row per user, list and rank.

    Replenish has `times`, `every` (blank after one day) and `since`; discover has `because`, the user's own items that
    speak for this one.
    """
    users = np.arange(history.shape[0])
    again, new = lists.again(users, k), lists.new(users, k)
    user, rank, item, value = (np.concatenate(columns) for columns in zip(_shown(again), _shown(new), strict=True))
    replenish = np.arange(user.size) < np.count_nonzero(again.items != NONE)
    order = np.lexsort((rank, ~replenish, user))
    user, rank, item, value = (column[order] for column in (user, rank, item, value))
    replenish = replenish[order]
    ids = {"user": history.users[user], "item": history.items[item]}
    return {
        "user": ids["user"].astype(object),
        "list": np.where(replenish, "replenish", "discover").astype(object),
        "rank": rank + 1,
        "item": ids["item"].astype(object),
        "value": value,
        **_habits(lists, user, item, replenish),
        "because": _because(lists, history, user, item, ~replenish & (value > 0)),
    }


def _shown(picks: Picks) -> tuple[Indices, Indices, Indices, NDArray[Any]]:
    """User, rank, item and value of everything that was picked."""
    user, rank = np.nonzero(picks.items != NONE)
    return user, rank, picks.items[user, rank], picks.values[user, rank]


def _habits(lists: TwoLists, user: Indices, item: Indices, replenish: NDArray[np.bool_]) -> dict[str, NDArray[Any]]:
    times, since, every = np.zeros(user.size, dtype=int), np.zeros(user.size, dtype=int), np.zeros(user.size)
    for row in np.flatnonzero(replenish).tolist():
        habit = lists.replenish.because(int(user[row]), int(item[row]))
        times[row], since[row], every[row] = habit.times, habit.since, habit.every or 0.0
    return {
        "times": np.ma.masked_array(times, ~replenish),
        "every": np.ma.masked_array(every, every == 0),
        "since": np.ma.masked_array(since, ~replenish),
    }


def _because(
    lists: TwoLists, history: Purchases, user: Indices, item: Indices, found: NDArray[np.bool_]
) -> NDArray[Any]:
    because = np.full(user.size, "", dtype=object)
    for row in np.flatnonzero(found).tolist():
        reason = lists.discover.because(int(user[row]), int(item[row]))
        because[row] = "; ".join(map(str, history.items[reason.items].tolist()))
    return because
