"""A made-up Nordic base with duplicates and families: for tests and measuring. Nobody in it exists."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from stamkund.quant.linkage.columns import Role
from stamkund.quant.rows import Indices

GIVEN: Final = (
    "Karin", "Anna", "Eva", "Maria", "Kerstin", "Birgitta", "Elin", "Ida", "Åsa", "Märta", "Ingrid", "Siri",
    "Astrid", "Sofie", "Ingeborg", "Ragnhild", "Tuva", "Solveig", "Lars", "Anders", "Johan", "Erik", "Per",
    "Karl", "Nils", "Jan", "Bo", "Göran", "Sören", "Björn", "Håkon", "Øystein", "Leif", "Magnus", "Olav",
    "Trygve", "Åge", "Sigurd",
)  # fmt: skip
STEMS: Final = (
    "Dal", "Berg", "Ek", "Lind", "Ny", "Ström", "Sjö", "Ås", "Hag", "Holm", "Sund", "Lund", "Vik", "Fors",
    "Gran", "Björk", "Stor", "Nord", "Öst", "Väst", "Rosen", "Alm",
)  # fmt: skip
ENDS: Final = (
    "berg", "ström", "gren", "lund", "qvist", "mark", "dahl", "stad", "nes", "vik", "sen", "sson", "man", "by",
    "strand", "bakken", "haugen", "rud",
)  # fmt: skip
STREETS: Final = (
    "Storgatan", "Kungsgatan", "Skolgatan", "Björkvägen", "Kyrkogata", "Strandveien", "Åsvegen", "Parkvägen",
    "Torggata", "Ringvägen",
)  # fmt: skip
TOWNS: Final = (
    "Falun", "Sala", "Mora", "Borlänge", "Rättvik", "Leksand", "Hamar", "Lillehammer", "Gjøvik", "Elverum",
    "Kongsvinger", "Bergen",
)  # fmt: skip
COLUMNS: Final = {
    "given_name": Role.GIVEN, "surname": Role.SURNAME, "born": Role.BIRTH, "street": Role.STREET,
    "postcode": Role.POSTCODE, "city": Role.CITY, "mail": Role.MAIL, "phone": Role.PHONE,
}  # fmt: skip
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Records by column, and which person each of them is."""

    columns: dict[str, list[str | None]]
    person: Indices


def households(people: int, seed: int, duplicates: float = 0.3, errors: float = 0.25) -> MadeUp:
    """People in families of one to five at one address, with one surname and mostly one telephone.

    A share of them is recorded a second time, each of its cells misspelt, missing or changed with probability `errors`.
    """
    chance = np.random.default_rng(seed)
    rows = _families(people, chance)
    again = np.flatnonzero(chance.random(people) < duplicates).tolist()
    second = [[_spoil(cell, chance) if chance.random() < errors else cell for cell in rows[one]] for one in again]
    columns = dict(zip(COLUMNS, (list(cells) for cells in zip(*rows, *second, strict=True)), strict=True))
    return MadeUp(columns, np.array([*range(people), *again], dtype=np.intp))


def _families(people: int, chance: np.random.Generator) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    while len(rows) < people:
        shared = _home(chance)
        size = min(int(chance.integers(1, 6)), people - len(rows))
        rows += [_person(shared, chance) for _ in range(size)]
    return rows


def _home(chance: np.random.Generator) -> tuple[str, str, str, str, str]:
    """Surname, street, postcode, town, telephone."""
    town = int(chance.integers(len(TOWNS)))
    surname = STEMS[chance.integers(len(STEMS))] + ENDS[chance.integers(len(ENDS))]
    street = f"{STREETS[chance.integers(len(STREETS))]} {chance.integers(1, 200)}"
    return (
        surname,
        street,
        f"{79 + town}{chance.integers(100, 1000)}",
        TOWNS[town],
        f"070{chance.integers(10**6, 10**7)}",
    )


def _person(home: tuple[str, str, str, str, str], chance: np.random.Generator) -> list[str | None]:
    surname, street, postcode, town, phone = home
    given = GIVEN[chance.integers(len(GIVEN))]
    born = f"{chance.integers(1930, 2010)}-{chance.integers(1, 13):02}-{chance.integers(1, 29):02}"
    own = f"070{chance.integers(10**6, 10**7)}" if chance.random() < 0.3 else phone
    mail = f"{given}.{surname}{chance.integers(100)}@example.se".casefold() if chance.random() < 0.7 else None
    return [given, surname, born, street, postcode, town, mail, own]


def _spoil(cell: str | None, chance: np.random.Generator) -> str | None:
    """Nothing, or one letter changed, left out or put in."""
    if not cell or chance.random() < 0.3:
        return None
    at, letter = int(chance.integers(len(cell))), LETTERS[chance.integers(26)]
    kept = cell[at + int(chance.random() < 0.7) :]
    return cell[:at] + (letter if chance.random() < 0.7 else "") + kept
