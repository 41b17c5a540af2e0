"""Bases drawn from the models' own stories, so that what a fit should find is known.

All chance comes from the generator that is handed in: the same seed gives the same base.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace

import numpy as np

from stamkund.quant.clv.arrays import Floats
from stamkund.quant.clv.beta_geometric import BGNBD, MBGNBD
from stamkund.quant.clv.gamma_gamma import GammaGamma
from stamkund.quant.clv.pareto_nbd import ParetoNBD
from stamkund.quant.clv.purchase_days import ONE_DAY, PurchaseDays
from stamkund.quant.clv.regular import BGCNBD, MBGCNBD
from stamkund.quant.clv.season import Days, Season
from stamkund.quant.clv.transactions import TransactionModel

DAY = 1.0 / 7.0


@dataclass(frozen=True, kw_only=True)
class Story(ABC):
    """True parameters of buying and spending; how customers leave is told by the worlds. Gaps are Erlang-k."""

    r: float
    alpha: float
    k: int = 1
    p: float = 6.25
    q: float = 3.74
    gamma: float = 15.44

    @property
    @abstractmethod
    def model(self) -> TransactionModel:
        """The model that knows the truth."""

    @abstractmethod
    def leaving(self, n: int, chance: np.random.Generator) -> tuple[Floats, Floats, Floats]:
        """For n customers: alive after the first purchase? chance to leave at each later one; moment of leaving."""

    @property
    def spend(self) -> GammaGamma:
        return GammaGamma.with_parameters(p=self.p, q=self.q, gamma=self.gamma)


@dataclass(frozen=True, kw_only=True)
class World(Story):
    """Customers leave after a purchase; `birth` = 1 lets them after their first (MBG/NBD)."""

    a: float
    b: float
    birth: int

    @property
    def model(self) -> BGNBD:
        known = {"r": self.r, "alpha": self.alpha, "a": self.a, "b": self.b}
        if self.k > 1:
            return (MBGCNBD if self.birth else BGCNBD).with_parameters(**known, k=self.k)
        return (MBGNBD if self.birth else BGNBD).with_parameters(**known)

    def leaving(self, n: int, chance: np.random.Generator) -> tuple[Floats, Floats, Floats]:
        dropout = chance.beta(self.a, self.b, n)
        stays = (chance.random(n) >= dropout * self.birth).astype(np.float64)
        return stays, dropout, np.full(n, np.inf)


@dataclass(frozen=True, kw_only=True)
class QuietWorld(Story):
    """Customers leave in their own time (Pareto/NBD)."""

    s: float
    beta: float

    @property
    def model(self) -> ParetoNBD:
        return ParetoNBD.with_parameters(r=self.r, alpha=self.alpha, s=self.s, beta=self.beta)

    def leaving(self, n: int, chance: np.random.Generator) -> tuple[Floats, Floats, Floats]:
        rate = np.maximum(chance.gamma(self.s, 1 / self.beta, n), 1e-300)
        return np.ones(n), np.zeros(n), chance.exponential(1 / rate)


CDNOW = World(r=0.243, alpha=4.414, a=0.793, b=2.426, birth=0)
"""The published BG/NBD of CDNOW, in weeks."""
GROCERY = World(r=1.329, alpha=2.813, a=0.425, b=0.790, birth=1, k=2)
"""The MBG/CNBD-2 of BTYDplus's online grocer, in weeks."""


@dataclass(frozen=True)
class Base:
    """What was seen until T, m over all purchases, and the discounted money and purchases of the time after it."""

    x: Floats
    t_x: Floats
    T: Floats
    m: Floats
    litt: Floats
    later_purchases: Floats
    later_money: Floats


def simulate(
    world: Story, T: Floats, horizon: float, discount: float, chance: np.random.Generator, *, grid: float = 0.0
) -> Base:
    """Live from the first purchase to T + horizon.

    With a `grid` (DAY), purchases fall at the end of their step and those of one step are one; T must lie on it.
    """
    n = T.size
    rate, (stays, dropout, gone_at) = chance.gamma(world.r, 1 / world.alpha, n), world.leaving(n, chance)
    nu = chance.gamma(world.q, 1 / world.gamma, n)
    x, t_x, t, day, litt, later, money = (np.zeros(n) for _ in range(7))
    total = chance.gamma(world.p, 1 / nu)
    here = np.flatnonzero(stays)
    while here.size:
        t[here] += chance.gamma(world.k, 1 / np.maximum(rate[here], 1e-300))
        here = here[t[here] < np.minimum(T[here] + horizon, gone_at[here])]
        before, day[here] = day[here], _on_grid(t[here], grid)
        spend, new = chance.gamma(world.p, 1 / nu[here]), day[here] > before
        seen = day[here] <= T[here]
        x[here] += seen & new
        litt[here] += np.log(np.where(seen & new, day[here] - before, 1.0))
        t_x[here] = np.where(seen, day[here], t_x[here])
        total[here] += np.where(seen, spend, 0.0)
        later[here] += ~seen & new
        money[here] += np.where(seen, 0.0, spend * np.exp(-discount * (day[here] - T[here])))
        here = here[chance.random(here.size) >= dropout[here]]
    return Base(x, t_x, T, total / (x + 1), litt, later, money)


def simulate_log(
    world: Story, first_on: Days, until: np.datetime64, season: Season, chance: np.random.Generator
) -> PurchaseDays:
    """Who bought on which day, when everybody's rate follows the season; in weeks, one customer per first day."""
    days = np.arange(first_on.min(), until + ONE_DAY)
    clock, n = season(days), first_on.size
    rate, (stays, dropout, _) = chance.gamma(world.r, 1 / world.alpha, n), world.leaving(n, chance)
    t, who, on = season(first_on), [np.arange(n)], [first_on]
    here = np.flatnonzero(stays)
    while here.size:
        t[here] += chance.gamma(world.k, 1 / np.maximum(rate[here], 1e-300))
        here = here[t[here] < clock[-1]]
        who.append(here)
        on.append(days[np.searchsorted(clock, t[here])])
        here = here[chance.random(here.size) >= dropout[here]]
    return PurchaseDays.sort(np.concatenate(who), np.concatenate(on))


def cdnow_base(customers: int, chance: np.random.Generator) -> Base:
    """Customers as CDNOW's, in weeks on the grid of days, first seen 1 to 730 days ago: what benchmarks fit."""
    return simulate(CDNOW, chance.integers(1, 731, customers) / 7.0, 0.0, 0.0, chance, grid=DAY)


def grocery_base(customers: int, k: int, chance: np.random.Generator) -> Base:
    """Customers as an online grocer's, k times as regular as by chance, first seen 1 to 730 days ago."""
    world = replace(GROCERY, k=k)
    return simulate(world, chance.integers(1, 731, customers) / 7.0, 0.0, 0.0, chance, grid=DAY)


def _on_grid(t: Floats, grid: float) -> Floats:
    """Days counted in weeks come as k/7, as the models' own grids have them."""
    return np.asarray(np.ceil(t / grid) / np.rint(1.0 / grid) if grid else t, dtype=np.float64)
