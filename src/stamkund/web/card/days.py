"""Entries under their headings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from stamkund.web.card.entries import Entry
from stamkund.web.card.headings import heading_of


@dataclass(frozen=True, slots=True)
class Day:
    """Entries under one heading; ``note`` is said after it in a lower voice. Pins have a heading of their own."""

    heading: str
    note: str
    entries: tuple[Entry, ...]
    is_pinned: bool = False

    @property
    def prefix(self) -> str:
        """How the ids of its entries begin: a pinned one stands in its own time, too."""
        return "pin" if self.is_pinned else "entry"


def days_of(entries: Iterable[Entry], today: date, language: str) -> tuple[Day, ...]:
    """Return *entries* (latest first) under their headings."""
    grouped = groupby(entries, key=lambda entry: heading_of(entry.at.date(), today, language))
    return tuple(Day(*heading, tuple(those)) for heading, those in grouped)
