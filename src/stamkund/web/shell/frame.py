"""The frame around a page: navigation, the phone's bar, the menus. Drawn once for each colleague in each place."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from stamkund.web.shell import navigation
from stamkund.web.shell.themes import AS_THE_DEVICE, THEMES

KEPT = 512


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the frame says: who is here, where, in which language. Two that are equal are drawn alike."""

    here: str
    language: str
    name: str
    email: str
    theme: str
    may_write: bool
    may_administer: bool
    company: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The parts of a frame, ready to stand in a page."""

    navigation: SafeString
    tabbar: SafeString
    menus: SafeString


def frame_of(request: HttpRequest) -> Frame:
    """Return what the frame says on the page *request* asks for."""
    # A request refused before anybody was recognised has no user, and its error page is a page too.
    user = getattr(request, "user", None)
    return Frame(
        here=navigation.place_of(request.path),
        language=get_language() or "en",
        name=getattr(user, "name", ""),
        email=getattr(user, "email", ""),
        theme=getattr(user, "theme", AS_THE_DEVICE),
        may_write=getattr(user, "may_write", False),
        may_administer=getattr(user, "may_administer", False),
        company=settings.STAMKUND_COMPANY,
        is_demo=settings.STAMKUND_DEMO,
    )


@lru_cache(maxsize=KEPT)
def draw_frame(frame: Frame) -> Drawn:
    """Draw *frame*; everything that stands in it is part of it, or it would grow old."""
    groups = navigation.groups_at(frame.here, may_administer=frame.may_administer)
    return Drawn(
        navigation=render_to_string("shell/navigation.html", {"frame": frame, "navigation": groups}),
        tabbar=render_to_string("shell/tabbar.html", {"tabbar": navigation.tabbar_at(frame.here)}),
        menus=render_to_string("shell/menus.html", {"frame": frame, "themes": THEMES}),
    )
