"""Customers."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from stamkund.api.answers import answer, created
from stamkund.api.describing import describe
from stamkund.api.idempotency import once
from stamkund.api.listing import PartyQuery, list_page
from stamkund.api.lookup import require_keeper, require_party
from stamkund.api.requests import SOURCE, ApiRequest
from stamkund.api.schemas.fields import given
from stamkund.api.schemas.parties import NewParty, PartyChange, PartyOut, PartyPage
from stamkund.customers.actions import change_party as changing
from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.customers.actions.add_party import add_party
from stamkund.timeline.actions import refuse_readers

router = Router(tags=["Customers"])


@router.get("", response=PartyPage, summary="List customers")
def list_parties(request: ApiRequest, query: Query[PartyQuery]) -> HttpResponse:
    """Customers you may see, by name, latest first, or by value; filtered by city, or by words as in the search.

    By value, those who never bought are left out. Words narrow the list to the best 200 answers of the search.
    """
    return answer(list_page(request.auth, query))


@router.post("", response={201: PartyOut}, summary="Add a customer")
@once
def create_party(request: ApiRequest, body: NewParty) -> HttpResponse:
    """Adds a person or an organisation with contact points and the keys other systems know them by."""
    party = add_party(
        **body.model_dump(include={"kind", "name", "given_name", "family_name"}),
        keeper=require_keeper(body.keeper),
        contact_points=[NewContactPoint(**point.model_dump()) for point in body.contact_points],
        identifiers=[(identifier.source, identifier.key) for identifier in body.identifiers],
        actor=request.auth,
        source=SOURCE,
    )
    return created(describe(party))


@router.get("/{uuid:party_id}", response=PartyOut, summary="Read a customer")
def read_party(request: ApiRequest, party_id: UUID) -> HttpResponse:
    """One customer. An entry that was merged into another answers with the customer it became."""
    party = require_party(request.auth, party_id)
    return answer(describe(party))


@router.patch("/{uuid:party_id}", response=PartyOut, summary="Correct a customer")
def change_party(request: ApiRequest, party_id: UUID, body: PartyChange) -> HttpResponse:
    """Corrects names, kind or keeper. The timeline keeps what it was before."""
    refuse_readers(request.auth)
    party, changes = require_party(request.auth, party_id), given(body)
    if "keeper" in changes:
        keeper = require_keeper(changes.pop("keeper"))
        party = changing.change_keeper(party=party, keeper=keeper, actor=request.auth, source=SOURCE)
    party = changing.change_party(party=party, changes=changes, actor=request.auth, source=SOURCE)
    return answer(describe(party))
