"""The card itself, and the fragments that keep it alive."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from stamkund.customers.queries import entries_of
from stamkund.timeline.actions import note_look
from stamkund.timeline.queries import looked_before
from stamkund.web.card.composing import fresh_composer
from stamkund.web.card.forms.composer import USES
from stamkund.web.card.pages import customer_card, customer_peek, older_entries
from stamkund.web.card.tabs import TABS
from stamkund.web.card.version import card_version
from stamkund.web.card.views.finding import asked_of, customer_of
from stamkund.web.card.worth import read_worth
from stamkund.web.viewer import viewer_of


@require_GET
def card(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one customer; the address of a merged one leads to who it turned out to be."""
    viewer, party = viewer_of(request), customer_of(request, public_id)
    if party.public_id != public_id:
        return redirect("customer", party.public_id)
    page = customer_card(viewer, party, asked_of(request), note_look(staff=viewer, party=party))
    kind = request.GET.get("write", "")
    fresh = fresh_composer(viewer, kind if kind in USES else "note") if viewer.may_write else None
    return render(request, "card/card.html", {"card": page, "fresh": fresh, "tabs": TABS, "is_writing": bool(kind)})


@require_GET
def live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer an open card: 304 while nothing was recorded, else the parts that may have changed."""
    viewer, party = viewer_of(request), customer_of(request, public_id)
    held = request.headers.get("If-None-Match", "")
    if held == card_version(party.pk, entries_of(party)).etag:
        return HttpResponseNotModified(headers={"ETag": held})
    page = customer_card(viewer, party, asked_of(request), looked_before(viewer.pk, party.pk))
    response = render(request, "card/live.html", {"card": page})
    response.headers["ETag"] = page.version.etag
    return response


@require_GET
def timeline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show another part of the timeline: filtered, or what is older."""
    viewer, party = viewer_of(request), customer_of(request, public_id)
    asked = asked_of(request)
    if asked.before is not None:
        return render(request, "card/older.html", {"card": older_entries(viewer, party, asked)})
    page = customer_card(viewer, party, asked, looked_before(viewer.pk, party.pk))
    return render(request, "card/timeline.html", {"card": page})


@require_GET
def trend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a customer was worth month by month."""
    party = customer_of(request, public_id)
    worth = read_worth(party.pk, entries_of(party))
    if worth is None:
        raise Http404
    return render(request, "card/months.html", {"worth": worth})


@require_GET
def peek(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a customer beside a list, in short."""
    party = customer_of(request, public_id)
    return render(request, "card/peek.html", {"peek": customer_peek(viewer_of(request), party)})
