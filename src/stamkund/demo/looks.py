"""When the keepers last had their customers' cards open: what was recorded later is new to them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from stamkund.demo.drafts import LookDraft, PartyDraft

HAS_LOOKED = 0.6


def invent_looks(
    chance: Random, parties: Sequence[PartyDraft], moments: Mapping[str, Sequence[datetime]]
) -> Iterator[LookDraft]:
    """Yield the last look of a keeper: after everything but the latest thing or two that happened."""
    for party in parties:
        happened = moments.get(party.key, ())
        if party.keeper and len(happened) > 2 and chance.random() < HAS_LOOKED:
            seen = happened[-chance.randint(1, 3)]
            yield LookDraft(staff=party.keeper, party=party.key, at=seen + timedelta(minutes=20))
