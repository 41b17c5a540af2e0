"""One row of a customer file."""

import re
from typing import NamedTuple

from stamkund.customers.models import PartyKind
from stamkund.customers.rules import display_name
from stamkund.imports.formats.records import Record
from stamkund.imports.rows.contact import country_code, is_plausible_mail, is_plausible_phone
from stamkund.imports.rows.problems import Picker, Problem
from stamkund.imports.rows.settings import MappingSettings
from stamkund.imports.values import read_key
from stamkund.imports.values.texts import read_blank_or_text

KEYS = frozenset({"number", "organisation_number"})
NAMED_BY = ("name", "organisation", "family_name", "given_name", "mail")
PERSON, ORGANISATION = str(PartyKind.PERSON.value), str(PartyKind.ORGANISATION.value)
_SEVERAL = re.compile(r"[;,\s]+")


class PartyRow(NamedTuple):
    """What one row of the file says about somebody, checked."""

    row: int
    number: str
    kind: str
    name: str
    given_name: str
    family_name: str
    organisation_number: str
    mails: tuple[str, ...]
    phones: tuple[str, ...]
    street: str
    postcode: str
    city: str
    country: str
    website: str
    works_at: str


class PartyReader:
    """Reads rows by one mapping."""

    def __init__(self, settings: MappingSettings) -> None:
        self._settings = settings
        self._named_by = next((field for field in NAMED_BY if field in settings.columns), "name")
        self._texts = settings.fields - KEYS

    def read(self, record: Record) -> tuple[PartyRow | None, list[Problem]]:
        """The row, or None when a problem refuses it; a mail or phone that cannot be one is only left out."""
        pick = Picker(record, self._settings)
        text = {field: pick.read(field, read_blank_or_text, "", optional=True) for field in self._texts}
        mails, phones = _mails(pick, text.get("mail", "")), _phones(pick, text)
        number = pick.read("organisation_number", read_key, "", optional=True)
        kind, name = _who(text, mails, is_organisation=bool(number))
        if not name:
            pick.note(self._named_by, "no_name")
        row = PartyRow(
            row=record.row,
            number=pick.read("number", read_key, "", optional=True)[:120],
            kind=kind,
            name=name[:200],
            given_name=text.get("given_name", "")[:100],
            family_name=text.get("family_name", "")[:100],
            organisation_number=number,
            mails=mails,
            phones=phones,
            street=text.get("street", "")[:200],
            postcode=text.get("postcode", "")[:20],
            city=text.get("city", "")[:100],
            country=country_code(text.get("country", "")),
            website=text.get("website", "")[:320],
            works_at=text.get("organisation", "")[:200] if kind == PERSON else "",
        )
        if not pick.problems:
            return row, []
        is_refused = any(problem.refused for problem in pick.problems)
        return None if is_refused else row, [problem._replace(who=name[:120]) for problem in pick.problems]


def _who(text: dict[str, str], mails: tuple[str, ...], *, is_organisation: bool) -> tuple[str, str]:
    """Kind and name: a person by the names it has, an organisation when only that is named, at worst a mail address."""
    person = text.get("name", "") or display_name(
        given_name=text.get("given_name", ""), family_name=text.get("family_name", "")
    )
    organisation = text.get("organisation", "")
    if person and not is_organisation and (person != organisation):
        return PERSON, person
    if organisation or person:
        return ORGANISATION, organisation or person
    return PERSON, mails[0] if mails else ""


def _mails(pick: Picker, text: str) -> tuple[str, ...]:
    if not text or is_plausible_mail(text):
        return (text,) if text else ()
    found = tuple(mail for mail in _SEVERAL.split(text) if is_plausible_mail(mail))
    if not found:
        pick.note("mail", "mail_not_plausible", refused=False)
    return found


def _phones(pick: Picker, text: dict[str, str]) -> tuple[str, ...]:
    found = []
    for field in ("mobile", "phone"):
        number = text.get(field)
        if not number:
            continue
        if is_plausible_phone(number):
            found.append(number[:60])
        else:
            pick.note(field, "phone_not_plausible", refused=False)
    return tuple(dict.fromkeys(found))
