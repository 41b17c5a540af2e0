"""Joining many parties at once, from a file: the bulk form of beginning a role."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from stamkund.customers.events import RoleBegun
from stamkund.customers.models import Party, Role
from stamkund.staff.models import User
from stamkund.timeline.actions import refuse_readers
from stamkund.timeline.bulk import insert_rows, next_ids
from stamkund.timeline.models import Event


@dataclass(slots=True)
class NewRole:
    """A party that belongs to another, which is called `at_name`. `id` and `event_id` are given while it is stored."""

    party_id: int
    at_id: int
    at_name: str
    id: int = 0
    event_id: int = 0


@transaction.atomic
def begin_roles(*, roles: Sequence[NewRole], kind: str, actor: User | None, source: str) -> Sequence[NewRole]:
    """Store the roles that are not there yet, one event each. Returns those."""
    refuse_readers(actor)
    held = Role.objects.filter(kind=kind, party_id__in=[role.party_id for role in roles])
    known = set(held.values_list("party_id", "at_id"))
    fresh = [role for role in roles if (role.party_id, role.at_id) not in known]
    ids, events = next_ids(Role, len(fresh)), next_ids(Event, len(fresh))
    for role, number, event in zip(fresh, ids, events, strict=True):
        role.id, role.event_id = number, event
    rows = [(role.id, role.party_id, role.at_id) for role in fresh]
    insert_rows(Role, ("id", "party", "at"), rows, {"kind": str(kind), "label": ""})
    _tell_timeline(fresh, kind, actor, source)
    return fresh


def _tell_timeline(roles: Sequence[NewRole], kind: str, actor: User | None, source: str) -> None:
    public = dict(Party.objects.filter(pk__in={role.at_id for role in roles}).values_list("pk", "public_id"))
    rows = [
        (
            role.event_id,
            role.party_id,
            {"role_kind": str(kind), "at": str(public[role.at_id]), "at_name": role.at_name, "label": ""},
        )
        for role in roles
    ]
    now = timezone.now()
    told = {"kind": RoleBegun.kind, "subject": "", "occurred_at": now, "recorded_at": now, "channel": "internal"}
    insert_rows(Event, ("id", "party", "data"), rows, {**told, "source": source, "actor": actor and actor.pk})
