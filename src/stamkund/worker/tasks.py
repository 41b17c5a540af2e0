"""How a noun declares work that is done later: ``@task()`` on a plain function with JSON keyword arguments."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, ParamSpec, Protocol

from django.utils.module_loading import autodiscover_modules

from stamkund.worker.actions import forget_finished as upkeep
from stamkund.worker.actions.enqueue_task import enqueue_task
from stamkund.worker.models import Task

P = ParamSpec("P")

_declared: dict[str, "BackgroundTask[Any]"] = {}


class Recorded(Protocol):
    """An event that has been recorded."""

    @property
    def pk(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class BackgroundTask(Generic[P]):
    """A function that a worker calls. Called directly it is the plain function."""

    function: Callable[P, object]
    name: str
    queue: str
    retries: int

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> object:
        return self.function(*args, **kwargs)

    def enqueue(self, *, unique: str | None = None, run_after: datetime | None = None, **arguments: Any) -> Task:
        """Store this work in the current transaction: it exists if, and as soon as, that is committed.

        The same *unique* key waits only once. *arguments* must be what JSON can say.
        """
        return enqueue_task(
            name=self.name,
            arguments=arguments,
            queue=self.queue,
            retries=self.retries,
            unique=unique,
            run_after=run_after,
        )

    def later(self, event: Recorded) -> None:
        """Follow *event* later: a deferred reaction for ``config/reactions.py``. The function takes ``event_id``."""
        self.enqueue(event_id=event.pk)


def task(*, queue: str = "default", retries: int = 5) -> Callable[[Callable[P, object]], BackgroundTask[P]]:
    """Declare a function of a noun's ``tasks.py`` as work that a worker does, tried again *retries* times."""

    def declare(function: Callable[P, object]) -> BackgroundTask[P]:
        room = function.__module__.removeprefix("stamkund.").removesuffix(".tasks")
        declared = BackgroundTask(function, f"{room}.{function.__qualname__}", queue, retries)
        _declared[declared.name] = declared
        return declared

    return declare


def discover_tasks() -> None:
    """Import every noun's ``tasks.py``. Only workers need it: whoever enqueues has imported the function already."""
    autodiscover_modules("tasks")


def declared_task(name: str) -> BackgroundTask[Any]:
    """Return the task declared as *name*; ``LookupError`` if this version of Stamkund has none."""
    try:
        return _declared[name]
    except KeyError:
        raise LookupError(f"no task is called {name!r} in this version") from None


@task(retries=1)
def forget_finished() -> None:
    upkeep.forget_finished()
