"""Finding customers, what was said, and purchases."""

from django.http import HttpResponse
from ninja import Query, Router

from stamkund.api.answers import answer
from stamkund.api.listing import SearchQuery
from stamkund.api.requests import ApiRequest
from stamkund.api.schemas.hits import HitOut, Hits
from stamkund.search.queries import search

router = Router(tags=["Search"])


@router.get("", response=Hits, summary="Search")
def find(request: ApiRequest, query: Query[SearchQuery]) -> HttpResponse:
    """Names, mail, phones, numbers and what was said; accents, case and a slip of the finger do not matter."""
    hits = search(request.auth, query.q, query.limit)
    return answer(Hits(items=[HitOut.of(hit) for hit in hits]))
