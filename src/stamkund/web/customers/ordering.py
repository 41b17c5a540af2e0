"""Who fits a list, in its order, so asked that both databases answer quickly whatever the size of the base."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Lookup, Q, QuerySet
from django.db.models.lookups import Exact, IsNull

from stamkund.customers.queries import parties_seen
from stamkund.kit.folding import fold
from stamkund.timeline.prepared_lists import Gap, PreparedList
from stamkund.timeline.walked import FEW, Walked
from stamkund.web.customers.listing import Listing
from stamkund.web.customers.orders import ORDERS, Order
from stamkund.web.customers.selecting import by_standing, cut_of, kept_by

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.staff.models import User
    from stamkund.timeline.prepared_rows import Row

COLUMNS = ("public_id", "name", "city", "keeper__name", "last_event_at")
VALUES = ("value__probability_alive", "value__clv", "value__low", "value__high")
SORTED_BY_EVERY_INDEX = {"name", "-name"}


@dataclass(frozen=True, slots=True)
class Form:
    """What the query of a list depends on: which filters hold, its order, whether it starts behind a row."""

    order_name: str
    kind: str
    worth: str
    risk: str
    cut: Decimal | None
    by_city: bool
    by_keeper: bool
    is_nobodys: bool
    goes_on: bool
    may_administer: bool
    size: int
    is_looked_up: bool = False

    @property
    def order(self) -> Order:
        return ORDERS[self.order_name]

    @property
    def kind_looked_up(self) -> str:
        """The kind, where nothing else that has an index narrows the list."""
        return "" if self.by_city or self.by_keeper else self.kind


def read_in_order(viewer: "User", listing: Listing, size: int) -> "list[Row]":
    """Return the first *size* rows of *listing*: the key, what they are sorted by, then ``COLUMNS`` and ``VALUES``."""
    place = listing.order.read_place(listing.after)
    form = _form_of(viewer, listing, size, goes_on=place is not None)
    value, key = place or (None, None)
    gaps = {"viewer": viewer.pk, "city": fold(listing.city), "value": value, "key": key}
    gaps["keeper"] = kept_by(viewer, listing)
    is_looked_up = form.order_name in SORTED_BY_EVERY_INDEX or fits_few(form, gaps)
    return _PAGES.rows(replace(form, is_looked_up=is_looked_up), gaps)


def _form_of(viewer: "User", listing: Listing, size: int, *, goes_on: bool) -> Form:
    return Form(
        order_name=listing.order_name,
        kind=listing.kind,
        worth=listing.worth,
        risk=listing.risk,
        cut=cut_of(listing),
        by_city=bool(listing.city),
        by_keeper=bool(listing.keeper),
        is_nobodys=listing.keeper == "nobody",
        goes_on=goes_on,
        may_administer=viewer.may_administer,
        size=size,
    )


def fits_few(form: Form, gaps: dict[str, Any]) -> bool:
    """Say whether the filters with an index of their own let but few through."""
    return bool(form.by_city or form.by_keeper or form.kind) and not _BEYOND_FEW.rows(form, gaps)


def _page(form: Form) -> "QuerySet[Party, Any]":
    order = form.order
    parties = parties_seen(may_administer=form.may_administer).filter(order.among)
    parties = parties.filter(_looked_up(form)) if form.is_looked_up else parties.filter(*_met_on_the_way(form))
    if form.kind and not (form.is_looked_up and form.kind_looked_up):
        parties = parties.filter(Exact(Walked(order.key, "kind"), form.kind))
    parties = by_standing(parties, form.worth, form.risk, form.cut).order_by(*order.columns)
    if form.goes_on:
        parties = parties.filter(order.after(Gap("value"), Gap("key")))
    return parties.values_list("id", order.column, *COLUMNS, *VALUES)[: form.size]


def _beyond_few(form: Form) -> "QuerySet[Party, Any]":
    """Ask for the first of more than a few whom the filters with an index of their own let through."""
    parties = parties_seen(may_administer=form.may_administer).filter(_looked_up(form))
    return parties.values_list("id")[FEW : FEW + 1]


def _looked_up(form: Form) -> Q:
    asked = Q(kind=form.kind_looked_up) if form.kind_looked_up else Q()
    if form.by_city:
        asked &= Q(folded_city=Gap("city"))
    if form.by_keeper:
        asked &= Q(keeper=None) if form.is_nobodys else Q(keeper=Gap("keeper"))
    return asked


def _met_on_the_way(form: Form) -> "list[Lookup[Any]]":
    """The same filters, tried on one customer after another."""
    key = form.order.key
    conditions: list[Lookup[Any]] = []
    if form.by_city:
        conditions.append(Exact(Walked(key, "folded_city"), Gap("city")))
    if form.by_keeper:
        keeper = Walked(key, "keeper_id")
        conditions.append(IsNull(keeper, True) if form.is_nobodys else Exact(keeper, Gap("keeper")))
    return conditions


_PAGES, _BEYOND_FEW = PreparedList(_page), PreparedList(_beyond_few)
