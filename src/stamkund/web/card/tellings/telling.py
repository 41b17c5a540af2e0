"""What a telling is, and how the right one is found."""

from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from pydantic import ValidationError

from stamkund.timeline.events import Payload

if TYPE_CHECKING:
    from stamkund.timeline.models import Event


@dataclass(frozen=True, slots=True)
class Names:
    """Who takes part, as a colleague would say it; ``who`` is "We" where no member of staff is known."""

    who: str
    customer: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One event in words. ``details`` follow the heading in a lower voice; ``purchase`` is the document's public id."""

    icon: str
    heading: SafeString
    details: tuple[str, ...] = ()
    body: str = ""
    tone: str = ""
    is_quiet: bool = False
    amount: Decimal | None = None
    currency: str = ""
    purchase: str = ""

    @property
    def css(self) -> str:
        """The class that colours the icon."""
        return f"c-{self.tone}" if self.tone else ""

    @property
    def detail(self) -> SafeString | str:
        """The details as they follow the heading."""
        said = " · ".join(self.details)
        return format_html(' <span class="ink-3">· {}</span>', said) if said else ""


@singledispatch
def tell(payload: Payload, names: Names) -> Telling:
    """Tell *payload*; each kind registers its own."""
    return unknown(payload.kind)


def unknown(kind: str) -> Telling:
    """Tell an event whose kind has no words of its own."""
    return Telling(icon="point", heading=format_html("{}", kind.replace(".", " ").replace("_", " ")), is_quiet=True)


def tell_event(event: "Event", customer: str) -> Telling:
    """Return *event* in words; *customer* is the name it is told under."""
    try:
        payload = event.payload
    except (KeyError, ValidationError):
        return unknown(event.kind)
    return tell(payload, Names(who=event.actor.name.split()[0] if event.actor else _("We"), customer=customer))


def say(sentence: str, **names: str) -> SafeString:
    """Return *sentence* with the names in it set off from the text, everything escaped."""
    return format_html(sentence, **{key: format_html("<b>{}</b>", name) for key, name in names.items()})
