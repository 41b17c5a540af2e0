"""What `renewal` sums up for a crowd, for one customer who may be in any phase: counted event by event.

With s the shape in phase 0 and A the scale, n events come until u to somebody in phase j with a probability of

    C(s+j, n) rho^n (1-rho)^(s+j),    C(s, n) = (s)_n/n!,    rho = z/(1+z),    z = u/A

and make i = (n+j)//k purchases, of which 1 + E[q] + … + E[q^(i-1)] come before the customer leaves. Since
1/(1-rho) = 1 + rho + rho^2 + …, a phase takes the shape of the next if what its events count for is summed up over n.
With all in the shape of the last, a question costs one power series in rho; what does not depend on time is kept.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import frexp, log1p, sqrt

import numpy as np
from scipy.linalg import solve_banded
from scipy.special import gammaln

from stamkund.quant.clv.arrays import Floats, Indices

MOST_EVENTS = 4_000
"""Sums over arrays of people take as long for more."""
UNTELLABLE = -650.0
"""Logarithm of a probability too small to count with."""
AT_ONCE = 32
"""rho^n is rho^(32 i) rho^j."""
SINGLY = np.arange(float(AT_ONCE))[:, None]


@dataclass(frozen=True, slots=True)
class Tally:
    """What every number of events counts for, times how likely it is at z = `farthest`.

    `counted` has a row per phase: purchases by number of events, pairs, and whether there is none. `shape` is that of
    the last phase, `by_blocks` how many events come before each AT_ONCE of them.
    """

    counted: Floats
    shape: float
    farthest: float
    by_blocks: Floats


def count_events(chances: Floats, shape: float, a: float, b: float, z: Floats) -> Floats | None:
    """E[N], E[N (N-1)] and P(N = 0) until each z, of somebody in phase 0, 1, … with these chances; z ascends.

    None if events are too many to count.
    """
    tally = _tally(shape, a, b, chances.size, 2.0 ** frexp(z[-1])[1]) if z[-1] > 0.0 else None
    if tally is None:
        return None
    waits = log1p(tally.farthest) - np.log1p(z)
    comes = np.log(z / tally.farthest) + waits
    within = (chances @ tally.counted).reshape(-1, AT_ONCE) @ np.exp(SINGLY * comes)
    blocks = within.reshape(3, -1, z.size) * np.exp(tally.by_blocks * comes + tally.shape * waits)
    return np.asarray(blocks.sum(axis=1), dtype=np.float64)


@lru_cache(maxsize=300)
def _tally(shape: float, a: float, b: float, k: int, farthest: float) -> Tally | None:
    last = shape + k - 1.0
    blocks = int(_events_at_most(last, farthest) / AT_ONCE) + 1
    if blocks * AT_ONCE > MOST_EVENTS or -last * log1p(farthest) < UNTELLABLE:
        return None
    n = np.arange(blocks * AT_ONCE)
    counted = np.array([_worth((n + j) // k, a, b) * _probability(n, shape + j, farthest) for j in range(k)])
    for j in range(1, k):
        counted[:j] = _in_next_shape(counted[:j], farthest)
    return Tally(counted.reshape(k, -1), last, farthest, n[::AT_ONCE, None].astype(np.float64))


def _events_at_most(shape: float, z: float) -> float:
    """As many come with a probability below 1e-10."""
    return shape * z + 6.0 * sqrt(shape * z * (1.0 + z)) + 20.0 * (1.0 + z)


def _worth(purchases: Indices, a: float, b: float) -> Floats:
    """Purchases made of as many that could come, twice the pairs among them, and whether none could."""
    m = np.arange(float(purchases[-1]))
    here = np.concatenate([[0.0, 1.0], np.cumprod((b + m) / (a + b + m))])
    pairs = 2.0 * np.arange(-1.0, here.size - 1.0) * here
    return np.array([np.cumsum(here)[purchases], np.cumsum(pairs)[purchases], purchases == 0])


def _probability(n: Indices, shape: float, z: float) -> Floats:
    choices = gammaln(shape + n) - gammaln(shape) - gammaln(n + 1.0)
    return np.asarray(np.exp(choices - n * log1p(1.0 / z) - shape * log1p(z)), dtype=np.float64)


def _in_next_shape(counted: Floats, z: float) -> Floats:
    """(1-rho) sum_i rho^(n-i) of what i events count for, along the last axis."""
    events = counted.shape[-1]
    sums = np.array([np.ones(events), np.full(events, -z / (1.0 + z))])
    return np.asarray(solve_banded((1, 0), sums, counted.reshape(-1, events).T / (1.0 + z)).T).reshape(counted.shape)
