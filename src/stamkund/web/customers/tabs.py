"""The views above the list: some that everybody has, then those somebody kept. Each has an address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _

from stamkund.staff.queries import known_views
from stamkund.valuation.terms import horizon
from stamkund.web.customers.listing import Listing
from stamkund.web.customers.selecting import Size, measure, select

if TYPE_CHECKING:
    from stamkund.staff.models import User

PAGE = "customers"


@dataclass(frozen=True, slots=True)
class Tab:
    """One view: its name, the list behind it, how many are in it once counted, and its number if it is one's own."""

    title: str
    query: str
    is_here: bool
    size: Size | None = None
    view_id: int | None = None


class View(NamedTuple):
    """A view somebody kept: its name and query string, and its number if it is one's own."""

    name: str
    query: str
    own_id: int | None


def views_of(viewer: "User") -> tuple[View, ...]:
    """Return the views *viewer* may open beside those that everybody has."""
    kept = known_views(viewer, PAGE)
    return tuple(View(name, query, key if owner == viewer.pk else None) for key, owner, name, query in kept)


def tabs_at(here: Listing, views: Iterable[View]) -> tuple[Tab, ...]:
    """Return everybody's views and *views*; the one at *here* is marked."""
    return tuple(Tab(title, listing.query(), listing == here, view_id=key) for title, listing, key in _all(views))


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many are in each view, and in the list itself: asked for after the page, which does not wait for it."""

    tabs: tuple[Tab, ...]
    here: Size
    years: int


def sizes_of(viewer: "User", here: Listing) -> Sizes:
    """Return the same views, counted no further than a thousand each, and the size of the list at *here*."""
    tabs = tuple(
        Tab(title, listing.query(), listing == here, measure(select(viewer, listing)), key)
        for title, listing, key in _all(views_of(viewer))
    )
    size = next((tab.size for tab in tabs if tab.is_here and tab.size), None) or measure(select(viewer, here))
    return Sizes(tabs, size, round(horizon().years))


def _all(views: Iterable[View]) -> Iterator[tuple[str, Listing, int | None]]:
    yield _("All"), Listing(), None
    yield _("Kept by me"), Listing(keeper="me", sort="-contact"), None
    yield _("Companies"), Listing(kind="organisation"), None
    for view in views:
        yield view.name, Listing.from_query(dict(parse_qsl(view.query))), view.own_id
