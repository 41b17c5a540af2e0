"""The empty composer: what is the same for everybody, or for one colleague the whole day, is drawn once."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from stamkund.staff.queries import names_of_active_staff
from stamkund.web.card.forms.composer import ComposerForm
from stamkund.web.card.tabs import TABS

if TYPE_CHECKING:
    from stamkund.staff.models import User

KEPT = 256


@dataclass(frozen=True, slots=True)
class Fresh:
    """A composer nobody has written in: the key what is sent is known by, its tabs, and its fields."""

    key: str
    tabs: SafeString
    foot: SafeString


def fresh_composer(viewer: "User", kind: str) -> Fresh:
    """Return an empty composer for *viewer* with the tab *kind* open."""
    staff, language = names_of_active_staff(), get_language() or "en"
    foot = _draw_foot(viewer, staff, language, timezone.localdate(), settings.STAMKUND_CURRENCY)
    return Fresh(uuid4().hex, _draw_tabs(kind, language), foot)


@lru_cache(maxsize=KEPT)
def _draw_tabs(kind: str, _language: str) -> SafeString:
    return render_to_string("card/composer_tabs.html", {"tabs": TABS, "kind": kind})


@lru_cache(maxsize=KEPT)
def _draw_foot(
    viewer: "User", _staff: tuple[tuple[int, str], ...], _language: str, _today: date, _currency: str
) -> SafeString:
    """Draw the fields; everything that stands in them is an argument, or they would grow old."""
    return render_to_string("card/composer_foot.html", {"form": ComposerForm(viewer=viewer)})
