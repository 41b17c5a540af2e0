"""A file to import: a year from the till of a small sister shop, as such tills write it.

Semicolons, decimal commas, cp1252, Swedish headings; customers known and new, people nobody asked for a name, and a few
rows that are wrong. Nothing of it is in the demo before it is imported.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from stamkund.demo.behaviour import buying_days
from stamkund.demo.chance import chance_for
from stamkund.demo.clock import STEADY, Season
from stamkund.demo.contacts import MailAddresses
from stamkund.demo.drafts import PartyDraft
from stamkund.demo.names import invent_name
from stamkund.demo.tables import table

NAME = "kassan-2025.csv"
ENCODING = "cp1252"
HEADINGS = ("Kvittonr", "Datum", "Kundnamn", "E-post", "Artikelnr", "Benämning", "Antal", "Belopp")
BUYERS = 620
KNOWN = 0.4
UNNAMED_RECEIPTS = 180
PACE_WEEKS = 12.0
FAVOURITES = 2
FIRST_RECEIPT = 500_001
OPENED, CLOSED = date(2025, 1, 2), date(2025, 12, 31)
GOODS = ("CL-1", "HS-1", "RR-1", "HL-1", "ST-1", "CK-B", "CK-N", "GR-1", "TR-1", "IN-1", "IN-2", "LC-1", "BR-1")
WRONG = (
    ("509900", "2025-02-30", "Sigge Rökstugros", "sigge@lanthandeln.example", "CL-1", "Clog, lined", "1", "1490,00"),
    ("509901", "2025-08-02", "Tea Pliggdal", "tea@lanthandeln.example", "HS-1", "House shoe", "1", "betalar sen"),
    ("509902", "", "Ivar Odonhed", "ivar@brevduvan.example", "GR-1", "Grease, 150 ml", "2", "280,00"),
)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whoever buys mostly the same few things."""

    name: str = ""
    mail: str = ""
    likes: tuple[str, ...] = GOODS


def write_till_file(folder: Path, *, seed: int, parties: Sequence[PartyDraft]) -> Path:
    """Write the file into *folder*, some of its buyers being among *parties*, and return its path."""
    chance = chance_for(seed, "till file")
    rows = [row for number, sale in enumerate(_sales(chance, parties)) for row in _rows(chance, number, *sale)]
    rows[120:120] = WRONG
    path = folder / NAME
    with path.open("w", encoding=ENCODING, newline="") as file:
        csv.writer(file, delimiter=";").writerows((HEADINGS, *rows))
    return path


def _sales(chance: Random, parties: Sequence[PartyDraft]) -> list[tuple[date, Buyer]]:
    """Return the year's receipts in order: whose they are, and when."""
    year = Season(OPENED, CLOSED, STEADY)
    sales = [(year.day_at(year.weeks * chance.random()), Buyer()) for _ in range(UNNAMED_RECEIPTS)]
    for buyer in _buyers(chance, [party for party in parties if party.manner]):
        own_year = Season(year.day_at(year.weeks * chance.random()), CLOSED, STEADY)
        sales += [(day, buyer) for day in buying_days(chance, own_year, pace_weeks=PACE_WEEKS)]
    return sorted(sales, key=lambda sale: sale[0])


def _buyers(chance: Random, customers: Sequence[PartyDraft]) -> Iterator[Buyer]:
    known = round(BUYERS * KNOWN)
    for party in chance.sample(customers, known):
        yield Buyer(
            party.shown_name, next(point.value for point in party.points if point.kind == "mail"), _likes(chance)
        )
    addresses = MailAddresses()
    for _ in range(BUYERS - known):
        name = invent_name(chance, "se")
        yield Buyer(
            f"{name.given} {name.family}", addresses.invent(chance, name).replace("@", ".heby@"), _likes(chance)
        )


def _likes(chance: Random) -> tuple[str, ...]:
    return tuple(chance.sample(GOODS, FAVOURITES))


def _rows(chance: Random, number: int, day: date, buyer: Buyer) -> Iterator[Row]:
    for goods in chance.sample(buyer.likes, chance.choice((1, 1, 1, 2))):
        product, pieces = table("catalogue")[goods], chance.choice((1, 1, 1, 2))
        amount = f"{Decimal(product['price']) * pieces:.2f}".replace(".", ",")
        receipt = str(FIRST_RECEIPT + number)
        yield (receipt, f"{day}", buyer.name, buyer.mail, goods, product["name"], str(pieces), amount)
