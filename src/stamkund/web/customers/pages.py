"""One read object per page about the list of customers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from stamkund.web.customers.drawing import draw_rows
from stamkund.web.customers.listing import Listing
from stamkund.web.customers.rows import Rows, read_rows
from stamkund.web.customers.surroundings import Drawn, draw, surroundings_of

if TYPE_CHECKING:
    from stamkund.staff.models import User


@dataclass(frozen=True, slots=True)
class MoreRows:
    """What follows in a list. The whiskers of all its pages share one axis, from nothing to *top*."""

    listing: Listing
    rows: Rows
    top: Decimal

    @property
    def drawn(self) -> SafeString:
        """The rows as HTML."""
        return draw_rows(self.rows.rows, self.top)

    @property
    def more(self) -> str:
        """The query string of the page that follows."""
        return f"{self.listing.query(after=self.rows.next)}&top={self.top}"


@dataclass(frozen=True, slots=True)
class CustomerList(MoreRows):
    """The page ``/customers``."""

    around: Drawn


def customer_list(viewer: "User", listing: Listing) -> CustomerList:
    """Return the list as *viewer* sees it."""
    rows = read_rows(viewer, listing)
    return CustomerList(listing, rows, rows.top, draw(surroundings_of(viewer, listing)))


def more_rows(viewer: "User", listing: Listing, top: Decimal) -> MoreRows:
    """Return what follows, without the rest of the page, on the axis of what stands above."""
    rows = read_rows(viewer, listing)
    return MoreRows(listing, rows, top or rows.top)
