"""Rows of a customer file with everything in the form it is compared in, made before a database is asked. Pure."""

from dataclasses import dataclass

from stamkund.customers.actions.add_parties import ReadyContactPoint
from stamkund.customers.models import ContactKind
from stamkund.customers.rules import matching_form, one_line_address
from stamkund.imports.formats.records import Record
from stamkund.imports.publishing.register import Pair
from stamkund.imports.rows.contact import comparable_phone
from stamkund.imports.rows.parties import PartyReader, PartyRow
from stamkund.imports.rows.problems import Problem
from stamkund.imports.rows.settings import MappingSettings
from stamkund.kit.folding import fold

ORGANISATION_NUMBERS = "organisation number"
# Plain texts: compared and stored a million times, where a member of an enumeration costs three times as much.
MAIL, PHONE, POSTAL, WEB = (
    str(kind.value) for kind in (ContactKind.MAIL, ContactKind.PHONE, ContactKind.POSTAL, ContactKind.WEB)
)


@dataclass(slots=True)
class ReadyParty:
    """A row, its keys, its ways to reach somebody, and its name as names are compared."""

    row: PartyRow
    identifiers: list[Pair]
    points: list[ReadyContactPoint]
    folded_name: str

    @property
    def phones(self) -> list[str]:
        return [point.matching for point in self.points if point.kind == PHONE]


class ReadyReader:
    """Reads records and makes them ready. `source` is whose numbers the file gives, `region` where its phones ring."""

    def __init__(self, settings: MappingSettings, *, source: str, region: str) -> None:
        self._reader = PartyReader(settings)
        self._source = source
        self._region = region

    def read(self, record: Record) -> tuple[ReadyParty | None, list[Problem]]:
        """The row made ready, or None when a problem refuses it."""
        row, problems = self._reader.read(record)
        if row is None:
            return None, problems
        points = contact_points_of(row, region=self._region)
        return ReadyParty(row, identifiers_of(row, source=self._source), points, fold(row.name)), problems


def contact_points_of(row: PartyRow, *, region: str) -> list[ReadyContactPoint]:
    """Every way to reach somebody that the row names, each in the form it is compared in."""
    points = [ReadyContactPoint(MAIL, mail, matching_form(MAIL, mail, region=region)) for mail in row.mails]
    points += [ReadyContactPoint(PHONE, one, comparable_phone(one, region=region)) for one in row.phones]
    line = one_line_address(street=row.street, postcode=row.postcode, city=row.city) if row.street else ""
    if line:
        address = (row.street, row.postcode, row.city, row.country)
        points.append(ReadyContactPoint(POSTAL, line, fold(line), *address))
    if row.website:
        points.append(ReadyContactPoint(WEB, row.website, fold(row.website)))
    return list({(point.kind, point.matching): point for point in points}.values())


def identifiers_of(row: PartyRow, *, source: str) -> list[Pair]:
    """The keys the row gives: the file's own number first, then the public one of an organisation."""
    own = [(source, row.number)] if row.number else []
    return [*own, (ORGANISATION_NUMBERS, row.organisation_number[:120])] if row.organisation_number else own
