"""How fast customers are found: the questions people type, letter by letter and whole, right and with a slip."""

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from django.db import connection, connections

from stamkund.cli.bench.people import People, settle
from stamkund.customers.models import Party
from stamkund.search.actions.reindex_all import reindex_all
from stamkund.search.queries import search
from stamkund.staff.models import StaffRole, User

ROUNDS = 60
KEEPER = "bench@stamkund.example"

# kind of question, what is typed, milliseconds of wall clock, milliseconds of processor
Timing = tuple[str, str, float, float]


def run(size: int, clients: int) -> dict[str, Any]:
    """Settle *size* invented customers if the database is empty, index them, and ask as *clients* at once."""
    figures: dict[str, Any] = {"size": size, "clients": clients, "database": connection.vendor}
    if not Party.objects.exists():
        figures |= fill(size)
    connections.close_all()
    with ProcessPoolExecutor(clients, mp_context=get_context("fork")) as pool:
        timings = [timing for batch in pool.map(ask_everything, range(clients)) for timing in batch]
    return figures | summary(timings)


def fill(size: int) -> dict[str, Any]:
    """Store customers and notes, index them all, and say how fast that went."""
    User.objects.create(email=KEEPER, name="Bench", role=StaffRole.KEEPER)
    started = time.perf_counter()
    for _ in settle(People(), size):
        pass
    settled = time.perf_counter()
    documents = reindex_all()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    seconds = time.perf_counter() - settled
    return {"settled_per_second": round(size / (settled - started)), "indexed_per_second": round(documents / seconds)}


def ask_everything(seed: int) -> list[Timing]:
    """Ask every kind of question about some customers, as one client."""
    keeper = User.objects.get(email=KEEPER)
    chance = random.Random(seed)  # noqa: S311  (which customers are asked for guards nothing)
    last = Party.objects.order_by("-pk").values_list("pk", flat=True)[0]
    search(keeper, "warm")
    timings = []
    for _ in range(ROUNDS):
        party = Party.objects.filter(pk__gte=chance.randrange(1, last + 1)).order_by("pk")[0]
        for kind, typed in questions(party, chance).items():
            wall, processor = time.perf_counter(), time.process_time()
            search(keeper, typed)
            timings.append((kind, typed, (time.perf_counter() - wall) * 1e3, (time.process_time() - processor) * 1e3))
    return timings


def questions(party: Party, chance: random.Random) -> dict[str, str]:
    """Return what somebody might type who looks for *party*."""
    name, mail = party.name, party.contact_points.get(kind="mail").value
    phone = party.contact_points.get(kind="phone").value
    place = chance.randrange(1, len(party.family_name) - 2)
    family = party.family_name
    slip = family[:place] + family[place + 1] + family[place] + family[place + 2 :]
    return {
        "two letters": name[:2],
        "three letters": name[:3],
        "given name": party.given_name,
        "given name and a letter": f"{party.given_name} {family[0]}",
        "whole name": name,
        "family name": family,
        "slip": slip,
        "slip in a whole name": f"{party.given_name} {slip}",
        "inside a word": family[2:6],
        "mail": mail[: chance.randrange(8, len(mail))],
        "phone": phone,
        "end of a phone number": phone[-6:],
        "nobody": "qxzwvj",
    }


def summary(timings: Sequence[Timing]) -> dict[str, Any]:
    """Return the percentiles over all questions and by kind, in milliseconds."""
    by_kind: defaultdict[str, list[Timing]] = defaultdict(list)
    for timing in timings:
        by_kind[timing[0]].append(timing)
    return {**percentiles(timings), "kinds": {kind: percentiles(part) for kind, part in by_kind.items()}}


def percentiles(timings: Sequence[Timing]) -> dict[str, float]:
    walls = sorted(timing[2] for timing in timings)

    def at(share: float) -> float:
        return round(walls[min(int(len(walls) * share), len(walls) - 1)], 2)

    processor = sum(timing[3] for timing in timings) / len(timings)
    return {"p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99), "cpu_ms": round(processor, 2)}
