"""A choice in the making under many limits: what each customer has, and how much of each resource is left."""

from collections.abc import Sequence

import numpy as np

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.greedy import ROUNDING
from stamkund.quant.allocation.limits import Resource
from stamkund.quant.rows import Flags, Floats, Indices

NOTHING = -1


class Usage:
    """The row of each customer (`NOTHING` for none) and `left` of each resource, below 0 where a limit is broken."""

    def __init__(self, choices: Choices, resources: Sequence[Resource], row: Indices) -> None:
        self.choices, self.resources, self.row = choices, resources, row
        self.customer = choices.customer
        chosen = row[row >= 0]
        self.room = [one.capacity + ROUNDING * np.abs(one.capacity) for one in resources]
        self.left = [room - one.used_by(chosen) for room, one in zip(self.room, resources, strict=True)]
        self._use = [one.use.tolist() for one in resources]
        self._group = [one.group.tolist() for one in resources]

    def amount(self, per_row: Floats) -> Floats:
        """Something of each row, as it is for each customer now; 0 for nothing."""
        return np.where(self.row >= 0, per_row[self.row], 0.0)

    @property
    def broken(self) -> list[tuple[int, int]]:
        """Resource and group of each limit that is not met."""
        return [(at, int(group)) for at, left in enumerate(self.left) for group in np.flatnonzero(left < 0)]

    def fits(self, customer: int, to: int) -> bool:
        """Whether a move breaks no limit further."""
        now = int(self.row[customer])
        for left, use, group in zip(self.left, self._use, self._group, strict=True):
            if now >= 0 and to >= 0 and group[now] == group[to]:
                more = use[to] - use[now]
                if more > 0 and more > left[group[to]]:
                    return False
                continue
            if to >= 0 and use[to] > 0 and use[to] > left[group[to]]:
                return False
            if now >= 0 and use[now] < 0 and -use[now] > left[group[now]]:
                return False
        return True

    def move(self, customer: int, to: int) -> None:
        """Give a customer another row, or nothing."""
        for left, use, group in zip(self.left, self._use, self._group, strict=True):
            if (now := int(self.row[customer])) >= 0:
                left[group[now]] += use[now]
            if to >= 0:
                left[group[to]] -= use[to]
        self.row[customer] = to

    def may_fit(self, rows: Indices) -> Flags:
        """Whether moving to each row, alone, breaks no limit of what it takes; what it gives up is not looked at."""
        fine = np.ones(rows.size, dtype=bool)
        for one, left in zip(self.resources, self.left, strict=True):
            now = self.row[self.customer[rows]]
            same = (now >= 0) & (one.group[now] == one.group[rows])
            more = one.use[rows] - np.where(same, one.use[now], 0.0)
            fine &= (more <= 0) | (more <= left[one.group[rows]])
        return fine
