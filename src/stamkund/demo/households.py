"""Who belongs together: those who share a home, parents whose children moved away, customers who sent us others."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from stamkund.demo.drafts import PartyDraft, RoleDraft

SENT_BY_SOMEBODY = 0.06


def join_households(persons: Sequence[PartyDraft]) -> Iterator[RoleDraft]:
    """Yield the role between two who live in the same house."""
    for one, other in pairwise(persons):
        if one.family_name == other.family_name and one.points[1] == other.points[1]:
            yield RoleDraft(party=one.key, at=other.key, kind="household")


def invent_referrals(chance: Random, persons: Sequence[PartyDraft]) -> Iterator[RoleDraft]:
    """Yield who sent whom: the one who sends was a customer first."""
    by_first_visit = sorted(persons, key=lambda person: (person.since, person.key))
    for position, person in enumerate(by_first_visit):
        if position and chance.random() < SENT_BY_SOMEBODY:
            sender = by_first_visit[chance.randrange(position)]
            yield RoleDraft(party=sender.key, at=person.key, kind="refers", since_on=person.since.date())
