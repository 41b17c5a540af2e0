"""The palette: go somewhere, find somebody or something said, do something. One read object per question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from operator import itemgetter
from typing import TYPE_CHECKING

from django.urls import Resolver404, resolve, reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stamkund.kit.folding import fold
from stamkund.search.hits import Hit
from stamkund.search.queries import search
from stamkund.web.card.tabs import TABS
from stamkund.web.shell import navigation

if TYPE_CHECKING:
    from stamkund.staff.models import User

FOUND_AT_MOST = 9
ICONS = {"party": "user", "event": "notes", "purchase": "receipt"}  # icons: user notes receipt user-plus


class Rank(IntEnum):
    """What comes first: a page or verb by its whole name, then customers, then what begins so, then what was said."""

    EXACT = 0
    CUSTOMER = 1
    BEGINS = 2
    SAID = 3
    ELSEWHERE = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One line: where it leads, or the key it presses on the page you are on."""

    icon: str
    text: str
    url: str
    detail: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: tuple[Item, ...]


def palette(viewer: "User", q: str, page: str) -> tuple[Group, ...]:
    """Return what *q* may mean, asked on the page at the path *page*; groups without an answer are left out."""
    hits = search(viewer, q, FOUND_AT_MOST) if q else []
    go, do = tuple(_places(viewer, q)), tuple(_actions(viewer, q, page))
    ranked = (
        (Rank.CUSTOMER, Group(_("Customers"), tuple(_found(hit) for hit in hits if hit.kind == "party"))),
        (Rank.SAID, Group(_("Said and bought"), tuple(_found(hit) for hit in hits if hit.kind != "party"))),
        (_nearest(q, go), Group(_("Go"), go)),
        (_nearest(q, do), Group(_("Do"), do)),
    )
    return tuple(group for _rank, group in sorted(ranked, key=itemgetter(0)) if group.items)


def _nearest(q: str, items: Sequence[Item]) -> Rank:
    return min((_rank(q, item.text) for item in items), default=Rank.ELSEWHERE)


def _rank(q: str, title: str) -> Rank:
    if fold(title) == fold(q):
        return Rank.EXACT
    return Rank.BEGINS if fold(title).startswith(fold(q)) else Rank.ELSEWHERE


def _found(hit: Hit) -> Item:
    detail = marked(hit.detail, hit.detail_ranges)
    return Item(ICONS[hit.kind], marked(hit.title, hit.title_ranges), reverse("customer", args=[hit.party]), detail)


def _places(viewer: "User", q: str) -> Iterator[Item]:
    places = navigation.all_places(may_administer=viewer.may_administer)
    for place in sorted(places, key=lambda place: _rank(q, str(place.title))):
        if fold(q) in fold(str(place.title)):
            yield Item(place.icon, str(place.title), place.url)


def _actions(viewer: "User", q: str, page: str) -> Iterator[Item]:
    if not viewer.may_write:
        return
    for item in sorted(_on_card(page) if _is_card(page) else (), key=lambda item: _rank(q, item.text)):
        if fold(q) in fold(item.text):
            yield item
    name = "" if _rank(q, _("New customer")) < Rank.ELSEWHERE else q
    address = f"{reverse('new_customer')}?{urlencode({'name': name})}"
    yield Item("user-plus", _("New customer “%(name)s”") % {"name": name} if name else _("New customer"), address)


def _on_card(page: str) -> Iterator[Item]:
    for tab in TABS:
        yield Item(tab.icon, str(tab.title), page, press=tab.key)
    yield Item("arrow-merge", _("Join with another entry…"), page, press="J")  # icons: arrow-merge


def _is_card(page: str) -> bool:
    try:
        return resolve(page).url_name == "customer"
    except Resolver404:
        return False


def marked(text: str, ranges: Sequence[tuple[int, int]]) -> SafeString:
    """Return *text* with the letters that were looked for marked."""
    parts, at = [], 0
    for start, end in ranges:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every part is escaped
