"""Pure rules of the register: how names sort, how contact points compare."""

import re

import phonenumbers

from stamkund.kit.folding import alphabetical, fold

_NOT_DIALLED = re.compile(r"[^\d+]")
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
LONGEST_MAIL = 254


def sort_name(*, name: str, given_name: str = "", family_name: str = "", region: str) -> str:
    """Return the name a list is sorted by, family name first where it is known, in the alphabet of *region*."""
    return alphabetical(f"{family_name} {given_name}" if family_name else name, region)[:200]


def display_name(*, name: str = "", given_name: str = "", family_name: str = "") -> str:
    """Return the name to show: as given, or put together from its parts."""
    return (name or f"{given_name} {family_name}").strip()


def matching_form(kind: str, value: str, *, region: str) -> str:
    """Return *value* as it is compared with others of its kind; *region* (ISO 3166) reads national phone numbers."""
    if kind == "phone":
        return matching_phone(value, region=region)
    if kind == "mail":
        return value.strip().casefold()
    return fold(value)[:320]


def is_plausible_mail(value: str) -> bool:
    """Say whether *value* looks like a mail address; letters beyond ASCII are allowed (RFC 6531)."""
    return len(value) <= LONGEST_MAIL and _MAIL.fullmatch(value.strip()) is not None


def matching_phone(value: str, *, region: str) -> str:
    """Return a phone number in E.164 form, or its bare digits where it is no possible number."""
    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return _NOT_DIALLED.sub("", value)
    if not phonenumbers.is_possible_number(number):
        return _NOT_DIALLED.sub("", value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def one_line_address(*, street: str, postcode: str, city: str) -> str:
    """Return an address as one line: ``Åsgatan 114, 791 71 Falun``."""
    place = f"{postcode} {city}".strip()
    return ", ".join(part for part in (street.strip(), place) if part)
