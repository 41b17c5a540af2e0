"""Whether the base is being valued right now, and how far that has come."""

from dataclasses import dataclass

from stamkund.valuation.tasks import value_base
from stamkund.worker.models import TaskState
from stamkund.worker.queries import Progress, failed_tasks, living_workers, progress_of, unfinished_tasks


@dataclass(frozen=True, slots=True)
class Valuing:
    """Work under way: *progress* is None where there is none. ``is_stuck``: it waits, and no worker lives to do it."""

    progress: Progress | None
    is_running: bool = False
    is_stuck: bool = False
    has_failed: bool = False

    @property
    def is_under_way(self) -> bool:
        return self.progress is not None


def valuing_now() -> Valuing:
    """Return the state of the valuation that was asked for, by anybody."""
    task = unfinished_tasks().filter(name=value_base.name).last()
    if task is None:
        return Valuing(None, has_failed=failed_tasks().filter(name=value_base.name).exists())
    is_running = task.state == TaskState.RUNNING
    return Valuing(progress_of(task), is_running, is_stuck=not is_running and not living_workers().exists())
