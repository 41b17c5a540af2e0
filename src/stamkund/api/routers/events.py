"""What happened with one customer."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Body, Query, Router

from stamkund.api.answers import answer, created
from stamkund.api.idempotency import once
from stamkund.api.listing import PageQuery
from stamkund.api.lookup import require_party
from stamkund.api.pagination import Order, instant, read_page
from stamkund.api.requests import SOURCE, ApiRequest
from stamkund.api.schemas.events import EventOut, EventPage, NewEvent
from stamkund.customers.queries import entries_of
from stamkund.dialogue.actions.log_contact import log_call, log_meeting, log_visit
from stamkund.dialogue.actions.write_note import write_note
from stamkund.timeline.queries import corrections_of, events_of

router = Router(tags=["Timeline"])

LATEST_FIRST = Order("occurred_at", instant, descending=True)
VERBS = {"note": write_note, "call": log_call, "visit": log_visit, "meeting": log_meeting}


@router.get("/{uuid:party_id}/events", response=EventPage, summary="Read a timeline")
def list_events(request: ApiRequest, party_id: UUID, query: Query[PageQuery]) -> HttpResponse:
    """Everything that happened with a customer and with the entries merged into it, latest first."""
    party = require_party(request.auth, party_id)
    page = read_page(events_of(entries_of(party)), LATEST_FIRST, cursor=query.cursor, limit=query.limit)
    return answer(EventPage(items=[EventOut.of(event, event.corrections.all()) for event in page.rows], next=page.next))


@router.post("/{uuid:party_id}/events", response={201: EventOut}, summary="Record an event")
@once
def record_event(request: ApiRequest, party_id: UUID, body: Body[NewEvent]) -> HttpResponse:
    """Records a note, a call, a visit or a meeting. With a `key` of yours, the same event twice is one."""
    party = require_party(request.auth, party_id)
    record = VERBS[body.kind.split(".")[0]]
    event = record(party=party, actor=request.auth, source=SOURCE, **body.model_dump(exclude={"kind"}))
    return created(EventOut.of(event, corrections_of(event)))
