"""Joining another entry with the customer, and parting them again."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stamkund.customers.queries import find_entry
from stamkund.identity.actions.merge_parties import merge_parties, unmerge_parties
from stamkund.identity.queries import find_merge
from stamkund.web.card.forms.who import JoinForm
from stamkund.web.card.joining import read_joining
from stamkund.web.card.notices import notice
from stamkund.web.card.views.answers import answer, refuse, regret
from stamkund.web.card.views.finding import customer_of
from stamkund.web.card.writing import SOURCE
from stamkund.web.viewer import writer_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.identity.models import Merge


@require_http_methods(["GET", "POST"])
def new_merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask which other entry is this customer, or join it."""
    writer, party = writer_of(request), customer_of(request, public_id)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        other = _entry_of(request, form.cleaned_data["party"])
        try:
            merge = merge_parties(party=other, survivor=party, actor=writer, source=SOURCE)
        except ValidationError as error:
            refuse(form, error)
        else:
            joined = _joined(request, party, merge)
            joined.headers["HX-Trigger"] = "stamkund:close-dialog"
            return joined
    context = {"joining": read_joining(writer, party, request.POST.get("whom")), "form": form}
    return render(request, "card/join.html", context, status=422 if form.is_bound else 200)


@require_GET
def candidates(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name the customers whose name begins as typed, with what tells them apart."""
    joining = read_joining(writer_of(request), customer_of(request, public_id), request.GET.get("whom", ""))
    return render(request, "card/join_candidates.html", {"joining": joining})


@require_POST
def join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Join again what was just parted."""
    writer, party = writer_of(request), customer_of(request, public_id)
    other = _entry_of(request, _uuid(request.POST.get("party", "")))
    try:
        merge = merge_parties(party=other, survivor=party, actor=writer, source=SOURCE)
    except ValidationError as error:
        return regret(request, party, error)
    return _joined(request, party, merge)


@require_POST
def part(request: HttpRequest, public_id: UUID, merge_id: int) -> HttpResponse:
    """Part an entry that was joined with this customer."""
    writer, party = writer_of(request), customer_of(request, public_id)
    merge = find_merge(party, merge_id)
    if merge is None:
        raise Http404
    try:
        unmerge_parties(merge=merge, actor=writer, source=SOURCE)
    except ValidationError as error:
        return regret(request, party, error)
    told = _("%(name)s is a customer of its own again.") % {"name": merge.party.name}
    return answer(request, party, notice(told, party, "customer_merges", party=str(merge.party.public_id)))


def _joined(request: HttpRequest, party: "Party", merge: "Merge") -> HttpResponse:
    told = _("%(name)s is one with this customer now.") % {"name": merge.party.name}
    return answer(request, party, notice(told, party, "part_customers", merge.pk))


def _entry_of(request: HttpRequest, public_id: UUID) -> "Party":
    """Return the very entry, for it may have become another customer since it was shown."""
    entry = find_entry(writer_of(request), public_id)
    if entry is None:
        raise Http404
    return entry


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
