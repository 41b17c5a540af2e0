"""What stands in the database after the killing, and what is wrong with it. ``kill9.py`` asks, from another process."""

# ruff: noqa: E402  (models can be imported only once Django is set up)

import json
import os
import sys
import time
from collections import Counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stamkund.config.settings")
django.setup()

from django.db import connection
from django.db.models import Count, QuerySet

from stamkund.customers.models import ContactPoint, Identifier, Party
from stamkund.imports.models import Import
from stamkund.search.models import EventDocument, PartyDocument
from stamkund.timeline.models import Event
from stamkund.worker.actions.retry_task import retry_task
from stamkund.worker.claims import VANISHED, release_gone
from stamkund.worker.models import UNFINISHED, Task
from stamkund.worker.queries import failed_tasks
from stamkund.worker.runner import work_off

PATIENCE_SECONDS = 120


def findings(notes: set[str], files: dict[str, int], rows_per_file: int) -> tuple[dict[str, Any], list[str]]:
    """Return figures and faults: *notes* and *files* (id → first customer number) were acknowledged."""
    take_up_the_killed()
    stored = {"stored_notes": notes_stored(), "stored_parties": Party.objects.count()}
    return stored, [
        *lost_notes(notes),
        *lost_customers(files, rows_per_file),
        *half_done(),
        *broken_tasks(),
        *corruption(),
    ]


def notes_stored() -> int:
    return Event.objects.filter(kind="note.written").count()


def lost_notes(notes: set[str]) -> list[str]:
    """Every acknowledged note stands once."""
    stored = Counter(data["text"] for data in Event.objects.filter(kind="note.written").values_list("data", flat=True))
    missing = [f"acknowledged note is lost: {text}" for text in sorted(notes - stored.keys())]
    return missing + [f"note is stored {count} times: {text}" for text, count in stored.items() if count > 1]


def lost_customers(files: dict[str, int], rows_per_file: int) -> list[str]:
    """Every row of every acknowledged file is one customer with its mail, phone and number, and nobody came twice."""
    wanted = {f"K{first + n}" for first in files.values() for n in range(rows_per_file)}
    stored = Counter(Identifier.objects.filter(key__startswith="K").values_list("key", flat=True))
    mails = Counter(ContactPoint.objects.filter(kind="mail").values_list("value", flat=True))
    faults = [
        f"import {one.public_id} is {one.state}: {one.failure}" for one in Import.objects.exclude(state="published")
    ]
    faults += [f"customer of an acknowledged file is lost: {key}" for key in sorted(wanted - stored.keys())[:20]]
    faults += [f"customer is stored {count} times: {key}" for key, count in stored.items() if count > 1]
    faults += [f"mail is stored {count} times: {mail}" for mail, count in mails.items() if count > 1]
    faults += [f"customer has no mail: {key}" for key in sorted(stored) if f"kund{key[1:]}@brev.example" not in mails]
    return faults


def half_done() -> list[str]:
    """Every customer was told to the timeline once and can be found; every note can be found."""
    added = Event.objects.filter(kind="party.added").values("party").annotate(count=Count("pk"))
    faults = [f"party {row['party']} was added {row['count']} times" for row in added if row["count"] != 1]
    counts = {
        "customers without their event": Party.objects.count() - added.count(),
        "customers not findable": Party.objects.count() - PartyDocument.objects.count(),
        "notes not findable": Event.objects.filter(kind="note.written").count() - EventDocument.objects.count(),
    }
    return faults + [f"{count} {what}" for what, count in counts.items() if count]


def take_up_the_killed() -> None:
    """Do what still waits: for its turn, for its next try, or (its worker was killed at every try) for a person."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for task in failed_tasks():
            if task.error.endswith(VANISHED):
                retry_task(task=task)
        if not unfinished_tasks().exists():
            return
        release_gone()
        if not work_off():
            time.sleep(0.5)


def unfinished_tasks() -> QuerySet[Task]:
    return Task.objects.filter(state__in=UNFINISHED)


def broken_tasks() -> list[str]:
    """No task was given up, and none still waits."""
    given_up = [f"task {task} failed: {task.error.strip().splitlines()[-1]}" for task in failed_tasks()]
    return given_up + [f"task {task} is still {task.state}" for task in unfinished_tasks()]


def corruption() -> list[str]:
    """The database itself finds no fault, nor do the search indexes."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        answers = cursor.execute("PRAGMA integrity_check").fetchall()
        faults = [f"integrity: {line}" for (line,) in answers if line != "ok"]
        faults += [f"foreign key: {row}" for row in cursor.execute("PRAGMA foreign_key_check").fetchall()]
        for index in ("search_party_index", "search_event_index"):
            cursor.execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")
    return faults


if __name__ == "__main__":
    told = json.load(sys.stdin)
    json.dump(findings(set(told["notes"]), told["files"], told["rows_per_file"]), sys.stdout)
