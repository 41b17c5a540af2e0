"""Company customers, and the persons we talk to there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random

from stamkund.demo.clock import Season, in_opening_hours
from stamkund.demo.contacts import mail
from stamkund.demo.drafts import PartyDraft, RoleDraft
from stamkund.demo.names import invent_name
from stamkund.demo.places import invent_address
from stamkund.demo.tables import table
from stamkund.kit.folding import fold

COMPANIES = 58
IS_ALSO_A_CUSTOMER = 0.25
DECIDES = 0.6
FIRST_NUMBER = 9_001


@dataclass(frozen=True, slots=True)
class Companies:
    """The organisations, the new persons at them, and the roles that join them."""

    organisations: tuple[PartyDraft, ...]
    contacts: tuple[PartyDraft, ...]
    roles: tuple[RoleDraft, ...]


def invent_companies(chance: Random, persons: Sequence[PartyDraft], today: date, start: date) -> Companies:
    """Return the companies; a quarter of their contacts are customers of their own already."""
    organisations = tuple(_invent_organisations(chance, Season(start, today)))
    contacts: list[PartyDraft] = []
    roles: list[RoleDraft] = []
    for organisation in organisations:
        person = _find_contact(chance, organisation, persons)
        if person not in persons:
            contacts.append(person)
        roles.append(_role_at(chance, person, organisation))
    return Companies(organisations, tuple(contacts), tuple(roles))


def _invent_organisations(chance: Random, season: Season) -> Iterator[PartyDraft]:
    words = table("companies")
    for number, (place, trade) in enumerate(chance.sample(list(product(words["place"], words["trade"])), COMPANIES)):
        host = "".join(letter for letter in fold(f"{place}{trade[0].split()[0]}") if letter.isalnum())
        yield PartyDraft(
            key=f"company-{number:02}",
            kind="organisation",
            name=f"{place} {trade[0]}",
            since=in_opening_hours(chance, season.day_at(season.weeks * 0.85 * chance.random())),
            points=(mail(f"{trade[1]}@{host}.example"), invent_address(chance, "se")),
            identifiers=(("till", f"K{FIRST_NUMBER + number}"),),
            manner="company",
        )


def _find_contact(chance: Random, organisation: PartyDraft, persons: Sequence[PartyDraft]) -> PartyDraft:
    if chance.random() < IS_ALSO_A_CUSTOMER:
        return chance.choice(persons)
    name = invent_name(chance, "se")
    host = organisation.points[0].value.partition("@")[2]
    return PartyDraft(
        key=f"contact-{organisation.key}",
        since=organisation.since,
        given_name=name.given,
        family_name=name.family,
        points=(mail(f"{fold(name.given)}@{host}"), organisation.points[1]),
    )


def _role_at(chance: Random, person: PartyDraft, organisation: PartyDraft) -> RoleDraft:
    kind = "decides_at" if chance.random() < DECIDES else "works_at"
    label = chance.choice(table("companies")["role"])
    return RoleDraft(party=person.key, at=organisation.key, kind=kind, label=label, since_on=organisation.since.date())
