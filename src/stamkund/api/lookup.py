"""What a request names must exist, for whoever asks."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from stamkund.catalogue.queries import find_product
from stamkund.customers.queries import find_by_identifier, find_entry, find_party
from stamkund.purchases.queries import find_visible_purchase
from stamkund.staff.queries import active_staff

if TYPE_CHECKING:
    from stamkund.catalogue.models import Product
    from stamkund.customers.models import Party
    from stamkund.purchases.models import Purchase
    from stamkund.staff.models import User


def require_party(viewer: "User", public_id: UUID) -> "Party":
    """Return the party a path names; a restricted one does not exist for those who may not see it."""
    party = find_party(viewer, public_id)
    if party is None:
        raise Http404(_("There is no such customer."))
    return party


def require_entry(viewer: "User", public_id: UUID) -> "Party":
    """Return the very entry a body names, not the customer it may have become."""
    entry = find_entry(viewer, public_id)
    if entry is None:
        raise Http404(_("There is no such customer."))
    return entry


def require_identified(viewer: "User", source: str, key: str) -> "Party":
    """Return the party a body names by another system's key."""
    found = find_by_identifier(source, key)
    party = find_party(viewer, found.public_id) if found else None
    if party is None:
        raise ValidationError({"identifier": _("No customer has this number.")})
    return party


def require_named(viewer: "User", public_id: UUID) -> "Party":
    """Return the party a body names by its id."""
    party = find_party(viewer, public_id)
    if party is None:
        raise ValidationError({"party": _("There is no such customer.")})
    return party


def require_keeper(mail: str | None) -> "User | None":
    """Return the member of staff with *mail*; nobody is nobody."""
    if not mail:
        return None
    keeper = active_staff().filter(email=mail.strip().lower()).first()
    if keeper is None:
        raise ValidationError({"keeper": _("Nobody here has this mail address.")})
    return keeper


def require_product(number: str) -> "Product | None":
    """Return the product a line names; an empty number names none."""
    if not number:
        return None
    product = find_product(number)
    if product is None:
        raise ValidationError({"lines": _("No product has the number “%(number)s”.") % {"number": number}})
    return product


def require_purchase(viewer: "User", public_id: UUID | None) -> "Purchase | None":
    """Return the purchase a return names; no id names none."""
    if public_id is None:
        return None
    purchase = find_visible_purchase(viewer, public_id)
    if purchase is None:
        raise ValidationError({"reverses": _("There is no such purchase.")})
    return purchase
