"""What is to be done around today for those who bought lately; some of it is late, as in life.

Åsa's own tasks are told by the main characters, so that her page of today can be read as a story.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from stamkund.demo.clock import in_opening_hours
from stamkund.demo.dialogue import subject_of, thing_in
from stamkund.demo.drafts import PartyDraft, PurchaseDraft, TaskDraft
from stamkund.demo.phrases import fill_in
from stamkund.demo.tables import table

OWNERS = ("jonas", "ingrid")
LATELY = timedelta(days=75)


def invent_tasks(
    chance: Random, parties: Sequence[PartyDraft], purchases: Mapping[str, Sequence[PurchaseDraft]], today: date
) -> Iterator[TaskDraft]:
    """Yield one task per day named in ``tasks.toml``, each for another customer with a keeper."""
    days: list[int] = table("tasks")["late_and_soon"]
    kept = [party for party in parties if party.keeper in OWNERS]
    recent = [party for party in kept if _bought_lately(purchases.get(party.key, ()), today)]
    for days_from_now, party in zip(days, chance.sample(recent, min(len(days), len(recent))), strict=False):
        last = purchases[party.key][-1]
        due_on = today + timedelta(days=days_from_now)
        line = chance.choice(table("tasks")[subject_of(last, party)])
        yield TaskDraft(
            party=party.key,
            title=fill_in(chance, line, {"thing": thing_in(last)}),
            due_on=due_on,
            owner=party.keeper or OWNERS[0],
            planned_at=in_opening_hours(chance, min(due_on, today) - timedelta(days=chance.randint(2, 12))),
        )


def _bought_lately(purchases: Sequence[PurchaseDraft], today: date) -> bool:
    """Say whether the last purchase was made lately and still stands."""
    return bool(purchases) and purchases[-1].kind == "sale" and today - purchases[-1].at.date() < LATELY
