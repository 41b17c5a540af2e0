"""The persons who buy, and a few who only came to look."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from random import Random

from stamkund.demo.chance import weighted
from stamkund.demo.clock import Season, in_opening_hours
from stamkund.demo.company import CUSTOMERS
from stamkund.demo.contacts import MailAddresses, mail, phone, phone_numbers
from stamkund.demo.drafts import PartyDraft
from stamkund.demo.names import Name, invent_family_name, invent_given_name
from stamkund.demo.places import choose_country, invent_address
from stamkund.demo.tables import table

CROWDED_EARLY = 1.15
FAMILY_OF_THE_ONE_BEFORE = 0.13
HAS_PHONE = 0.3
PROSPECTS = 45
FIRST_NUMBER = 1_001


def invent_persons(chance: Random, today: date, start: date) -> tuple[PartyDraft, ...]:
    """Return the persons by customer number; now and then somebody shares a home with the one before."""
    season, addresses, numbers = Season(start, today), MailAddresses(), phone_numbers()
    persons: list[PartyDraft] = []
    for number in range(CUSTOMERS + PROSPECTS):
        person = _invent_person(chance, number, season, addresses)
        if persons and chance.random() < FAMILY_OF_THE_ONE_BEFORE:
            person = _move_in(chance, person, persons[-1], addresses)
        persons.append(_with_phone(chance, person, numbers))
    return tuple(persons)


def _invent_person(chance: Random, number: int, season: Season, addresses: MailAddresses) -> PartyDraft:
    country = choose_country(chance)
    name = Name(given=invent_given_name(chance, country), family=invent_family_name(chance, country))
    manners = [(manner["share"], key) for key, manner in table("baskets").items() if manner["share"]]
    return PartyDraft(
        key=f"person-{number:04}",
        since=in_opening_hours(chance, season.day_at(season.weeks * chance.random() ** CROWDED_EARLY)),
        given_name=name.given,
        family_name=name.family,
        points=(mail(addresses.invent(chance, name)), invent_address(chance, country)),
        identifiers=(("till", f"K{FIRST_NUMBER + number}"),),
        manner=weighted(chance, manners) if number < CUSTOMERS else "prospect",
    )


def _move_in(chance: Random, person: PartyDraft, other: PartyDraft, addresses: MailAddresses) -> PartyDraft:
    """Give *person* the family name and the home of *other*."""
    name = Name(given=person.given_name, family=other.family_name)
    home = other.points[1]
    return replace(person, family_name=name.family, points=(mail(addresses.invent(chance, name)), home))


def _with_phone(chance: Random, person: PartyDraft, numbers: Iterator[str]) -> PartyDraft:
    is_norwegian = any(point.country == "NO" for point in person.points)
    if is_norwegian or chance.random() > HAS_PHONE:
        return person
    return replace(person, points=(*person.points, *(phone(number) for number in islice(numbers, 1))))
