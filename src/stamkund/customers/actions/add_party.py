"""Getting to know somebody."""

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stamkund.customers.actions.add_contact_point import NewContactPoint, store_contact_point
from stamkund.customers.events import PartyAdded
from stamkund.customers.models import Identifier, Party, PartyKind
from stamkund.customers.rules import display_name, sort_name
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event


@transaction.atomic
def add_party(
    *,
    kind: str = PartyKind.PERSON,
    name: str = "",
    given_name: str = "",
    family_name: str = "",
    keeper: User | None = None,
    contact_points: Sequence[NewContactPoint] = (),
    identifiers: Sequence[tuple[str, str]] = (),
    actor: User | None,
    source: str,
) -> Party:
    """Add a person or an organisation with its contact points and ``(source, key)`` identifiers."""
    shown = display_name(name=name, given_name=given_name, family_name=family_name)
    if not shown:
        raise ValidationError({"name": _("A customer needs a name.")})
    party = Party.objects.create(
        kind=kind,
        name=shown,
        given_name=given_name,
        family_name=family_name,
        sort_name=sort_name(
            name=shown, given_name=given_name, family_name=family_name, region=settings.STAMKUND_REGION
        ),
        keeper=keeper,
    )
    for point in contact_points:
        store_contact_point(party, point)
    Identifier.objects.bulk_create(Identifier(party=party, source=owner, key=key) for owner, key in identifiers)
    record_event(payload=PartyAdded(name=shown, party_kind=kind), party=party, actor=actor, source=source)
    return party
