"""Permanent hold-outs: every customer has one uniform number per experiment, computed, never stored.

    u = first 53 bits of BLAKE2b(experiment, customer; key = salt) / 2^53

The number depends on nothing but these three: not on when, where or in which order it is asked. Raising the share keeps
everybody who was held out before; another experiment shuffles anew. Experiment and customer are hashed with their
lengths, so that ("ab", "c") and ("a", "bc") are different people.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from stamkund.quant.rows import Flags, Floats
from stamkund.quant.uplift.errors import BadDesignError

BITS = 53
"""As many as a float holds exactly."""


def uniforms(customers: Iterable[object], experiment: str, salt: str) -> Floats:
    """The number in [0, 1) of each customer, in the order given. The salt, at most 64 bytes, is the company's own."""
    key, name = salt.encode(), experiment.encode()
    if not 0 < len(key) <= blake2b.MAX_KEY_SIZE:
        raise BadDesignError(f"the salt must have 1 to {blake2b.MAX_KEY_SIZE} bytes, not {len(key)}")
    begun = blake2b(len(name).to_bytes(8, "big") + name, digest_size=8, key=key)
    return np.array([_uniform(begun.copy(), str(customer).encode()) for customer in customers], dtype=np.float64)


def _uniform(hashed: blake2b, customer: bytes) -> float:
    hashed.update(len(customer).to_bytes(8, "big") + customer)
    return float((int.from_bytes(hashed.digest(), "big") >> (64 - BITS)) / 2**BITS)


def held_out(customers: Iterable[object], experiment: str, salt: str, share: float) -> Flags:
    """Whether each customer belongs to the share that is left alone."""
    if not 0 <= share <= 1:
        raise BadDesignError(f"the share held out must lie between 0 and 1, not {share}")
    return uniforms(customers, experiment, salt) < share


def assign(customers: Iterable[object], experiment: str, salt: str, shares: Mapping[str, float]) -> NDArray[np.str_]:
    """The arm of each customer, given the arms' shares in a fixed order, adding up to 1."""
    ends = np.cumsum(list(shares.values()))
    if not (ends.size and min(shares.values()) >= 0 and abs(ends[-1] - 1) <= 1e-9):
        raise BadDesignError("the shares of the arms must be positive and add up to 1")
    arm = np.searchsorted(ends[:-1], uniforms(customers, experiment, salt), side="right")
    return np.array(list(shares), dtype=np.str_)[arm]
