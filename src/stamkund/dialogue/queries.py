"""Reading tasks."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from stamkund.customers.queries import may_see, visible_parties
from stamkund.dialogue.models import Task
from stamkund.staff.models import User
from stamkund.timeline.prepared_rows import PreparedRows, Row

KNOWN = 20
COLUMNS = ["id", "party_id", "title", "due_on", "owner_id"]
_WAITING = PreparedRows(lambda entries: tasks_of(entries).values_list(*COLUMNS, "owner__name")[:KNOWN])

_SOONEST_LAST = PreparedRows(
    lambda keys: (
        Task.objects.filter(party__in=keys, done_at=None)
        .order_by("-due_on", "-id")
        .values_list("party", "title", "due_on")
    )
)


def waiting_tasks(viewer: User) -> QuerySet[Task]:
    """Return what is still to be done, soonest first, without the customers *viewer* may not see."""
    tasks = Task.objects.filter(done_at=None).select_related("party", "owner").order_by("due_on", "id")
    if viewer.may_administer:
        return tasks
    return tasks.filter(Q(party=None) | Q(party__restricted=False) | Q(party__in=visible_parties(viewer)))


def tasks_due(viewer: User, *, until: date) -> QuerySet[Task]:
    """Return *viewer*'s own tasks due on *until* or before."""
    return waiting_tasks(viewer).filter(owner=viewer, due_on__lte=until)


def tasks_of(entries: Sequence[int]) -> QuerySet[Task]:
    """Return what is still to be done for one customer, soonest first."""
    tasks = Task.objects.filter(party_id__in=entries, done_at=None)
    return tasks.select_related("owner").order_by("due_on", "id")


def known_tasks_of(entries: Sequence[int]) -> list[Task]:
    """Return the first ``KNOWN`` of them, with no more of their owner than the name."""
    return [_task_from(row) for row in _WAITING.rows(entries)]


def _task_from(row: Row) -> Task:
    task = Task.from_db("default", COLUMNS, row[:-1])
    task.owner = User.from_db("default", ["id", "name"], [task.owner_id, row[-1]])
    return task


def next_tasks_of(keys: Sequence[int]) -> dict[int, tuple[str, date]]:
    """Return for each of several customers what is to be done first, and by when; nothing for those without a task."""
    return {key: (title, due_on) for key, title, due_on in _SOONEST_LAST.rows(keys)} if keys else {}


def find_task(viewer: User, task_id: int) -> Task | None:
    """Return a task, done or not, unless it is for a customer *viewer* may not see."""
    task = Task.objects.select_related("party", "owner").filter(pk=task_id).first()
    hidden = task is not None and task.party is not None and not may_see(viewer, task.party)
    return None if hidden else task
