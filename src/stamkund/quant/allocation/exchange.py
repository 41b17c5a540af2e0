"""The last crowns: one customer gets more, another a little less, where together they fit and gain.

A local search by exchanges of two over the *core*, the rows that cost least against their customer's best at the shadow
price (Balas & Zemel 1980; Pisinger 1995 for multiple choice): all others are settled by the linear programme. For every
row that would bring more, the cheapest sacrifice that makes room is found by a search in sorted order, so a pass over
m rows takes m log m.
"""

from dataclasses import dataclass

import numpy as np

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.greedy import Plan
from stamkund.quant.rows import Floats, Indices

CORE = 20_000
"""Rows looked at."""
PASSES = 200
"""Exchanges made at most."""


@dataclass(frozen=True, slots=True)
class Core:
    """The rows in question, "nothing" (row -1) among them: whose, what they cost and bring."""

    customer: Indices
    row: Indices
    cost: Floats
    value: Floats

    @classmethod
    def of(cls, choices: Choices, plan: Plan, price: float) -> "Core":
        """The rows that lose least, at the shadow price, against what their customer has now."""
        customer = choices.customer
        cost, value = plan.cost_and_value(choices)
        loss = (value - price * cost)[customer] - (choices.value - price * choices.cost)
        near = np.arange(loss.size) if loss.size <= CORE else np.argpartition(loss, CORE)[:CORE]
        near = np.sort(near)
        owners = np.unique(customer[near])
        nothing = np.full(owners.size, -1)
        return cls(
            np.concatenate([customer[near], owners]),
            np.concatenate([near, nothing]),
            np.concatenate([choices.cost[near], np.zeros(owners.size)]),
            np.concatenate([choices.value[near], np.zeros(owners.size)]),
        )


def exchange(plan: Plan, choices: Choices, core: Core, bound: float, enough: float) -> None:
    """Better the plan until no exchange of two gains, or it lies within `enough` of the bound."""
    cost, value = plan.cost_and_value(choices)
    total = float(value.sum())
    for _ in range(PASSES):
        if bound - total <= enough:
            return
        dearer, better = core.cost - cost[core.customer], core.value - value[core.customer]
        gain, moves = _best_exchange(core.customer, dearer, better, plan.left)
        if gain <= 0:
            return
        for at in moves:
            who = core.customer[at]
            plan.left -= float(dearer[at])
            plan.row[who], cost[who], value[who] = core.row[at], core.cost[at], core.value[at]
        total += gain


def _best_exchange(customer: Indices, dearer: Floats, better: Floats, left: float) -> tuple[float, tuple[int, ...]]:
    """The gain of the best move alone or of two, and the places in the core that are moved to."""
    gives = np.flatnonzero((dearer < 0) & (better <= 0))
    gives = gives[np.argsort(-dearer[gives], kind="stable")]
    relief, loss = -dearer[gives], -better[gives]
    cheapest = _last_best(loss)
    asks = np.flatnonzero((better > 0) & (dearer <= left + (relief[-1] if relief.size else 0.0)))
    if not asks.size:
        return 0.0, ()
    alone = dearer[asks] <= left
    gain = np.where(alone, better[asks], 0.0)
    partner = np.full(asks.size, -1)
    if relief.size:
        needs = np.searchsorted(relief, dearer[asks] - left)
        possible = ~alone & (needs < relief.size)
        giver = cheapest[np.minimum(needs, relief.size - 1)]
        possible &= customer[gives[giver]] != customer[asks]
        gain = np.where(possible, better[asks] - loss[giver], gain)
        partner = np.where(possible, gives[giver], -1)
    best = int(gain.argmax())
    moves = (int(asks[best]), int(partner[best]))
    return float(gain[best]), moves if moves[1] >= 0 else moves[:1]


def _last_best(loss: Floats) -> Indices:
    """For each place the place of the smallest loss from there to the end."""
    if not loss.size:
        return np.empty(0, dtype=np.intp)
    smallest = np.minimum.accumulate(loss[::-1])[::-1]
    place = np.where(loss == smallest, np.arange(loss.size), loss.size)
    return np.minimum.accumulate(place[::-1])[::-1]
