"""Joining two parties by a dated role, and ending it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stamkund.customers.events import IdentifierAdded, RoleBegun, RoleEnded
from stamkund.customers.models import Identifier, Party, Role
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event


@transaction.atomic
def begin_role(
    *,
    party: Party,
    at: Party,
    kind: str,
    label: str = "",
    since_on: date | None = None,
    actor: User | None,
    source: str,
) -> Role:
    """Say that *party* works at, decides at, refers … *at*; the same role twice is one."""
    if party == at:
        raise ValidationError({"at": _("A role joins two different parties.")})
    fields = {"label": label}
    role, is_new = Role.objects.get_or_create(party=party, at=at, kind=kind, since_on=since_on, defaults=fields)
    if is_new:
        payload = RoleBegun(role_kind=kind, at=str(at.public_id), at_name=at.name, label=label)
        record_event(payload=payload, party=party, actor=actor, source=source)
    return role


@transaction.atomic
def end_role(*, role: Role, until_on: date, actor: User | None, source: str) -> Role:
    """Say that a role ended; it stays in memory."""
    role.until_on = until_on
    role.save(update_fields=["until_on"])
    payload = RoleEnded(role_kind=role.kind, at=str(role.at.public_id), at_name=role.at.name)
    record_event(payload=payload, party=role.party, actor=actor, source=source)
    return role


@transaction.atomic
def add_identifier(*, party: Party, identifier_source: str, key: str, actor: User | None, source: str) -> Identifier:
    """Remember the key by which another system knows *party*."""
    found = Identifier.objects.select_related("party").filter(source=identifier_source, key=key).first()
    if found and found.party_id != party.pk:
        raise ValidationError({"key": _("%(name)s already has this number.") % {"name": found.party.name}})
    if found:
        return found
    stored = Identifier.objects.create(party=party, source=identifier_source, key=key)
    payload = IdentifierAdded(identifier_source=identifier_source, identifier_key=key)
    record_event(payload=payload, party=party, actor=actor, source=source)
    return stored
