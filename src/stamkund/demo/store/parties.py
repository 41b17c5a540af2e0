"""Persons and organisations with everything that hangs on them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.customers.models import ContactPoint, Identifier, Party, Restriction, Role
from stamkund.customers.rules import matching_form, sort_name
from stamkund.demo.chance import chance_for, public_id
from stamkund.demo.drafts import PartyDraft, RoleDraft
from stamkund.demo.store.world import BATCH, World
from stamkund.kit.folding import fold


def store_parties(world: World, drafts: Sequence[PartyDraft], last_events: Mapping[str, datetime]) -> None:
    """Write parties, contact points, identifiers and restrictions down; *world* knows them by key afterwards."""
    chance = chance_for(world.seed, "party ids")
    rows = [
        Party(
            public_id=public_id(chance, draft.since),
            kind=draft.kind,
            name=draft.shown_name,
            given_name=draft.given_name,
            family_name=draft.family_name,
            sort_name=sort_name(
                name=draft.shown_name,
                given_name=draft.given_name,
                family_name=draft.family_name,
                region=settings.STAMKUND_REGION,
            ),
            city=draft.city,
            folded_city=fold(draft.city),
            keeper=world.member(draft.keeper),
            restricted=draft.restricted is not None,
            created_at=draft.since,
            updated_at=draft.since,
            last_event_at=last_events.get(draft.key, draft.since),
        )
        for draft in drafts
    ]
    stored = Party.objects.bulk_create(rows, batch_size=BATCH)
    world.parties.update(zip((draft.key for draft in drafts), stored, strict=True))
    ContactPoint.objects.bulk_create(_contact_points(world, drafts), batch_size=BATCH)
    Identifier.objects.bulk_create(_identifiers(world, drafts), batch_size=BATCH)
    _restrict(world, drafts)


def store_roles(world: World, drafts: Sequence[RoleDraft]) -> None:
    """Join the parties."""
    Role.objects.bulk_create(
        (
            Role(
                party=world.parties[draft.party],
                at=world.parties[draft.at],
                kind=draft.kind,
                label=draft.label,
                since_on=draft.since_on,
            )
            for draft in drafts
        ),
        batch_size=BATCH,
    )


def _contact_points(world: World, drafts: Sequence[PartyDraft]) -> Iterator[ContactPoint]:
    for draft in drafts:
        for point in draft.points:
            yield _contact_point(world.parties[draft.key], point)


def _contact_point(party: Party, point: NewContactPoint) -> ContactPoint:
    line = point.line()
    return ContactPoint(
        party=party,
        kind=point.kind,
        value=line,
        matching=matching_form(point.kind, line, region=settings.STAMKUND_REGION),
        primary=True,
        street=point.street,
        postcode=point.postcode,
        city=point.city,
        country=point.country,
    )


def _identifiers(world: World, drafts: Sequence[PartyDraft]) -> Iterator[Identifier]:
    for draft in drafts:
        for source, key in draft.identifiers:
            yield Identifier(party=world.parties[draft.key], source=source, key=key)


def _restrict(world: World, drafts: Sequence[PartyDraft]) -> None:
    for draft in drafts:
        if draft.restricted:
            party = world.parties[draft.key]
            row = Restriction.objects.create(party=party, reason=draft.restricted.reason, since_at=draft.since)
            row.staff.set([world.staff[key] for key in draft.restricted.staff])
