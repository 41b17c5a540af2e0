"""What moved customer equity between two days, under one model: a bridge whose parts add up exactly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stamkund.quant.clv import Values
from stamkund.quant.clv.arrays import Floats
from stamkund.valuation.base import Base
from stamkund.valuation.rules import LIKELY_ALIVE


@dataclass(frozen=True, slots=True)
class BridgePart:
    """Money moved, and by how many customers."""

    amount: float
    customers: int


def bridge(before: Base, values_before: Values, now: Base, values_now: Values, every: int) -> dict[str, BridgePart]:
    """Acquired: first purchase. Grown: bought again. Lost: fell below even odds of being alive. Decayed: time passed.

    `before` may hold every k-th customer only; the parts are scaled up then.
    """
    chosen = now.party % every == 0
    party, clv = now.party[chosen], values_now.clv[chosen]
    clv_before, alive_before = aligned(party, before.party, values_before.clv, values_before.probability_alive)
    known = ~np.isnan(clv_before)
    bought = known & (now.last_on[chosen] > np.datetime64(before.as_of, "D"))
    fell = (alive_before >= LIKELY_ALIVE) & (values_now.probability_alive[chosen] < LIKELY_ALIVE)
    lost = known & ~bought & fell
    moved = clv - np.nan_to_num(clv_before)
    groups = {"acquired": ~known, "grown": bought, "decayed": known & ~bought & ~lost, "lost": lost}
    return {
        name: BridgePart(round(float(moved[group].sum()) * every, 2), int(group.sum()) * every)
        for name, group in groups.items()
    }


def aligned(party: NDArray[np.int64], known: NDArray[np.int64], *columns: Floats) -> list[Floats]:
    """Columns of `known` parties (sorted) in the order of `party`; NaN for who is not among them."""
    if not known.size:
        return [np.full(party.size, np.nan) for _ in columns]
    place = np.minimum(np.searchsorted(known, party), known.size - 1)
    found = known[place] == party
    return [np.where(found, column[place], np.nan) for column in columns]
