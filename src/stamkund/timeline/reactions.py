"""What follows from an event. The table itself is one page: ``config/reactions.py``."""

from collections.abc import Callable, Iterable, Mapping

from stamkund.timeline.models import Event

Reaction = Callable[[Event], None]

_table: dict[str, tuple[Reaction, ...]] = {}


def install(table: Mapping[str, Iterable[Reaction]]) -> None:
    """Replace the table of reactions: kind of event → what is called, in order, in the event's own transaction."""
    _table.clear()
    _table.update({kind: tuple(reactions) for kind, reactions in table.items()})


def react(event: Event) -> None:
    """Call what follows from *event*; a deferred reaction only stores a task row here."""
    for reaction in _table.get(event.kind, ()):
        reaction(event)
