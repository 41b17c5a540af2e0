"""A document line by line, and calling off one that was written by mistake."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from stamkund.customers.queries import entries_of
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.purchases.queries import find_purchase, lines_of
from stamkund.web.card.notices import Notice
from stamkund.web.card.views.answers import answer, regret
from stamkund.web.card.views.finding import customer_of
from stamkund.web.card.writing import SOURCE
from stamkund.web.viewer import writer_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.purchases.models import Purchase
    from stamkund.staff.models import User


@require_GET
def lines(request: HttpRequest, public_id: UUID, purchase_id: UUID) -> HttpResponse:
    """Show what a document says line by line."""
    purchase = _purchase_of(customer_of(request, public_id), purchase_id)
    return render(request, "card/lines.html", {"purchase": purchase, "lines": lines_of(purchase)})


@require_POST
def cancellation(request: HttpRequest, public_id: UUID, purchase_id: UUID) -> HttpResponse:
    """Call a sale off: a document of its own takes the money back; doing it twice changes nothing."""
    writer, party = writer_of(request), customer_of(request, public_id)
    sale = _purchase_of(party, purchase_id)
    if sale.kind != "sale":
        raise Http404
    try:
        _call_off(sale, writer)
    except ValidationError as refusal:
        return regret(request, party, refusal)
    return answer(request, party, Notice(_("Called off. It nets out everywhere.")))


def _call_off(sale: "Purchase", actor: "User") -> None:
    record_purchase(
        party=sale.party,
        lines=[
            NewLine(
                -line.amount, line.description, -line.quantity, line.product, line.direct_cost and -line.direct_cost
            )
            for line in lines_of(sale)
        ],
        currency=sale.currency,
        kind="cancellation",
        number=sale.number,
        channel=sale.channel,
        reverses=sale,
        actor=actor,
        source=SOURCE,
        key=f"cancelled:{sale.public_id}",
    )


def _purchase_of(party: "Party", purchase_id: UUID) -> "Purchase":
    purchase = find_purchase(entries_of(party), purchase_id)
    if purchase is None:
        raise Http404
    return purchase
