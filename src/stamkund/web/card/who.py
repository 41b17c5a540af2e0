"""The left column: how to reach the customer, whom they belong to, what they are called elsewhere, joined entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from stamkund.customers.queries import known_identifiers, known_points, known_roles
from stamkund.identity.queries import merges_into
from stamkund.web.card.relations import WORDS

if TYPE_CHECKING:
    from stamkund.customers.models import ContactPoint, Identifier, Party, Role
    from stamkund.identity.models import Merge
    from stamkund.staff.models import User

# icons: mail phone map-pin world at
POINT_ICONS = {"mail": "mail", "phone": "phone", "postal": "map-pin", "visiting": "map-pin", "web": "world"}


@dataclass(frozen=True, slots=True)
class Relation:
    """A role read from this customer's side: "Decides at" one way, "Decides here:" the other."""

    id: int
    icon: str
    words: str
    name: str
    public_id: UUID
    label: str
    since_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """A way to reach the customer; ``link`` is what the device can do with it."""

    id: int
    icon: str
    kind: str
    value: str
    label: str
    link: str
    is_verified: bool
    invalid_since: date | None


@dataclass(frozen=True, slots=True)
class Who:
    """Everything the left column says."""

    points: tuple[Point, ...]
    relations: tuple[Relation, ...]
    identifiers: "tuple[Identifier, ...]"
    merges: "tuple[Merge, ...]"


def read_who(party: "Party", entries: Sequence[int], viewer: "User") -> Who:
    """Return who *party* is, as far as *viewer* may see."""
    keys = list(entries)
    return Who(
        points=read_points(keys),
        relations=tuple(_relation(role, keys) for role in known_roles(keys, viewer)),
        identifiers=tuple(known_identifiers(keys)),
        merges=tuple(merges_into(party)) if len(keys) > 1 else (),
    )


def read_points(entries: Sequence[int]) -> tuple[Point, ...]:
    """Return how the customer is reached."""
    return tuple(map(_point, known_points(list(entries))))


def _point(point: "ContactPoint") -> Point:
    schemes = {"mail": f"mailto:{point.value}", "phone": f"tel:{point.matching}"}
    return Point(
        id=point.pk,
        icon=POINT_ICONS.get(point.kind, "at"),
        kind=point.get_kind_display(),
        value=point.value,
        label=point.label,
        link=schemes.get(point.kind, ""),
        is_verified=point.verified_at is not None,
        invalid_since=point.invalid_since,
    )


def _relation(role: "Role", entries: Sequence[int]) -> Relation:
    is_ours = role.party_id in entries
    other, words = role.at if is_ours else role.party, WORDS[role.kind]
    return Relation(
        id=role.pk,
        icon=words.icon,
        words=str(words.forwards if is_ours else words.backwards),
        name=other.name,
        public_id=other.public_id,
        label=role.label,
        since_on=role.since_on,
        until_on=role.until_on,
    )
