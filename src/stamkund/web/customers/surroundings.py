"""What stands around the rows of a list: views, sentence, headings. Drawn once for all lists that say the same."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from stamkund.staff.queries import names_of_active_staff
from stamkund.valuation.terms import horizon
from stamkund.web.customers.listing import Listing
from stamkund.web.customers.sentence import Sentence, sentence_of, title_of
from stamkund.web.customers.tabs import Tab, View, tabs_at, views_of

if TYPE_CHECKING:
    from stamkund.staff.models import User

KEPT = 128
PARTS = ("above", "sentence", "headings", "bulk", "foot")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading that sorts: where it leads, and how the list stands by it now."""

    query: str
    direction: str


@dataclass(frozen=True)
class Surroundings:
    """Everything that is said around the rows. Two that are equal are drawn alike."""

    listing: Listing
    views: tuple[View, ...]
    staff: tuple[tuple[int, str], ...]
    years: int
    language: str
    may_write: bool

    @cached_property
    def tabs(self) -> tuple[Tab, ...]:
        """The views as tabs; the one that is open is marked."""
        return tabs_at(self.listing, self.views)

    @property
    def title(self) -> str:
        """What this list would be called."""
        return title_of(self.listing)

    @property
    def is_kept(self) -> bool:
        return any(tab.is_here for tab in self.tabs)

    @property
    def own_view(self) -> int | None:
        """The number of the view that is open, if whoever looks at it has kept it."""
        return next((tab.view_id for tab in self.tabs if tab.is_here and tab.view_id), None)

    @property
    def sentence(self) -> Sentence:
        return sentence_of(self.listing, self.staff)

    @property
    def columns(self) -> dict[str, Column]:
        """The headings that sort, by what they sort by."""
        return {
            "name": _column(self.listing, "name", "-name"),
            "contact": _column(self.listing, "-contact", "contact"),
            "stake": _column(self.listing, "-stake", "-stake"),
            "value": _column(self.listing, "-value", "value"),
        }


@dataclass(frozen=True, slots=True)
class Drawn:
    """The parts around the rows, ready to stand in the page; what the list would be called, and whether it is kept."""

    title: str
    is_kept: bool
    above: SafeString
    sentence: SafeString
    headings: SafeString
    bulk: SafeString
    foot: SafeString


def surroundings_of(viewer: "User", listing: Listing) -> Surroundings:
    """Return what stands around *listing* as *viewer* sees it."""
    return Surroundings(
        listing=listing,
        views=views_of(viewer),
        staff=names_of_active_staff(),
        years=round(horizon().years),
        language=get_language() or "en",
        may_write=viewer.may_write,
    )


@lru_cache(maxsize=KEPT)
def draw(around: Surroundings) -> Drawn:
    """Draw *around*; nothing else may stand in it, or it would grow old: no place in the list, no token of a form."""
    drawn = {part: render_to_string(f"customers/{part}.html", {"page": around}) for part in PARTS}
    return Drawn(title=around.title, is_kept=around.is_kept, **drawn)


def _column(listing: Listing, first: str, second: str) -> Column:
    """A heading leads to its *first* order, and from there to the *second*."""
    here = listing.order_name
    direction = "" if here not in {first, second} else "descending" if here.startswith("-") else "ascending"
    return Column(listing.query(sort=second if here == first else first), direction)
