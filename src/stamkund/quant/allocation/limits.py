"""What limits a choice beside the budget: channel capacity, a keeper's hours, contact caps, least shares of a group.

Every limit has the form  Σ use_ij x_ij ≤ at_most_g  or  ≥ at_least_g  over the rows of group g. One `Limit` holds all
its groups (every keeper, every channel), so a hundred keepers cost no more than one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.ids import as_text, as_texts
from stamkund.quant.rows import Floats, Indices, RefusedError, as_finite, refuse, refuse_unequal

Bounds: TypeAlias = Mapping[Any, float] | float | None


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as its owner says it. `use` and `group` have one entry per row, in the order the choices were given.

    `use` is how much of the thing a row takes (1 for a contact, minutes for a keeper), 0 or more. Without `group` all
    rows are one; a row whose group is missing (None, not a number, "") counts nowhere. Bounds are a number for each
    group, or one for all of them; groups 1, 1.0 and "1" are the same.
    """

    name: str
    use: ArrayLike = 1.0
    group: ArrayLike | None = None
    at_most: Bounds = None
    at_least: Bounds = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A limit as arithmetic: the sum of `use` in `group` must not exceed `capacity`; least shares are negated."""

    names: tuple[str, ...]
    use: Floats
    group: Indices
    capacity: Floats

    @property
    def groups(self) -> int:
        return self.capacity.size

    @property
    def mean_use(self) -> float:
        """Of the rows that use it at all; 1 if none does."""
        users = np.count_nonzero(self.use)
        return float(np.abs(self.use).sum()) / users if users else 1.0

    def used(self, weight: Floats) -> Floats:
        """The sum over each group, rows weighted."""
        return np.bincount(self.group, self.use * weight, minlength=self.groups).astype(np.float64)

    def used_by(self, rows: Indices) -> Floats:
        """The sum over each group of the chosen rows."""
        return np.bincount(self.group[rows], self.use[rows], minlength=self.groups).astype(np.float64)


def as_resources(choices: Choices, budget: float, limits: tuple[Limit, ...]) -> tuple[Resource, ...]:
    """The budget, then every bound of every limit. Raises BadRowsError, RefusedError."""
    nowhere = np.zeros(choices.cost.size, dtype=np.intp)
    found = [Resource(("budget",), choices.cost, nowhere, np.array([budget]))]
    for limit in limits:
        found += _resources_of(choices, limit)
    return tuple(found)


def _resources_of(choices: Choices, limit: Limit) -> list[Resource]:
    use = as_finite(limit.use, f"use of {limit.name}")
    if np.ndim(limit.use) == 0:
        use = np.full(choices.cost.size, use[0])
    labels = np.full(choices.cost.size, limit.name) if limit.group is None else as_texts(limit.group)
    refuse_unequal(f"the choices and {limit.name}", choices.cost, use, labels)
    refuse(f"use of {limit.name} is negative", use < 0)
    use, labels = use[choices.row], labels[choices.row]
    found = []
    for sign, bounds in ((1.0, limit.at_most), (-1.0, limit.at_least)):
        if bounds is not None:
            found.append(_resource(limit, use, labels, bounds, sign))
    if not found:
        raise RefusedError(f"{limit.name} has neither at_most nor at_least")
    return [one for one in found if one.groups]


def _resource(limit: Limit, use: Floats, labels: NDArray[np.str_], bounds: Bounds, sign: float) -> Resource:
    there = [str(label) for label in np.unique(labels) if label]
    if isinstance(bounds, Mapping):
        bounds = _named(limit.name, bounds, there)
    else:
        bounds = dict.fromkeys(there, float(bounds or 0.0))
    if wrong := [label for label, bound in bounds.items() if not isfinite(bound) or bound < 0]:
        raise RefusedError(f"a bound of {limit.name} is negative or no number: {', '.join(wrong)}")
    known = sorted(bounds)
    group = np.searchsorted(known, labels) if known else np.zeros(labels.size, dtype=np.intp)
    group = np.minimum(group, max(len(known) - 1, 0))
    counts = np.array(known)[group] == labels if known else np.zeros(labels.size, dtype=bool)
    names = tuple(limit.name if limit.group is None else f"{limit.name} ({label})" for label in known)
    return Resource(names, sign * np.where(counts, use, 0.0), group, sign * np.array([bounds[one] for one in known]))


def _named(name: str, bounds: Mapping[Any, float], there: Sequence[str]) -> dict[str, float]:
    """Bounds by label. Raises RefusedError for a label that no row has, or that is bound twice."""
    found = {as_text(label): bound for label, bound in bounds.items()}
    if absent := sorted(found.keys() - set(there)):
        raise RefusedError(f"no row is in these groups of {name}: {', '.join(map(repr, absent))}")
    if len(found) < len(bounds):
        raise RefusedError(f"a group of {name} has two bounds: {', '.join(map(repr, bounds))}")
    return found
