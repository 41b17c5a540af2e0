"""About whom is asked, and which part of the timeline stands on the screen that asks."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest

from stamkund.customers.queries import entries_of, find_party
from stamkund.timeline.queries import find_event
from stamkund.web.card.cursor import parse_cursor
from stamkund.web.card.kinds import MENDABLE, filter_named
from stamkund.web.card.timeline import Asked
from stamkund.web.card.version import parse_version
from stamkund.web.viewer import viewer_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.timeline.models import Event


def customer_of(request: HttpRequest, public_id: UUID) -> "Party":
    """Return the customer, or its survivor; whoever may not see it is told there is none."""
    party = find_party(viewer_of(request), public_id)
    if party is None:
        raise Http404
    return party


def event_of(party: "Party", event_id: int) -> "Event":
    """Return one of the customer's own events."""
    event = find_event(entries_of(party), event_id)
    if event is None:
        raise Http404
    return event


def mendable_event_of(party: "Party", event_id: int) -> "Event":
    """Return one of the customer's notes, calls, visits or meetings."""
    event = event_of(party, event_id)
    if event.kind not in MENDABLE:
        raise Http404
    return event


def asked_of(request: HttpRequest) -> Asked:
    """Return which part of the timeline is asked for, or stands on the screen that asks."""
    said = request.POST if request.method == "POST" else request.GET
    return Asked(
        show=filter_named(said.get("show", "")),
        since=parse_cursor(said.get("since", "")),
        before=parse_cursor(said.get("before", "")),
        held=parse_version(said.get("version", "")),
    )
