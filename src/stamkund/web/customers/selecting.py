"""Who fits a list, in no order: how many they are, and what they are worth together."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, Sum

from stamkund.customers.queries import visible_parties
from stamkund.kit.folding import fold
from stamkund.valuation.standing import slipping, staying, valuable_from, value_bounds, worth_at_least
from stamkund.web.customers.listing import Listing

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.staff.models import User

COUNTED_AT_MOST = 1_000
NOBODY = 0


@dataclass(frozen=True, slots=True)
class Size:
    """How many fit, counted no further than a thousand, and what so many are worth together."""

    number: int
    is_more: bool
    worth: Decimal | None = None


def select(viewer: "User", listing: Listing) -> "QuerySet[Party]":
    """Return the customers a list asks for, in no order."""
    parties = visible_parties(viewer).filter(_looked_up(viewer, listing))
    if listing.kind:
        parties = parties.filter(kind=listing.kind)
    return by_standing(parties, listing.worth, listing.risk, cut_of(listing))


def cut_of(listing: Listing) -> Decimal | None:
    """Return what divides the valuable from the others, where *listing* asks for either."""
    return valuable_from() if listing.worth else None


def measure(parties: "QuerySet[Party]") -> Size:
    """Count no more than is worth knowing, and add up what so many are worth."""
    number = parties.order_by()[: COUNTED_AT_MOST + 1].count()
    if number > COUNTED_AT_MOST:
        return Size(COUNTED_AT_MOST, is_more=True)
    return Size(number, is_more=False, worth=parties.aggregate(worth=Sum("value__clv"))["worth"])


def _looked_up(viewer: "User", listing: Listing) -> Q:
    city = Q(folded_city=fold(listing.city)) if listing.city else Q()
    return city & Q(keeper=kept_by(viewer, listing) or None) if listing.keeper else city


def kept_by(viewer: "User", listing: Listing) -> int:
    """Return the key of the keeper *listing* asks for, ``NOBODY`` where it asks for none or for nobody's."""
    if listing.keeper in {"", "nobody"}:
        return NOBODY
    return viewer.pk if listing.keeper == "me" else int(listing.keeper)


def by_standing(parties: "QuerySet[Party]", worth: str, risk: str, cut: Decimal | None) -> "QuerySet[Party]":
    """Narrow *parties* to those of high or low *worth*, as *cut* divides them, and to those at *risk* or not."""
    if worth == "high":
        parties = parties.filter(worth_at_least(cut))
    if worth == "low":
        parties = parties.filter(value__isnull=False).exclude(worth_at_least(cut))
    if risk:
        parties = parties.filter(slipping() if risk == "slipping" else staying())
    return parties.filter(value_bounds(worth, risk, cut))
