"""The tabs of the composer as they are shown: icon, word, key, and what the empty field asks."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; its key is printed on it."""

    kind: str
    icon: str
    title: str | Promise
    key: str
    asks: str | Promise


TABS = (
    # icons: notes phone walk users checkbox shopping-bag
    Tab("note", "notes", _("Note"), "n", _("What happened? Write it as you would tell a colleague.")),
    Tab("call", "phone", _("Call"), "c", _("What was said?")),
    Tab("visit", "walk", _("Visit"), "v", _("What did you see and hear?")),
    Tab("meeting", "users", _("Meeting"), "g", _("What was agreed?")),
    Tab("task", "checkbox", _("Task"), "t", _("What is to be done?")),
    Tab("purchase", "shopping-bag", _("Purchase"), "b", _("What was bought?")),
)
