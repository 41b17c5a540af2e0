"""Correcting what the register says about somebody."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.customers.events import KeeperChanged, PartyChanged
from stamkund.customers.models import Party
from stamkund.customers.rules import display_name, sort_name
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event

CHANGEABLE = frozenset({"kind", "name", "given_name", "family_name"})


@transaction.atomic
def change_party(*, party: Party, changes: dict[str, str], actor: User | None, source: str) -> Party:
    """Change names or kind of *party*; the timeline keeps before and after, so the change can be undone."""
    party = Party.objects.select_for_update().get(pk=party.pk)
    changed = {
        field: value for field, value in changes.items() if field in CHANGEABLE and getattr(party, field) != value
    }
    if not changed:
        return party
    before = {field: getattr(party, field) for field in changed}
    for field, value in changed.items():
        setattr(party, field, value)
    if not {"name"} & changed.keys() and {"given_name", "family_name"} & changed.keys():
        party.name = display_name(given_name=party.given_name, family_name=party.family_name) or party.name
    if not party.name.strip():
        raise ValidationError({"name": _("A customer needs a name.")})
    party.sort_name = sort_name(
        name=party.name, given_name=party.given_name, family_name=party.family_name, region=settings.STAMKUND_REGION
    )
    party.updated_at = timezone.now()
    party.save()
    record_event(payload=PartyChanged(before=before, after=changed), party=party, actor=actor, source=source)
    return party


@transaction.atomic
def change_keeper(*, party: Party, keeper: User | None, actor: User | None, source: str) -> Party:
    """Give *party* to another keeper, or to nobody."""
    party = Party.objects.select_for_update(of=("self",)).select_related("keeper").get(pk=party.pk)
    if party.keeper == keeper:
        return party
    payload = KeeperChanged(before=party.keeper and party.keeper.name, after=keeper and keeper.name)
    party.keeper, party.updated_at = keeper, timezone.now()
    party.save(update_fields=["keeper", "updated_at"])
    record_event(payload=payload, party=party, actor=actor, source=source)
    return party
