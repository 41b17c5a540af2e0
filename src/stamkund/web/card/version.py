"""What changes whenever a card does: latest event, last valuation, the day. It is the ETag an open card holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from stamkund.timeline.queries import latest_event_id
from stamkund.valuation.queries import revised_at_of


@dataclass(frozen=True, slots=True)
class Version:
    """Which state of a card is meant; ``valued`` is "" where the customer has no value."""

    event_id: int
    valued: str
    day: str

    def __str__(self) -> str:
        return f"{self.event_id}.{self.valued}.{self.day}"

    @property
    def etag(self) -> str:
        """The version as it stands in a header."""
        return f'"{self}"'


def card_version(party_id: int, entries: Sequence[int]) -> Version:
    """Return the state of a card now: two small queries."""
    return version_of(latest_event_id(entries), revised_at_of(party_id))


def version_of(event_id: int, revised_at: datetime | None) -> Version:
    """Return the state that is made of the latest event and the last valuation, today."""
    valued = f"{revised_at:%Y%m%d%H%M%S%f}" if revised_at else ""
    return Version(event_id, valued, f"{timezone.localdate():%Y%m%d}")


def parse_version(text: str) -> Version | None:
    """Return the version *text* names, or ``None``."""
    parts = text.strip('"').split(".")
    if len(parts) != 3 or not parts[0].isdecimal() or len(parts[0]) > 18:
        return None
    return Version(int(parts[0]), parts[1], parts[2])
