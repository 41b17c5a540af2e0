"""What agreement on a person's own fields says, learnt again where families are.

Expectation maximisation with two classes, matches and strangers, takes father and son of one name and address for one
person whose birth date is often wrong, and so learns that a wrong birth date means little. With the household as a
third class (`weighing`) they are what two members of a family agree on by chance. Each round weighs the pairs, then
sets m of a level to its share among the pairs, each counted by its probability of being one person (Dempster, Laird &
Rubin 1977); what was known before counts as one pair more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self, TypeAlias

import numpy as np

from stamkund.quant.linkage.weighing import ROUNDS, SETTLED, Prior, chances, next_prior, settle, settle_alone
from stamkund.quant.rows import Floats, Indices

UNKNOWN: Final = -1
HOPELESS: Final = -30.0
"""Weight (bits) from which on a stranger need not be looked at again."""

SELDOM: Final = 0.05
"""m of unlike to begin with, at most: of the two ways to see father and son, the one that tells them apart."""


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of a person's own: the level each pair reaches (-1 where it is not known), and m of the levels."""

    name: str
    level: Indices
    m: Floats

    @classmethod
    def read(cls, name: str, bits: Floats, m: Floats, u: Floats) -> Self:
        """From the bits that the levels weigh: log2(m/u), and 0 where the field is not known."""
        of_level = np.log2(m) - np.log2(u)
        level = np.abs(bits[:, None] - of_level).argmin(axis=1)
        return cls(name, np.where(bits == 0.0, UNKNOWN, level), m)

    def where(self, chosen: Indices) -> Self:
        """The same of some of the pairs."""
        return replace(self, level=self.level[chosen])

    def trusting(self) -> Self:
        """With the belief that one person is seldom unlike."""
        m = self.m.copy()
        m[-1] = min(m[-1], SELDOM)
        return replace(self, m=m / m.sum())

    def learn(self, matching: Floats) -> Self:
        """With m as found among pairs that are one person with these probabilities."""
        known = self.level >= 0
        counts = np.bincount(self.level[known], matching[known], self.m.size) + self.m / self.m.sum()
        return replace(self, m=counts / counts.sum())

    def bits_beyond(self, other: Self) -> Floats:
        """How much more each pair weighs than with the m of another."""
        return np.where(self.level >= 0, (np.log2(self.m) - np.log2(other.m))[self.level], 0.0)


OwnFields: TypeAlias = Sequence[OwnField]


def learn_own(evidence: Floats, own: Floats, fields: OwnFields, records: int) -> tuple[Prior, OwnFields]:
    """The priors and m of the fields that fit each other, from the bits of all fields and of a person's own.

    m stays as it was where families are few: where the shared fields agree, most pairs are one person. Without a field
    of a person's own a household is one person.
    """
    if not fields:
        return settle_alone(evidence, records), fields
    trusting = [field.trusting() for field in fields]
    more = bits_beyond(trusting, fields)
    prior = settle(evidence + more, own + more, records)
    if prior.family >= 0:
        return settle(evidence, own, records), fields
    near = np.flatnonzero((evidence - own + prior.stranger > 0) | (prior.weigh(evidence, own) > HOPELESS))
    told = [field.where(near) for field in fields]
    prior, learnt = _learn(evidence[near], own[near], told, records, prior)
    return prior, [replace(field, m=new.m) for field, new in zip(fields, learnt, strict=True)]


def _learn(evidence: Floats, own: Floats, told: OwnFields, records: int, prior: Prior) -> tuple[Prior, OwnFields]:
    learnt: OwnFields = [field.trusting() for field in told]
    for _ in range(ROUNDS):
        more = bits_beyond(learnt, told)
        before, prior = prior, next_prior(evidence + more, own + more, records, prior)
        if abs(prior.stranger - before.stranger) <= SETTLED:
            break
        matching = chances(prior.weigh(evidence + more, own + more))
        learnt = [field.learn(matching) for field in told]
    return prior, learnt


def bits_beyond(learnt: OwnFields, told: OwnFields) -> Floats:
    """How much more each pair weighs by what was learnt than by what was told."""
    return np.asarray(sum(new.bits_beyond(old) for new, old in zip(learnt, told, strict=True)), dtype=np.float64)
