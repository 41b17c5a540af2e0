"""The places of the product, in the order they are used; a place without pages of its own is not shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """One link of the navigation; ``title`` is translated when it is shown."""

    url: str
    icon: str
    title: str | Promise
    here: bool = False
    is_find: bool = False
    is_middle: bool = False


@dataclass(frozen=True)
class PlaceGroup:
    title: str | Promise
    places: tuple[Place, ...]


# icons: sun users scale file-import user-cog adjustments
ROOMS: tuple[tuple[str | Promise, tuple[tuple[str, str, str | Promise], ...]], ...] = (
    ("", (("today", "sun", _("Today")), ("customers", "users", _("Customers")))),
    (_("Customer base"), (("value", "scale", _("Value")),)),
    (
        _("Workshop"),
        (
            ("imports", "file-import", _("Imports")),
            ("people", "user-cog", _("People")),
            ("settings", "adjustments", _("Settings")),
        ),
    ),
)


ADMINISTRATORS_ONLY = frozenset({"people"})


def groups_at(path: str, *, may_administer: bool = True) -> tuple[PlaceGroup, ...]:
    """Return the navigation as it stands on the page at *path*; a closed door is not shown as a way."""
    groups = (PlaceGroup(title, tuple(_places(rooms, path))) for title, rooms in _open_to(may_administer))
    return tuple(group for group in groups if group.places)


def place_of(path: str) -> str:
    """Return the address of the place the page at *path* belongs to, "" for a page of none."""
    return next((place.url for group in groups_at(path) for place in group.places if place.here), "")


def tabbar_at(path: str) -> tuple[Place, ...]:
    """Return the five places of the phone: two rooms, write something down, one more room, find."""
    places = [place for group in groups_at(path) for place in group.places]
    middle = Place("", "plus", _("Write something down"), is_middle=True)
    find = Place("", "search", _("Find"), is_find=True)
    return (*places[:2], middle, *places[2:3], find)


def all_places(*, may_administer: bool = True) -> tuple[Place, ...]:
    """Return every place there is, for the palette."""
    return tuple(place for group in groups_at("", may_administer=may_administer) for place in group.places)


def _open_to(administrator: object) -> Iterator[tuple[str | Promise, tuple[tuple[str, str, str | Promise], ...]]]:
    for title, rooms in ROOMS:
        yield title, tuple(room for room in rooms if administrator or room[0] not in ADMINISTRATORS_ONLY)


def _places(rooms: tuple[tuple[str, str, str | Promise], ...], path: str) -> Iterator[Place]:
    for name, icon, title in rooms:
        url = _address(name)
        if url is not None:
            here = path == url if url == "/" else path.startswith(url)
            yield Place(url, icon, title, here)


@cache
def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
