"""A task as it is shown while it waits."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stamkund.dialogue.models import Task


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is to be done, by when and by whom; ``tone`` is lost when it is late, risk when it is due today."""

    id: int
    title: str
    due_on: date
    owner: str
    days_late: int
    tone: str


def waiting(task: "Task", today: date) -> Waiting:
    """Return *task* as it stands *today*."""
    late = (today - task.due_on).days
    tone = "lost" if late > 0 else "risk" if late == 0 else ""
    return Waiting(task.pk, task.title, task.due_on, task.owner.name, max(late, 0), tone)
