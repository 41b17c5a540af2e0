"""From the dual's prices to a whole choice: take what is best at them, mend what breaks a limit, use what is left.

Mending and filling go by reduced value, the value less the price of what a row uses: at good prices the rows in
question differ little in it, so little is lost by choosing among them (Fisher 1981, section 4).
"""

from dataclasses import dataclass

import numpy as np

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.errors import InfeasibleError
from stamkund.quant.allocation.usage import NOTHING, Usage
from stamkund.quant.rows import Floats, Indices

ROUNDS = 200
"""Broken limits mended, one at a time."""
PASSES = 10


@dataclass(frozen=True, slots=True)
class Moves:
    """Every place a customer could go: all rows, and nothing."""

    customer: Indices
    row: Indices

    @classmethod
    def of(cls, choices: Choices) -> "Moves":
        nothing = np.full(choices.customers, NOTHING)
        return cls(
            np.concatenate([choices.customer, np.arange(choices.customers)]),
            np.concatenate([np.arange(choices.cost.size), nothing]),
        )


def best_rows(choices: Choices, reduced: Floats) -> Indices:
    """Each customer's row of highest reduced value, or nothing where none is above 0."""
    starts = choices.starts[:-1]
    best = np.maximum.reduceat(reduced, starts)
    place = np.where(reduced == np.repeat(best, np.diff(choices.starts)), np.arange(reduced.size), reduced.size)
    return np.where(best > 0, np.minimum.reduceat(place, starts), NOTHING)


def mend(usage: Usage, reduced: Floats) -> None:
    """Move customers, cheapest first per unit of relief, until every limit is met.

    Raises InfeasibleError with the limits that are left where no single move helps any more.
    """
    moves = Moves.of(usage.choices)
    for _ in range(ROUNDS):
        broken = usage.broken
        if not broken:
            return
        if not any(_relieve(usage, moves, reduced, *which) for which in broken):
            break
    if broken := usage.broken:
        names = [usage.resources[at].names[group] for at, group in broken]
        raise InfeasibleError("no whole choice was found that meets these limits", names)


def _relieve(usage: Usage, moves: Moves, reduced: Floats, at: int, group: int) -> bool:
    """Bring one limit back by moves that break no other; whether any was made."""
    one = usage.resources[at]
    takes = np.where(one.group == group, one.use, 0.0)
    relief = usage.amount(takes)[moves.customer] - _at(takes, moves.row)
    helps = np.flatnonzero(relief > 0)
    loss = usage.amount(reduced)[moves.customer[helps]] - _at(reduced, moves.row[helps])
    order = helps[np.argsort(loss / relief[helps], kind="stable")]
    moved: set[int] = set()
    for who, to in zip(moves.customer[order].tolist(), moves.row[order].tolist(), strict=True):
        if who not in moved and usage.fits(who, to):
            usage.move(who, to)
            moved.add(who)
            if usage.left[at][group] >= 0:
                break
    return bool(moved)


def fill(usage: Usage, reduced: Floats) -> None:
    """Move customers to what brings more, best reduced value first, while every limit is kept."""
    value = usage.choices.value
    for _ in range(PASSES):
        better = value - usage.amount(value)[usage.customer] > 0
        rows = np.flatnonzero(better)
        rows = rows[usage.may_fit(rows)]
        gain = reduced[rows] - usage.amount(reduced)[usage.customer[rows]]
        if not _take_better(usage, rows[np.argsort(-gain, kind="stable")]):
            return


def _take_better(usage: Usage, rows: Indices) -> bool:
    value, moved = usage.choices.value, False
    for who, to in zip(usage.customer[rows].tolist(), rows.tolist(), strict=True):
        now = usage.row[who]
        if value[to] > (value[now] if now >= 0 else 0.0) and usage.fits(who, to):
            usage.move(who, to)
            moved = True
    return moved


def _at(per_row: Floats, rows: Indices) -> Floats:
    """Something of each row, 0 for nothing."""
    return np.where(rows >= 0, per_row[rows], 0.0)
