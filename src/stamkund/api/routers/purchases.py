"""Purchases."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from stamkund.api.answers import created
from stamkund.api.idempotency import once
from stamkund.api.lookup import require_identified, require_named, require_product, require_purchase
from stamkund.api.requests import ApiRequest
from stamkund.api.schemas import purchases as schemas
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.staff.models import User

router = Router(tags=["Purchases"])


@router.post("", response={201: schemas.PurchaseOut}, summary="Record a purchase")
@once
def create_purchase(request: ApiRequest, body: schemas.NewPurchase) -> HttpResponse:
    """Records a sale, a return or a cancellation; the customer's value is revised before the answer.

    The same `key` from the same `source` is the same purchase: the stored one is returned, and other facts are refused
    with 409. A sale is cancelled once, and what is returned in parts never comes to more than the sale did.
    """
    purchase = record_purchase(
        **body.model_dump(include={"currency", "kind", "purchased_at", "number", "channel", "source", "key"}),
        party=_customer(request.auth, body),
        lines=[_line(line) for line in body.lines],
        reverses=require_purchase(request.auth, body.reverses),
        actor=request.auth,
    )
    return created(schemas.PurchaseOut.of(purchase))


def _customer(viewer: "User", body: schemas.NewPurchase) -> "Party | None":
    named = require_named(viewer, body.party) if body.party is not None else None
    if body.identifier is None:
        return named
    identified = require_identified(viewer, body.identifier.source, body.identifier.key)
    if named is not None and named != identified:
        raise ValidationError({"identifier": _("This number is another customer's.")})
    return identified


def _line(line: schemas.NewLine) -> NewLine:
    facts = line.model_dump(include={"amount", "quantity", "description", "direct_cost"})
    return NewLine(**facts, product=require_product(line.product))
