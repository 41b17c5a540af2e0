"""Where the customers live: real towns around Sala and across the border, streets that only a shoemaker would name."""

from random import Random

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.demo.chance import weighted
from stamkund.demo.tables import table

HIGHEST_NUMBER = 64


def choose_country(chance: Random) -> str:
    """Return ``se`` or ``no``, as often as the towns of each have customers."""
    places = table("places")
    return weighted(chance, [(sum(town["share"] for town in places[country]), country) for country in ("se", "no")])


def invent_address(chance: Random, country: str) -> NewContactPoint:
    """Return a postal address in one of the towns of *country*."""
    places = table("places")
    town = weighted(chance, [(town["share"], town) for town in places[country]])
    street = chance.choice(places["streets" if country == "se" else "norwegian_streets"])
    return NewContactPoint(
        kind="postal",
        street=f"{street} {chance.randint(1, HIGHEST_NUMBER)}",
        postcode=_postcode(chance, town["postcode"], country),
        city=town["city"],
        country=country.upper(),
    )


def _postcode(chance: Random, beginning: str, country: str) -> str:
    rest = f"{chance.randint(10, 69)}"
    return f"{beginning} {rest}" if country == "se" else f"{beginning}{rest}"
