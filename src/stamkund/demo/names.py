"""Names that belong to nobody: common given names, family names put together from two parts."""

from dataclasses import dataclass
from random import Random

from stamkund.demo.tables import table


@dataclass(frozen=True, slots=True)
class Name:
    given: str
    family: str


def invent_name(chance: Random, country: str) -> Name:
    """Return somebody's name in *country* (``se`` or ``no``)."""
    return Name(given=invent_given_name(chance, country), family=invent_family_name(chance, country))


def invent_given_name(chance: Random, country: str) -> str:
    return str(chance.choice(table("names")[country]["given"]))


def invent_family_name(chance: Random, country: str) -> str:
    """Return a family name such as *Lavskriksros*; three consonants alike in the joint become two."""
    parts = table("names")[country]
    first, last = chance.choice(parts["first"]), chance.choice(parts["last"])
    return str(first[:-1] + last if first[-2:] == last[0] * 2 else first + last)
