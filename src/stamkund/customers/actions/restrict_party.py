"""Hiding a customer from most of the staff, with the reason on record, and opening it again."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from stamkund.customers.events import PartyReleased, PartyRestricted
from stamkund.customers.models import Party, Restriction
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event


@transaction.atomic
def restrict_party(*, party: Party, staff: Sequence[User], reason: str, actor: User, source: str) -> Restriction:
    """Let only *staff* and administrators see *party* from now on."""
    _require_administrator(actor)
    restriction = Restriction.objects.update_or_create(party=party, defaults={"reason": reason})[0]
    restriction.staff.set(staff)
    _mark(party, restricted=True)
    payload = PartyRestricted(reason=reason, staff=tuple(member.email for member in staff))
    record_event(payload=payload, party=party, actor=actor, source=source)
    return restriction


@transaction.atomic
def release_party(*, party: Party, reason: str, actor: User, source: str) -> Party:
    """Let everybody see *party* again."""
    _require_administrator(actor)
    Restriction.objects.filter(party=party).delete()
    _mark(party, restricted=False)
    record_event(payload=PartyReleased(reason=reason), party=party, actor=actor, source=source)
    return party


def _mark(party: Party, *, restricted: bool) -> None:
    party.restricted = restricted
    party.save(update_fields=["restricted"])


def _require_administrator(actor: User) -> None:
    if not actor.may_administer:
        raise PermissionDenied("only an administrator restricts a customer")
