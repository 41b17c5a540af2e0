"""Two entries that are one customer."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from stamkund.api.answers import answer, created
from stamkund.api.describing import describe
from stamkund.api.idempotency import once
from stamkund.api.lookup import require_entry, require_party
from stamkund.api.requests import SOURCE, ApiRequest
from stamkund.api.schemas.parties import NewMerge, PartyOut
from stamkund.identity.actions.merge_parties import merge_parties, unmerge_parties
from stamkund.identity.queries import find_merge_of
from stamkund.timeline.actions import refuse_readers

router = Router(tags=["Customers"])


@router.post("/{uuid:party_id}/merges", response={201: PartyOut}, summary="Join two entries")
@once
def create_merge(request: ApiRequest, party_id: UUID, body: NewMerge) -> HttpResponse:
    """Joins another entry with this customer, which stays; the value of both together is revised before the answer.

    Nothing is moved or lost: the other entry leads here until they are parted again.
    """
    refuse_readers(request.auth)
    survivor, other = require_party(request.auth, party_id), require_entry(request.auth, body.party)
    merge_parties(party=other, survivor=survivor, actor=request.auth, source=SOURCE)
    return created(describe(survivor))


@router.delete("/{uuid:party_id}/merges/{uuid:other_id}", response=PartyOut, summary="Part two entries again")
def remove_merge(request: ApiRequest, party_id: UUID, other_id: UUID) -> HttpResponse:
    """Parts an entry that was joined with this customer: each has again exactly what was its own, value too."""
    refuse_readers(request.auth)
    party = require_party(request.auth, party_id)
    merge = find_merge_of(party, other_id)
    if merge is None:
        raise Http404(_("No such entry is joined with this customer."))
    unmerge_parties(merge=merge, actor=request.auth, source=SOURCE)
    return answer(describe(party))
