"""Correcting many parties at once, from a file: the bulk form of changing a party, with one event for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from stamkund.customers.actions.add_parties import ReadyContactPoint, add_contact_points, add_identifiers
from stamkund.customers.events import ContactPointAdded, PartyChanged
from stamkund.customers.models import ContactPoint, Party
from stamkund.customers.rules import sort_name
from stamkund.kit.folding import fold
from stamkund.staff.models import User
from stamkund.timeline.actions import refuse_readers
from stamkund.timeline.bulk import insert_rows, next_ids
from stamkund.timeline.models import Event

NAMES = ("name", "given_name", "family_name", "city")


@dataclass(slots=True)
class Amendment:
    """New values for fields of one party, and what it gets beside. The ids of what was added are filled in."""

    party_id: int
    fields: Mapping[str, str] = field(default_factory=dict)
    contact_points: Sequence[ReadyContactPoint] = ()
    identifiers: Sequence[tuple[str, str]] = ()
    before: dict[str, str] = field(default_factory=dict)
    event_ids: Sequence[int] = ()
    contact_point_ids: Sequence[int] = ()
    identifier_ids: Sequence[int] = ()


@transaction.atomic
def amend_parties(*, amendments: Sequence[Amendment], actor: User | None, source: str) -> Sequence[Amendment]:
    """Apply the amendments; each keeps in `before` what its fields were."""
    refuse_readers(actor)
    parties = Party.objects.in_bulk([one.party_id for one in amendments])
    for one in amendments:
        one.before = {name: getattr(parties[one.party_id], name) for name in one.fields}
    write_names({one.party_id: _names(parties[one.party_id], one.fields) for one in amendments if one.fields})
    _add_contact_points(amendments)
    _add_identifiers(amendments)
    _tell_timeline(amendments, actor, source)
    return amendments


def write_names(names: Mapping[int, Mapping[str, str]]) -> None:
    """Store the names and city of parties, with the forms they are sorted and found by. Only for bulk verbs."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    rows = [[*_stored(values), now, party_id] for party_id, values in names.items()]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE customers_party SET name = %s, given_name = %s, family_name = %s, city = %s, sort_name = %s, "
            "folded_city = %s, updated_at = %s WHERE id = %s",
            rows,
        )


def _stored(values: Mapping[str, str]) -> list[str]:
    order = sort_name(
        name=values["name"],
        given_name=values["given_name"],
        family_name=values["family_name"],
        region=settings.STAMKUND_REGION,
    )
    return [*(values[name] for name in NAMES), order, fold(values["city"])]


def _names(party: Party, fields: Mapping[str, str]) -> dict[str, str]:
    return {name: fields.get(name, getattr(party, name)) for name in NAMES}


def _add_contact_points(amendments: Sequence[Amendment]) -> None:
    ids = [one.party_id for one in amendments if one.contact_points]
    held = frozenset(ContactPoint.objects.filter(party_id__in=ids).values_list("party_id", "kind"))
    points = [(one.party_id, point) for one in amendments for point in one.contact_points]
    added = iter(add_contact_points(points=points, known=held))
    for one in amendments:
        one.contact_point_ids = [next(added) for _ in one.contact_points]


def _add_identifiers(amendments: Sequence[Amendment]) -> None:
    added = iter(add_identifiers(identifiers=[(one.party_id, *pair) for one in amendments for pair in one.identifiers]))
    for one in amendments:
        one.identifier_ids = [next(added) for _ in one.identifiers]


def _tell_timeline(amendments: Sequence[Amendment], actor: User | None, source: str) -> None:
    told = [_told(one) for one in amendments]
    ids = iter(next_ids(Event, sum(map(len, told))))
    rows: list[tuple[int, int, str, dict[str, Any]]] = []
    for one, events in zip(amendments, told, strict=True):
        one.event_ids = [next(ids) for _ in events]
        rows += [(number, one.party_id, *event) for number, event in zip(one.event_ids, events, strict=True)]
    now = timezone.now()
    constants = {"subject": "", "occurred_at": now, "recorded_at": now, "channel": "internal", "source": source}
    insert_rows(Event, ("id", "party", "kind", "data"), rows, {**constants, "actor": actor and actor.pk})


def _told(one: Amendment) -> list[tuple[str, dict[str, Any]]]:
    changed = [(PartyChanged.kind, {"before": one.before, "after": dict(one.fields)})] if one.fields else []
    points = [{"contact_kind": str(point.kind), "value": point.value} for point in one.contact_points]
    return [*changed, *((ContactPointAdded.kind, point) for point in points)]
