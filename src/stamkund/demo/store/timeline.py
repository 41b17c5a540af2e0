"""What was said and done, what is pinned, and who has seen what."""

from collections.abc import Sequence
from datetime import datetime

from stamkund.customers.events import PartyAdded, PartyRestricted, RoleBegun
from stamkund.demo.company import SOURCE
from stamkund.demo.drafts import Company, Happening, LookDraft, PartyDraft, RoleDraft
from stamkund.demo.store.world import BATCH, World
from stamkund.timeline.actions import record_many
from stamkund.timeline.events import Payload
from stamkund.timeline.models import Event, Look, Pin


def store_first_contacts(world: World, company: Company) -> None:
    """Let every timeline begin: when the party was added, and how it came to belong to others."""
    record_many(
        [
            *(_added(world, draft) for draft in company.parties),
            *(_restricted(world, draft) for draft in company.parties if draft.restricted),
            *(_role(world, draft) for draft in company.roles),
        ]
    )


def store_happenings(world: World, happenings: Sequence[Happening]) -> None:
    """Write the dialogue down; what is pinned stays on top."""
    events = [_happening(world, draft) for draft in happenings]
    record_many(events)
    pinned = [event for event, draft in zip(events, happenings, strict=True) if draft.pinned]
    Pin.objects.bulk_create(Pin(event=event, by=event.actor, at=event.occurred_at) for event in pinned)


def store_looks(world: World, looks: Sequence[LookDraft]) -> None:
    """Remember when each card was last open."""
    rows = (Look(staff=world.staff[draft.staff], party=world.parties[draft.party], at=draft.at) for draft in looks)
    Look.objects.bulk_create(rows, batch_size=BATCH)


def _happening(world: World, draft: Happening) -> Event:
    event = event_of(world, draft.payload, draft.party, draft.at)
    event.channel, event.actor = draft.channel, world.member(draft.by)
    return event


def _added(world: World, draft: PartyDraft) -> Event:
    return event_of(world, PartyAdded(name=draft.shown_name, party_kind=draft.kind), draft.key, draft.since)


def _restricted(world: World, draft: PartyDraft) -> Event:
    staff = tuple(world.staff[key].email for key in draft.restricted.staff) if draft.restricted else ()
    reason = draft.restricted.reason if draft.restricted else ""
    return event_of(world, PartyRestricted(reason=reason, staff=staff), draft.key, draft.since)


def _role(world: World, draft: RoleDraft) -> Event:
    at = world.parties[draft.at]
    payload = RoleBegun(role_kind=draft.kind, at=str(at.public_id), at_name=at.name, label=draft.label)
    known_at = max(world.parties[draft.party].created_at, at.created_at)
    return event_of(world, payload, draft.party, known_at)


def event_of(world: World, payload: Payload, party: str, at: datetime) -> Event:
    """Return the event of *payload* on the timeline of *party*, recorded when it happened."""
    return Event(
        party=world.parties[party],
        kind=payload.kind,
        occurred_at=at,
        recorded_at=at,
        source=SOURCE,
        data=payload.model_dump(mode="json"),
    )
