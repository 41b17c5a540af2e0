"""The Lagrangean dual of a choice with many limits, smoothed.

    D(mu) = Σ_g cap_g mu_g + Σ_i max(0, max_j r_ij),    r_ij = v_ij − Σ_g use_ij,g mu_g,    mu ≥ 0

bounds every whole choice for any mu, and its least value is the optimum of the linear programme (Everett 1963; Fisher
1981). The maxima are smoothed by soft-max, T ln(1 + Σ_j exp(r_ij/T)), which lies above by at most T ln(1 + actions) a
customer (Nesterov 2005), so that L-BFGS can descend; the temperature T then falls and every descent begins where the
last one ended. The bound that is reported is never the smoothed one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from stamkund.quant.allocation.choices import Choices
from stamkund.quant.allocation.limits import Resource
from stamkund.quant.rows import Floats

TEMPERATURES = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
"""As parts of the mean value."""
STEPS = 300
DIVERGED = 1e6
"""A multiplier of so many mean values a unit is on its way to infinity."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What a unit of each resource is worth (one array per resource), the bound they prove, the reduced values."""

    multipliers: tuple[Floats, ...]
    bound: float
    reduced: Floats


class Dual:
    """The dual of `value` over resources; multipliers are kept in units in which they are near 1."""

    def __init__(self, choices: Choices, value: Floats, resources: Sequence[Resource], most: float = DIVERGED) -> None:
        self.choices, self.value, self.resources, self.most = choices, value, resources, most
        self.scale = float(np.abs(value).mean()) or 1.0
        self.unit = [self.scale / one.mean_use for one in resources]
        self.ends = np.cumsum([one.groups for one in resources])
        self.widths = np.diff(choices.starts)

    def solve(self) -> Prices:
        """Descend from no prices at all; the best bound met on the way."""
        at = np.zeros(int(self.ends[-1]))
        best, least = at, self.bound(at)
        for temperature in TEMPERATURES:
            found = minimize(
                self._smoothed,
                at,
                args=(temperature * self.scale,),
                jac=True,
                method="L-BFGS-B",
                bounds=[(0.0, self.most)] * at.size,
                options={"maxiter": STEPS, "ftol": 1e-15, "gtol": 1e-12},
            )
            at = np.asarray(found.x, dtype=np.float64)
            if (bound := self.bound(at)) < least:
                best, least = at, bound
        return Prices(self._multipliers(best), least, self.reduced(best))

    def bound(self, point: Floats) -> float:
        """D itself."""
        best = np.maximum(np.maximum.reduceat(self.reduced(point), self.choices.starts[:-1]), 0.0)
        return self._rent(point) + float(best.sum())

    def reduced(self, point: Floats) -> Floats:
        """Value of each row less the price of what it uses."""
        left = self.value
        for one, price in zip(self.resources, self._multipliers(point), strict=True):
            left = left - one.use * price[one.group]
        return left

    def _multipliers(self, point: Floats) -> tuple[Floats, ...]:
        parts = np.split(point, self.ends[:-1])
        return tuple(unit * part for unit, part in zip(self.unit, parts, strict=True))

    def _rent(self, point: Floats) -> float:
        prices = self._multipliers(point)
        return sum(float(one.capacity @ price) for one, price in zip(self.resources, prices, strict=True))

    def _smoothed(self, point: Floats, temperature: float) -> tuple[float, Floats]:
        """The smoothed dual per mean value and customer, and its gradient."""
        heat = self.reduced(point) / temperature
        starts = self.choices.starts[:-1]
        top = np.maximum(np.maximum.reduceat(heat, starts), 0.0)
        weight = np.exp(heat - np.repeat(top, self.widths))
        total = np.add.reduceat(weight, starts) + np.exp(-top)
        weight /= np.repeat(total, self.widths)
        value = self._rent(point) + temperature * float((top + np.log(total)).sum())
        slope = np.concatenate(
            [unit * (one.capacity - one.used(weight)) for unit, one in zip(self.unit, self.resources, strict=True)]
        )
        size = self.scale * self.choices.customers
        return value / size, slope / size


def lowest_prices(choices: Choices, resources: Sequence[Resource], prices: Prices) -> tuple[Floats, ...]:
    """The multipliers; of what there is none of, the lowest that proves the bound, for any higher one does too.

    That is the steepest step from what does not need it to a row that does: what the first unit would bring.
    """
    reduced, found = prices.reduced, []
    for one, price in zip(resources, prices.multipliers, strict=True):
        needs = (one.capacity == 0)[one.group] & (one.use > 0)
        group, use = one.group[needs], one.use[needs]
        without = np.maximum.reduceat(np.where(needs, 0.0, reduced), choices.starts[:-1])
        gain = reduced[needs] + use * price[group] - np.maximum(without, 0.0)[choices.customer[needs]]
        low = np.where(one.capacity == 0, 0.0, price)
        np.maximum.at(low, group, gain / use)
        reduced = reduced.copy()
        reduced[needs] += use * (price - low)[group]
        found.append(low)
    return tuple(found)
