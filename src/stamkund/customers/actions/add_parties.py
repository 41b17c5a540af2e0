"""Getting to know many at once, from a file: the bulk form of adding a party, a contact point, an identifier."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stamkund.customers.events import PartyAdded
from stamkund.customers.models import ContactPoint, Identifier, Party, PartyKind
from stamkund.customers.rules import sort_name
from stamkund.kit.folding import fold
from stamkund.kit.ids import uuid7
from stamkund.staff.models import User
from stamkund.timeline.actions import refuse_readers
from stamkund.timeline.bulk import insert_rows, next_ids
from stamkund.timeline.models import Event

CONTACT_COLUMNS = ("id", "party", "kind", "value", "matching", "primary", "street", "postcode", "city", "country")
PARTY_COLUMNS = (
    "id", "public_id", "kind", "name", "given_name", "family_name", "sort_name", "city", "folded_city", "last_event_at",
)  # fmt: skip
_folded_city = lru_cache(maxsize=1_000)(fold)  # many live in one place


class ReadyContactPoint(NamedTuple):
    """A contact point already checked and brought into the form it is compared in."""

    kind: str
    value: str
    matching: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""


@dataclass(slots=True)
class NewParty:
    """A party to be added. `id` is given while it is stored."""

    name: str
    kind: str = PartyKind.PERSON.value
    given_name: str = ""
    family_name: str = ""
    city: str = ""
    contact_points: list[ReadyContactPoint] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    last_event_at: datetime | None = None
    id: int = 0
    public_id: UUID = field(default_factory=uuid7)


@transaction.atomic
def add_parties(*, parties: Sequence[NewParty], actor: User | None, source: str) -> Sequence[NewParty]:
    """Store `parties` with everything they bring, one event each, in a fixed number of statements."""
    refuse_readers(actor)
    now = timezone.now()
    for party, number in zip(parties, next_ids(Party, len(parties)), strict=True):
        party.id = number
    stamps = {"created_at": now, "updated_at": now, "restricted": False}
    insert_rows(Party, PARTY_COLUMNS, [_party_row(party, now) for party in parties], stamps)
    add_contact_points(points=[(party.id, point) for party in parties for point in party.contact_points])
    add_identifiers(identifiers=[(party.id, *pair) for party in parties for pair in party.identifiers])
    _tell_timeline(parties, actor, source, now)
    return parties


def _party_row(party: NewParty, now: datetime) -> tuple[object, ...]:
    order = sort_name(
        name=party.name, given_name=party.given_name, family_name=party.family_name, region=settings.STAMKUND_REGION
    )
    names = (party.kind, party.name, party.given_name, party.family_name, order)
    return (party.id, party.public_id, *names, party.city, _folded_city(party.city), party.last_event_at or now)


@transaction.atomic
def add_contact_points(
    *, points: Sequence[tuple[int, ReadyContactPoint]], known: frozenset[tuple[int, str]] = frozenset()
) -> Sequence[int]:
    """Store contact points as (party's id, point); the first of its kind is the primary, unless the kind is `known`."""
    kinds = set(known)
    rows = []
    ids = list(next_ids(ContactPoint, len(points)))
    for number, (party, point) in zip(ids, points, strict=True):
        is_first = (party, point.kind) not in kinds
        kinds.add((party, point.kind))
        address = (point.street, point.postcode, point.city, point.country)
        rows.append((number, party, point.kind, point.value, point.matching, is_first, *address))
    insert_rows(ContactPoint, CONTACT_COLUMNS, rows, {"label": ""})
    return ids


@transaction.atomic
def add_identifiers(*, identifiers: Sequence[tuple[int, str, str]]) -> Sequence[int]:
    """Store identifiers as (party's id, source, key)."""
    ids = list(next_ids(Identifier, len(identifiers)))
    rows = [(number, *identifier) for number, identifier in zip(ids, identifiers, strict=True)]
    insert_rows(Identifier, ("id", "party", "source", "key"), rows)
    return ids


def _tell_timeline(parties: Sequence[NewParty], actor: User | None, source: str, now: datetime) -> None:
    rows = [(party.id, {"name": party.name, "party_kind": str(party.kind)}) for party in parties]
    constants = {
        "kind": PartyAdded.kind, "subject": "", "occurred_at": now, "recorded_at": now, "channel": "internal",
        "source": source, "actor": actor and actor.pk,
    }  # fmt: skip
    insert_rows(Event, ("party", "data"), rows, constants)
