"""A place on the timeline, as it stands in an address: ``2026-11-19T09:12:00+00:00~4711``."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stamkund.timeline.models import Event


LONGEST = 64


@dataclass(frozen=True, slots=True)
class Cursor:
    """The event a page ends or begins at."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.id}"


def cursor_at(event: "Event") -> Cursor:
    """Return the place of *event*."""
    return Cursor(event.occurred_at, event.pk)


def parse_cursor(text: str) -> Cursor | None:
    """Return the place *text* names; ``None`` for nothing and for nonsense: then a page begins at the top."""
    at, _tilde, number = text[:LONGEST].partition("~")
    try:
        cursor = Cursor(datetime.fromisoformat(at), int(number))
    except ValueError:
        return None
    is_sane = cursor.at.tzinfo is not None and 1900 < cursor.at.year < 2200 and 0 < cursor.id < 2**63
    return cursor if is_sane else None
