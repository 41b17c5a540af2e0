"""How two parties belong together, in words from either side, with the icon that goes with it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Words:
    """A kind of role: read from who has it, and from who it is had at."""

    icon: str
    forwards: str | Promise
    backwards: str | Promise


# icons: briefcase users user-share truck affiliate
WORDS = {
    "works_at": Words("briefcase", _("Works at"), _("Here works")),
    "decides_at": Words("briefcase", _("Decides at"), _("Here decides")),
    "household": Words("users", _("Shares household with"), _("Shares household with")),
    "parent": Words("users", _("Parent of"), _("Child of")),
    "refers": Words("user-share", _("Sent us"), _("Came to us through")),
    "supplies": Words("truck", _("Supplies"), _("Supplied by")),
    "buys_through": Words("affiliate", _("Buys through"), _("Sells on to")),
}
