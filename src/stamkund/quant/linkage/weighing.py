"""From evidence to match weights, with families in mind.

A pair can be three things: one person (M), two persons of one household (H), two strangers (N). Strangers agree on a
surname, an address, a telephone by chance only; a family agrees on all of them, and six agreeing fields are one fact.
Only what is a person's own (given name, birth, number, traits) tells M from H:

    odds(M : H) = odds of M among pairs whose shared fields alone would say yes × Π m/u over a person's own fields
    odds(M : N) = prior odds × Π m/u over all fields
    1/odds = 1/odds(M : H) + 1/odds(M : N)

Both prior odds are found by iteration: the share at which as many pairs are expected to match as the share says.
"""

from dataclasses import dataclass
from math import log2
from typing import Final

import numpy as np

from stamkund.quant.linkage.fields import TRAIT
from stamkund.quant.rows import Floats

OWN: Final = frozenset(("given", "birth", "number"))
"""Fields in which the members of a household differ as strangers do."""
ROUNDS: Final = 200
SETTLED: Final = 1e-9
RAREST: Final = 1e-12
CERTAIN: Final = 1000.0
"""Bits that no field outweighs."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Bits before any field is looked at: of one person against strangers, and against a family whose fields agree."""

    stranger: float
    family: float

    def weigh(self, evidence: Floats, own: Floats) -> Floats:
        """The match weight of pairs, from the bits of all their fields and of a person's own among them."""
        return -np.logaddexp2(-(evidence + self.stranger), -(own + self.family))

    def weigh_one(self, evidence: float, own: float) -> float:
        """The same for one pair."""
        stranger, family = evidence + self.stranger, own + self.family
        least = min(stranger, family)
        return least - log2(2 ** (least - stranger) + 2 ** (least - family))


def is_own(field: str) -> bool:
    """Whether a field is a person's own rather than a household's."""
    return field in OWN or field.startswith(TRAIT)


def chances(weight: Floats) -> Floats:
    """The probability that goes with a match weight."""
    return np.asarray(1.0 / (1.0 + np.exp2(-np.clip(weight, -1000.0, 1000.0))))


def settle(evidence: Floats, own: Floats, records: int) -> Prior:
    """Find both priors for the compared pairs of a base of so many records."""
    prior = Prior(_odds(min(1 / records, 0.5)), 0.0)
    for _ in range(ROUNDS):
        before, prior = prior, next_prior(evidence, own, records, prior)
        if abs(prior.stranger - before.stranger) <= SETTLED:
            break
    return prior


def settle_alone(evidence: Floats, records: int) -> Prior:
    """The prior against strangers where nothing is a person's own: to it a household is one person."""
    prior = settle(evidence, np.full_like(evidence, np.inf), records)
    return Prior(prior.stranger, CERTAIN)


def next_prior(evidence: Floats, own: Floats, records: int, prior: Prior) -> Prior:
    """The priors at which as many pairs match as these ones expect to."""
    matching = chances(prior.weigh(evidence, own))
    household = evidence - own + prior.stranger > 0
    among = (float(matching[household].sum()) + 1) / (int(household.sum()) + 2)
    share = min(max(float(matching.sum()) / (records * (records - 1) / 2), RAREST), 0.5)
    return Prior(_odds(share), _odds(among))


def _odds(share: float) -> float:
    return log2(share / (1.0 - share))
