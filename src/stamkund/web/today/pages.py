"""The morning page as one frozen read object."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from stamkund.customers.queries import all_parties
from stamkund.decisions.queries import situations
from stamkund.decisions.rules import ActionKind, choose
from stamkund.decisions.wording import Suggestion, in_words
from stamkund.dialogue.queries import tasks_due, waiting_tasks
from stamkund.valuation.queries import WorthSaving, worth_saving
from stamkund.web.card.waiting import Waiting, waiting
from stamkund.web.today import words
from stamkund.web.today.arrivals import Arrivals, arrivals
from stamkund.web.today.files import WaitingFile, waiting_files

if TYPE_CHECKING:
    from stamkund.dialogue.models import Task
    from stamkund.staff.models import User

DUE_AT_MOST, DUE_FIRST = 200, 7
COMING = 6
SLIPPING = 5
CANDIDATES = 25


@dataclass(frozen=True, slots=True)
class DueTask:
    """Something to do and whom it is for; no ``name`` and ``public_id`` where it is for nobody in the register."""

    task: Waiting
    name: str
    city: str
    public_id: UUID | None


@dataclass(frozen=True, slots=True)
class Slipping:
    """A valuable customer on the way out: why we think so, and what could be gained."""

    name: str
    public_id: UUID
    title: str
    reason: str
    gain: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Today:
    """All that the page says."""

    greeting: str
    date_line: str
    opening: str
    since: str
    due: tuple[DueTask, ...]
    more_due: int
    slipping: tuple[Slipping, ...]
    files: tuple[WaitingFile, ...]
    coming: tuple[DueTask, ...]
    arrivals: Arrivals
    knows_anybody: bool
    may_write: bool

    @property
    def due_count(self) -> int:
        """How many tasks are due, shown or not."""
        return len(self.due) + self.more_due


def today_page(viewer: "User", since: datetime, *, shows_all: bool = False) -> Today:
    """Return the page of *viewer*, who was last here at *since*; the first tasks due, or all of them."""
    now, language = timezone.localtime(), get_language() or "en"
    due = _tasks(tasks_due(viewer, until=now.date())[:DUE_AT_MOST], now.date())
    slipping = _slipping(viewer)
    late = sum(1 for one in due if one.task.days_late)
    return Today(
        greeting=words.greeting(now, viewer.name.split()[0]),
        date_line=words.date_line(now.date(), language),
        opening=words.opening(due=len(due), late=late, slipping=len(slipping)),
        since=words.since(timezone.localtime(since), now, language),
        due=due if shows_all else due[:DUE_FIRST],
        more_due=0 if shows_all else max(len(due) - DUE_FIRST, 0),
        slipping=slipping,
        files=waiting_files(viewer) if viewer.may_write else (),
        coming=_coming(viewer, now.date()),
        arrivals=arrivals(viewer, since),
        knows_anybody=all_parties().exists(),
        may_write=viewer.may_write,
    )


def _coming(viewer: "User", today: date) -> tuple[DueTask, ...]:
    return _tasks(waiting_tasks(viewer).filter(owner=viewer, due_on__gt=today)[:COMING], today)


def _tasks(tasks: "Iterable[Task]", today: date) -> tuple[DueTask, ...]:
    return tuple(_due_task(task, today) for task in tasks)


def _due_task(task: "Task", today: date) -> DueTask:
    party = task.party
    return DueTask(
        task=waiting(task, today),
        name=party.name if party else "",
        city=party.city if party else "",
        public_id=party.public_id if party else None,
    )


def _slipping(viewer: "User") -> tuple[Slipping, ...]:
    """Return who is worth saving, without those somebody has spoken with, put aside or promised something today."""
    candidates = worth_saving(viewer, CANDIDATES)
    known = situations([one.party_id for one in candidates])
    chosen = ((one, known[one.party_id], choose(known[one.party_id])) for one in candidates)
    to_save = ((one, in_words(action, why)) for one, why, action in chosen if action.kind is ActionKind.SAVE)
    return tuple(_who_slips(one, said) for one, said in islice(to_save, SLIPPING))


def _who_slips(one: WorthSaving, said: Suggestion) -> Slipping:
    return Slipping(one.name, one.public_id, said.title, said.reason, one.gain.amount, one.gain.currency)
