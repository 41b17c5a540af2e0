"""The filters of the timeline: which kinds of event each shows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stamkund.dialogue.events import SPOKEN

MENDABLE = frozenset(SPOKEN)


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of the timeline with a name; no kinds means everything."""

    name: str
    title: str | Promise
    kinds: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """What leads to it from the card's address."""
        return f"?show={self.name}" if self.name else ""


EVERYTHING = Filter("", _("Everything"))
FILTERS = (
    EVERYTHING,
    Filter("dialogue", _("Dialogue"), tuple(sorted(MENDABLE))),
    Filter(
        "orders", _("Orders"), ("purchase.recorded", "purchase.returned", "purchase.cancelled", "purchase.corrected")
    ),
    Filter("tasks", _("Tasks"), ("task.planned", "task.done", "task.postponed", "task.reopened", "task.withdrawn")),
    Filter(
        "register",
        _("Register"),
        (
            "party.added",
            "party.changed",
            "party.merged",
            "party.unmerged",
            "party.restricted",
            "party.released",
            "contact_point.added",
            "contact_point.removed",
            "role.begun",
            "role.ended",
            "identifier.added",
            "keeper.changed",
        ),
    ),
)


def filter_named(name: str) -> Filter:
    """Return the filter called *name*; an unknown name shows everything."""
    return next((one for one in FILTERS if one.name == name), EVERYTHING)
