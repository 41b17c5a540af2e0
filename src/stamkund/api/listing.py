"""How a list of customers is filtered and sorted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.lookups import Exact
from pydantic import BaseModel, Field

from stamkund.api.pagination import LONGEST_CURSOR, Order, amount, instant
from stamkund.api.schemas.fields import Text
from stamkund.api.schemas.parties import PARTY_COLUMNS, PartyPage, PartyRow
from stamkund.api.schemas.value import VALUE_COLUMNS
from stamkund.customers.queries import parties_seen
from stamkund.kit.folding import fold
from stamkund.search.queries import search
from stamkund.timeline.prepared_lists import Gap, PreparedList, filled, gaps
from stamkund.timeline.walked import FEW, Walked

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.staff.models import User

Limit = Annotated[int, Field(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[Text, Field(max_length=LONGEST_CURSOR, description="The `next` of the page before.")]

ORDERS = {
    "name": Order("sort_name", str),
    "-created": Order("created_at", instant, descending=True),
    "-contact": Order("last_event_at", instant, descending=True),
    "-value": Order("value__clv", amount, descending=True, key="value__party", among=Q(value__isnull=False)),
    "value": Order("value__clv", amount, key="value__party", among=Q(value__isnull=False)),
}
MOST_FOUND = 200


class PageQuery(BaseModel):
    """Which page of a list."""

    limit: Limit = 50
    cursor: Cursor | None = None


class SearchQuery(BaseModel):
    """What is looked for."""

    q: Annotated[Text, Field(max_length=200, description="Words, or parts of them.")]
    limit: Annotated[int, Field(ge=1, le=50, description="How many at most.")] = 20


class PartyQuery(PageQuery):
    """Which customers, in which order."""

    sort: Literal["name", "-created", "-contact", "-value", "value"] = "name"
    city: Annotated[Text, Field(max_length=100)] | None = None
    q: Annotated[Text, Field(max_length=200)] | None = None

    @property
    def order(self) -> Order:
        return ORDERS[self.sort]


@dataclass(frozen=True, slots=True)
class Form:
    """What the query of a page depends on; ``found`` is how many customers the words narrow it to, if there are any."""

    sort: str
    size: int
    city: Literal["", "looked up", "walked"]
    found: int | None
    goes_on: bool
    may_administer: bool


def list_page(viewer: "User", query: PartyQuery) -> PartyPage:
    """Return the customers *viewer* may see that *query* asks for; one more is read to know whether others follow."""
    order = query.order
    value, key = order.place(query.cursor) if query.cursor else (None, None)
    found = _found(viewer, query.q) if query.q else None
    form = Form(
        sort=query.sort,
        size=query.limit + 1,
        city=_way_to_city(viewer, query) if query.city else "",
        found=None if found is None else len(found),
        goes_on=key is not None,
        may_administer=viewer.may_administer,
    )
    values = {"viewer": viewer.pk, "city": fold(query.city or ""), "value": value, "key": key}
    rows = _PAGES.rows(form, values | filled("found", found or ()))
    shown = rows[: query.limit]
    following = order.cursor(shown[-1][1], shown[-1][0]) if len(rows) > query.limit else None
    return PartyPage.model_construct(items=[PartyRow.listed(row[2:]) for row in shown], next=following)


def _page(form: Form) -> "QuerySet[Party, Any]":
    order = ORDERS[form.sort]
    parties = parties_seen(may_administer=form.may_administer).filter(order.among)
    if form.city == "looked up":
        parties = parties.filter(folded_city=Gap("city"))
    if form.city == "walked":
        parties = parties.filter(Exact(Walked(order.key, "folded_city"), Gap("city")))
    if form.found is not None:
        parties = parties.filter(public_id__in=gaps("found", form.found))
    if form.goes_on:
        parties = parties.filter(order.after(Gap("value"), Gap("key")))
    return parties.order_by(*order.columns()).values_list("id", order.field, *PARTY_COLUMNS, *VALUE_COLUMNS)[
        : form.size
    ]


def _way_to_city(viewer: "User", query: PartyQuery) -> Literal["looked up", "walked"]:
    """Look a city up where that gives the order too, or but a few; else meet it on the way."""
    if query.sort == "name" or query.q or lives_few(viewer, query.city or ""):
        return "looked up"
    return "walked"


def lives_few(viewer: "User", city: str) -> bool:
    """Say whether but a few of those whom *viewer* may see live in *city*."""
    return not _BEYOND_FEW.rows(viewer.may_administer, {"viewer": viewer.pk, "city": fold(city)})


def _beyond_few(may_administer: bool) -> "QuerySet[Party, Any]":  # noqa: FBT001  (the form of a prepared list)
    parties = parties_seen(may_administer=may_administer).filter(folded_city=Gap("city"))
    return parties.values_list("id")[FEW : FEW + 1]


def _found(viewer: "User", words: str) -> list[UUID]:
    return [hit.party for hit in search(viewer, words, MOST_FOUND) if hit.kind == "party"]


_PAGES, _BEYOND_FEW = PreparedList(_page), PreparedList(_beyond_few)
