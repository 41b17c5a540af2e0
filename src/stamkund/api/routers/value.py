"""The value of the base."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from stamkund.api.answers import answer
from stamkund.api.requests import ApiRequest
from stamkund.api.schemas.value import EquityOut
from stamkund.valuation.queries import equity_now

router = Router(tags=["Value"])


@router.get("", response=EquityOut, summary="Read the value of the base")
def read_value(request: ApiRequest) -> HttpResponse:
    """What all customers together are worth now: the last run, moved by everything recorded since."""
    equity = equity_now()
    if equity is None:
        raise Http404(_("The base has not been valued yet."))
    return answer(EquityOut.of(equity))
