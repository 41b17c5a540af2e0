"""Chance that comes out the same for the same seed: each story draws from a stream of its own."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import TypeVar
from uuid import UUID

from stamkund.kit.ids import RANDOM_BITS, compose_uuid7

Thing = TypeVar("Thing")


def chance_for(seed: int, story: str) -> Random:
    """Return the stream of *story*: a longer story about one noun leaves all the others as they were."""
    return Random(f"{seed}:{story}")  # noqa: S311  (an invented company is no secret)


def weighted(chance: Random, choices: Sequence[tuple[float, Thing]]) -> Thing:
    """Return one of the things, each as often as its weight says."""
    return chance.choices([thing for _, thing in choices], [weight for weight, _ in choices])[0]


def public_id(chance: Random, at: datetime) -> UUID:
    """Return a UUIDv7 for something that became known *at* that moment."""
    return compose_uuid7(int(at.timestamp() * 1000), chance.getrandbits(RANDOM_BITS))
