"""How to reach somebody who does not exist.

Mail goes to the reserved ending ``.example`` (RFC 2606). Phones are the numbers the Swedish Post and Telecom Authority
keeps for books and films: one mobile hundred and a hundred each in four towns. They are given out once each; when they
are used up, people are reached by mail. Norway keeps no such numbers, so Norwegians have none here.
"""

from collections.abc import Iterator
from random import Random

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.demo.names import Name
from stamkund.kit.folding import fold

HOSTS = ("brevduvan", "lanthandeln", "postvagnen", "snigelposten", "norrskenet", "morgonbladet")
KEPT_FOR_MAIN_CHARACTERS = 30


def phone_numbers() -> Iterator[str]:
    """Yield each number once, as Swedes write it, after those of the main characters."""
    mobiles = [f"070-174 06 {last:02}" for last in range(5, 100)]
    yield from mobiles[KEPT_FOR_MAIN_CHARACTERS:]
    for last in range(100):
        yield f"08-465 004 {last:02}"
        yield f"031-390 06 {last:02}"
        yield f"040-628 04 {last:02}"
        yield f"0980-31 92 {last:02}"


class MailAddresses:
    """Gives out addresses, each one once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def invent(self, chance: Random, name: Name) -> str:
        """Return ``given.family@host.example``, with a figure where a namesake was first."""
        stem = f"{fold(name.given)}.{fold(name.family)}"
        host = chance.choice(HOSTS)
        address, namesakes = f"{stem}@{host}.example", 1
        while address in self._given:
            namesakes += 1
            address = f"{stem}{namesakes}@{host}.example"
        self._given.add(address)
        return address


def mail(address: str) -> NewContactPoint:
    return NewContactPoint(kind="mail", value=address)


def phone(number: str) -> NewContactPoint:
    return NewContactPoint(kind="phone", value=number)
