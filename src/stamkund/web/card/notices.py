"""What a toast says after something was done, and how it is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from stamkund.customers.models import Party


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence, in the tone "lost" where it failed; ``undo`` takes it back when ``fields`` are posted there."""

    text: str
    undo: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    tone: str = ""


def notice(text: str, customer: "Party", undo: str, /, *args: object, **fields: str) -> Notice:
    """Return a notice whose undo is the page named *undo* of this customer."""
    return Notice(text, reverse(undo, args=[customer.public_id, *args]), fields)
