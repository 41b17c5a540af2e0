"""What the page about background work shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stamkund.worker.models import Task, TaskState
from stamkund.worker.queries import (
    Progress,
    failed_tasks,
    finished_tasks,
    living_workers,
    progress_of,
    unfinished_tasks,
)

SHOWN = 50
COUNTED = 1_000
SAID: dict[str, str | Promise] = {
    "valuation.value_base": _("Value the customer base"),
    "imports.match_and_check": _("Read a file and check it"),
    "imports.check": _("Check an import"),
    "imports.publish": _("Publish an import"),
    "imports.revert": _("Take an import back"),
    "search.reindex_all": _("Index everything for the search"),
    "search.follow_imports": _("Make an import findable"),
    "api.forget_old": _("Forget answers that programs will not ask for again"),
    "worker.forget_finished": _("Forget tasks done long ago"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """One task in words, and how far it has come."""

    task: Task
    said: str
    progress: Progress

    @property
    def is_running(self) -> bool:
        return self.task.state == TaskState.RUNNING


@dataclass(frozen=True, slots=True)
class BackgroundPage:
    """What failed and waits for a person, what waits for a worker, what was done lately, and how many workers live."""

    failed: Sequence[Work]
    unfinished: Sequence[Work]
    done: int
    has_done_more: bool
    workers: int


def background_page() -> BackgroundPage:
    """Return the state of the work in the background."""
    done = finished_tasks()[: COUNTED + 1].count()
    return BackgroundPage(
        failed=[_work(task) for task in failed_tasks()[:SHOWN]],
        unfinished=[_work(task) for task in unfinished_tasks()[:SHOWN]],
        done=min(done, COUNTED),
        has_done_more=done > COUNTED,
        workers=living_workers().count(),
    )


def said(name: str) -> str:
    """Return the name of a task as it is said; an unknown one as it is written."""
    return str(SAID.get(name, name))


def _work(task: Task) -> Work:
    return Work(task, said(task.name), progress_of(task))
