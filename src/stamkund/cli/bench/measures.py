"""What is measured, one function each, in this order: each takes the size and returns its figures."""

import csv
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from stamkund.cli.bench import search as searching
from stamkund.cli.bench.asking import Sample, askers, draw
from stamkund.cli.bench.base import build
from stamkund.cli.bench.bulk import without_waiting
from stamkund.cli.bench.calls import call
from stamkund.cli.bench.load import measure, percentile
from stamkund.cli.bench.machine import measure_machine
from stamkund.cli.bench.people import People
from stamkund.cli.bench.processes import memory_mib
from stamkund.cli.bench.stack import Stack, running
from stamkund.cli.bench.who import Who, sign_in
from stamkund.cli.output import say
from stamkund.customers.queries import all_parties
from stamkund.valuation.actions.revise_customer import revise_customer

Figures = dict[str, Any]
REQUESTS = 240
MANY_CLIENTS = 8
IDLE_SECONDS = 3
LARGEST_IMPORT = 100_000
REVISIONS = 300


def measure_base(size: int) -> Figures:
    """Writing the invented base, which everything else is measured on."""
    begun = time.perf_counter()
    with without_waiting():
        bought = build(size)
    seconds = time.perf_counter() - begun
    return {"parties": size, "purchases": bought, "seconds": round(seconds, 1)}


def measure_value() -> Figures:
    """Valuing the base from the command line, start and reading included."""
    called = call("value")
    return {
        "seconds": round(called.seconds, 2),
        "of which the run": called.result["seconds"],
        "customers": called.result["customers"],
        "peak_mib": called.peak_mib,
    }


def measure_import(size: int) -> Figures:
    """Importing a file of new customers, each compared with everybody there is."""
    file, rows = settings.STAMKUND_HOME / "bench.csv", max(10_000, min(size, LARGEST_IMPORT))
    _write_file(file, rows)
    called = call("import", str(file), "--as", "parties")
    return {"rows": rows, "rows_per_second": round(rows / called.seconds), "peak_mib": called.peak_mib}


def measure_revisions(sample: Sample) -> Figures:
    """Revising one customer in closed form, inside this process."""
    waits, processor = [], time.process_time()
    parties = list(all_parties().filter(public_id__in=sample.ids)[:REVISIONS])
    for party in parties:
        begun = time.perf_counter()
        revise_customer(party=party)
        waits.append((time.perf_counter() - begun) * 1000)
    used = (time.process_time() - processor) * 1000 / len(waits)
    shares = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}
    return {name: round(percentile(waits, share), 2) for name, share in shares.items()} | {"cpu_ms": round(used, 2)}


def measure_stack(sample: Sample, who: Who, only: str) -> Figures:
    """The real stack over HTTP, with one client and with eight."""
    figures: Figures = {}
    asked = askers(sample, who)
    with running() as stack:
        time.sleep(IDLE_SECONDS)
        figures["memory idle"] = {"mib": round(memory_mib(stack.processes()))}
        for name, asker in asked.items():
            if only in ("", name):
                figures |= _with_one_and_many(stack, name, asker)
        figures["memory after"] = {"mib": round(memory_mib(stack.processes()))}
    return figures


def _with_one_and_many(stack: Stack, name: str, asker: Any) -> Figures:
    say(f"  {name}")
    return {
        f"{name}, {clients} client{'s' if clients > 1 else ''}": measure(
            stack, asker, requests=REQUESTS, clients=clients
        ).as_dict()
        for clients in (1, MANY_CLIENTS)
    }


def measure_all(size: int, only: str = "") -> Figures:
    """Measure everything, or only what is called *only*, on a base of *size* customers."""
    say(f"Building a base of {size:,} customers …")
    figures: Figures = {"machine before": measure_machine(), "base": measure_base(size), "value": measure_value()}
    sample, who = draw(), sign_in()
    if only in ("", "revision"):
        figures["revision, in process"] = measure_revisions(sample)
    if only in ("", "search"):
        say("  search, in process")
        figures |= _searches(size)
    if only not in ("revision", "value", "import", "search"):
        figures |= measure_stack(sample, who, only)
    if only in ("", "import"):
        say("  import")
        figures["import"] = measure_import(size)
    return figures | {"machine after": measure_machine()}


def _searches(size: int) -> Figures:
    return {f"search, in process, {clients} at once": searching.run(size, clients) for clients in (1, MANY_CLIENTS)}


def _write_file(file: Path, rows: int) -> None:
    people = People(seed=11)
    with file.open("w", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["given name", "family name", "mail", "phone", "customer number"])
        for number in range(rows):
            party = people.party(number)
            mail, phone = (point.value for point in party.contact_points)
            writer.writerow([party.given_name, party.family_name, f"new.{mail}", phone, f"N{number}"])
