"""Writing down how to reach somebody."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stamkund.customers.events import ContactPointAdded, ContactPointRemoved
from stamkund.customers.models import ContactKind, ContactPoint, Party
from stamkund.customers.rules import is_plausible_mail, matching_form, one_line_address
from stamkund.kit.folding import fold
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event

ADDRESSES = frozenset({ContactKind.POSTAL, ContactKind.VISITING})


@dataclass(frozen=True, slots=True)
class NewContactPoint:
    """A contact point as somebody gave it; an address may come in parts instead of one line."""

    kind: str
    value: str = ""
    label: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""

    def line(self) -> str:
        """Return the value as one line."""
        return self.value.strip() or one_line_address(street=self.street, postcode=self.postcode, city=self.city)


@transaction.atomic
def add_contact_point(*, party: Party, point: NewContactPoint, actor: User | None, source: str) -> ContactPoint:
    """Add a way to reach *party*; the first of its kind becomes the primary one."""
    stored = store_contact_point(party, point)
    payload = ContactPointAdded(contact_kind=point.kind, value=stored.value)
    record_event(payload=payload, party=party, actor=actor, source=source)
    return stored


@transaction.atomic
def remove_contact_point(*, point: ContactPoint, actor: User | None, source: str) -> None:
    """Take a contact point away; the timeline keeps what it was."""
    payload = ContactPointRemoved(contact_kind=point.kind, value=point.value)
    point.delete()
    record_event(payload=payload, party=point.party, actor=actor, source=source)


def store_contact_point(party: Party, point: NewContactPoint) -> ContactPoint:
    """Store *point* and keep the party's city in step. Only for actions that record the event themselves."""
    line = point.line()
    _require_plausible(point.kind, line)
    is_first = not ContactPoint.objects.filter(party=party, kind=point.kind).exists()
    fields = {
        "value": line,
        "label": point.label,
        "street": point.street,
        "postcode": point.postcode,
        "city": point.city,
        "country": point.country,
    }
    stored = ContactPoint.objects.update_or_create(
        party=party,
        kind=point.kind,
        matching=matching_form(point.kind, line, region=settings.STAMKUND_REGION),
        defaults=fields,
        create_defaults={**fields, "primary": is_first},
    )[0]
    if point.kind in ADDRESSES and point.city and stored.primary:
        Party.objects.filter(pk=party.pk).update(city=point.city, folded_city=fold(point.city))
        party.city, party.folded_city = point.city, fold(point.city)
    return stored


def _require_plausible(kind: str, value: str) -> None:
    if not value:
        raise ValidationError({"value": _("Write the mail address, number or address.")})
    if kind == ContactKind.MAIL and not is_plausible_mail(value):
        raise ValidationError({"value": _("“%(value)s” is not a mail address.") % {"value": value}})
    if kind == ContactKind.PHONE and not any(letter.isdigit() for letter in value):
        raise ValidationError({"value": _("A phone number needs digits.")})
