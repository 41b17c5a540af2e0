"""The fields a file can fill, per kind of import, in the order they are offered."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: Mapping[str, Mapping[str, Promise]] = MappingProxyType(
    {
        "parties": MappingProxyType(
            {
                "number": _("Customer number"),
                "name": _("Name"),
                "given_name": _("Given name"),
                "family_name": _("Family name"),
                "organisation": _("Organisation"),
                "organisation_number": _("Organisation number"),
                "mail": _("Mail"),
                "mobile": _("Mobile"),
                "phone": _("Phone"),
                "street": _("Street"),
                "postcode": _("Postcode"),
                "city": _("City"),
                "country": _("Country"),
                "website": _("Website"),
            }
        ),
        "purchases": MappingProxyType(
            {
                "number": _("Receipt or invoice number"),
                "customer": _("Customer number"),
                "customer_name": _("Customer’s name"),
                "mail": _("Customer’s mail"),
                "phone": _("Customer’s phone"),
                "date": _("Date"),
                "time": _("Time of day"),
                "product": _("Product number"),
                "product_name": _("Product"),
                "quantity": _("Quantity"),
                "unit_price": _("Price each"),
                "amount": _("Amount"),
                "direct_cost": _("Direct cost"),
                "currency": _("Currency"),
            }
        ),
    }
)
DATE_FIELDS = frozenset({"date"})
NUMBER_FIELDS = frozenset({"quantity", "unit_price", "amount", "direct_cost"})
NAMES = frozenset({"name", "given_name", "family_name", "organisation", "mail"})


def missing_fields(kind: str, mapped: frozenset[str]) -> list[str]:
    """The fields without which nothing can be imported. One of several is named by the first of them."""
    if kind == "parties":
        return [] if mapped & NAMES else ["name"]
    missing = [] if "date" in mapped else ["date"]
    return missing if mapped & {"amount", "unit_price"} else [*missing, "amount"]


def field_label(kind: str, field: str) -> str:
    """What the field is called on the screen."""
    return str(FIELDS.get(kind, {}).get(field, field))
