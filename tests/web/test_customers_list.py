"""The list of customers: who stands in it, in which order, and what it costs."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.dialogue.actions.plan_task import plan_task
from stamkund.staff.actions.keep_view import keep_view
from stamkund.staff.models import User
from stamkund.valuation.models import Run, Value
from stamkund.web.customers import rows
from stamkund.web.customers.listing import Listing
from stamkund.web.customers.orders import ORDERS
from stamkund.web.customers.rows import Row, read_rows
from stamkund.web.customers.selecting import measure, select
from stamkund.web.customers.tabs import sizes_of


def add(name: str, *, city: str = "", keeper: User | None = None) -> Party:
    points = [NewContactPoint(kind="postal", city=city)] if city else []
    return add_party(name=name, keeper=keeper, contact_points=points, actor=None, source="test")


def names(listing: Listing, viewer: User) -> list[str]:
    return [row.name for row in read_rows(viewer, listing).rows]


def pages(viewer: User, listing: Listing) -> list[Row]:
    """Walk the list to its end, page by page."""
    found: list[Row] = []
    while True:
        page = read_rows(viewer, listing)
        found += page.rows
        if not page.next:
            return found
        listing = Listing.from_query({"sort": listing.sort, "after": page.next})


@pytest.fixture
def shop(asa: User, jonas: User) -> None:
    add("Zoë Malm", city="Mora", keeper=jonas)
    add("Åke Björk", city="Falun", keeper=asa)
    add("Anna Dal", city="Västerås", keeper=jonas)
    add("Nils Ny", city="FALUN")


def test_names_stand_in_the_order_of_the_alphabet_and_back(asa: User, shop: None) -> None:
    forwards = names(Listing(), asa)
    assert forwards[0] == "Anna Dal"
    assert names(Listing(sort="-name"), asa) == forwards[::-1]


def test_a_town_is_found_however_it_is_written(asa: User, shop: None) -> None:
    assert set(names(Listing(city="falun"), asa)) == {"Åke Björk", "Nils Ny"}
    assert names(Listing(city="vasteras"), asa) == ["Anna Dal"]


def test_a_keeper_is_oneself_somebody_or_nobody(asa: User, jonas: User, shop: None) -> None:
    assert names(Listing(keeper="me"), asa) == ["Åke Björk"]
    assert set(names(Listing(keeper=str(jonas.pk)), asa)) == {"Zoë Malm", "Anna Dal"}
    assert names(Listing(keeper="nobody"), asa) == ["Nils Ny"]


@pytest.mark.parametrize("sort", ["name", "-contact", "contact", "-new"])
def test_a_filter_that_fits_many_finds_the_same_as_one_that_fits_few(
    asa: User, jonas: User, shop: None, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    lists = [
        Listing(keeper=str(jonas.pk), sort=sort),
        Listing(keeper="nobody", sort=sort),
        Listing(city="Falun", sort=sort),
        Listing(kind="person", sort=sort),
        Listing(kind="person", city="Falun", sort=sort),
    ]
    few = [names(listing, asa) for listing in lists]
    monkeypatch.setattr("stamkund.web.customers.ordering.fits_few", lambda _form, _gaps: False)
    assert [names(listing, asa) for listing in lists] == few


@pytest.mark.parametrize("sort", list(ORDERS))
def test_pages_follow_each_other_without_gap_or_repeat(
    asa: User, valued: Run, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    whole = Party.objects.filter(ORDERS[sort].among).order_by(*ORDERS[sort].columns)
    expected = list(whole.values_list("public_id", flat=True))
    monkeypatch.setattr(rows, "PAGE_SIZE", 70)
    assert [row.public_id for row in pages(asa, Listing(sort=sort))] == expected


def test_the_valuable_and_slipping_are_those_of_the_matrix(asa: User, valued: Run) -> None:
    found = measure(select(asa, Listing(worth="high", risk="slipping")))
    assert found.number == valued.report["matrix"]["fields"]["save"]["customers"]
    assert found.number > 0


def test_slipping_and_staying_together_are_everybody_valued(asa: User, valued: Run) -> None:
    slipping, staying = (measure(select(asa, Listing(risk=risk))) for risk in ("slipping", "staying"))
    assert slipping.number + staying.number == Value.objects.count()


@pytest.mark.parametrize("risk", ["", "slipping", "staying"])
def test_high_and_low_together_are_everybody_at_that_risk(risk: str, asa: User, valued: Run) -> None:
    high, low = (set(select(asa, Listing(worth=worth, risk=risk))) for worth in ("high", "low"))
    everybody = set(select(asa, Listing(risk=risk)).exclude(value=None))
    assert high
    assert low
    assert (high | low, high & low) == (everybody, set())


def test_before_the_first_valuation_nobody_is_valuable(asa: User, karin: Party) -> None:
    assert names(Listing(worth="high"), asa) == []


def test_a_restricted_customer_is_in_no_list_of_those_who_may_not_see_it(asa: User, jonas: User, karin: Party) -> None:
    restrict_party(party=karin, staff=[asa], reason="Protected address", actor=asa, source="test")
    assert names(Listing(), jonas) == []
    assert names(Listing(), asa) == ["Karin Dalsjö"]
    assert sizes_of(jonas, Listing()).here.number == 0


def test_a_row_says_how_to_reach_and_what_is_to_be_done_first(asa: User, karin: Party) -> None:
    today = timezone.localdate()
    for days in (9, 2):
        plan_task(
            title=f"In {days} days", party=karin, due_on=today + timedelta(days=days), owner=asa,
            actor=asa, source="test",
        )  # fmt: skip
    (row,) = read_rows(asa, Listing()).rows
    assert set(row.channels) == {"mail", "phone", "postal"}
    assert row.task == "In 2 days"


def test_more_than_a_thousand_are_not_counted(asa: User, valued: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stamkund.web.customers.selecting.COUNTED_AT_MOST", 100)
    size = measure(select(asa, Listing()))
    assert (size.number, size.is_more, size.worth) == (100, True, None)


def test_a_countable_list_says_what_it_is_worth(asa: User, valued: Run) -> None:
    size = measure(select(asa, Listing()))
    assert size.worth == sum(Value.objects.values_list("clv", flat=True), Decimal(0))


def test_the_page_costs_the_same_queries_however_many_stand_in_it(
    client: Client, asa: User, karin: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(asa)
    client.get("/customers")
    with django_assert_num_queries(7):
        client.get("/customers")
    for number in range(30):
        add(f"Kund {number}", city="Falun", keeper=asa)
    with django_assert_num_queries(7):
        client.get("/customers")
    with django_assert_num_queries(8):
        client.get("/customers?keeper=me&sort=-contact")


def test_the_page_shows_a_hostile_name_as_text(client: Client, asa: User) -> None:
    add('<img src=x onerror="alert(1)">', city='"><b>')
    client.force_login(asa)
    page = client.get("/customers").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert '"><b>' not in page


def test_what_follows_comes_as_rows_alone_and_keeps_the_axis(
    client: Client, asa: User, valued: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(asa)
    page = client.get("/customers?sort=-value").content.decode()
    address = re.search(r'hx-get="(/customers\?[^"]*after[^"]*)"', page)
    assert address is not None
    more = client.get(address.group(1).replace("&amp;", "&"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in more
    assert more.count("<tr data-row>") == 50
    assert f"top={re.search('top=([0-9.]+)', address.group(1)).group(1)}" in more  # type: ignore[union-attr]  # no match fails the test


def test_views_have_their_sizes_after_the_page(client: Client, asa: User, shop: None) -> None:
    keep_view(owner=asa, page="customers", name="In Falun", query="city=Falun")
    client.force_login(asa)
    tabs = client.get("/customers/sizes?city=Falun").content.decode()
    assert re.findall(r'<span class="n">([^<]*)</span>', tabs) == ["4", "1", "0", "2"]
    assert tabs.count('aria-current="page"') == 1
    assert "2 customers" in tabs


@pytest.mark.parametrize("query", ["city=Nowhere", ""])
def test_an_empty_list_says_what_would_fill_it(client: Client, asa: User, query: str) -> None:
    client.force_login(asa)
    page = client.get(f"/customers?{query}").content.decode()
    assert ("Nobody fits" if query else "No customers yet") in page


def test_what_is_drawn_around_a_list_is_as_new_as_the_list(client: Client, asa: User, jonas: User) -> None:
    client.force_login(asa)
    assert "Jonas Berg" in client.get("/customers").content.decode()
    User.objects.filter(pk=jonas.pk).update(name="Jonas Lind")
    page = client.get("/customers").content.decode()
    assert "Jonas Lind" in page
    assert "Jonas Berg" not in page


def test_what_is_drawn_for_a_writer_is_not_shown_to_a_reader(client: Client, asa: User, rut: User) -> None:
    client.force_login(asa)
    assert "data-bulk" in client.get("/customers").content.decode()
    client.force_login(rut)
    page = client.get("/customers").content.decode()
    assert "data-bulk" not in page
    assert "New customer" not in page


@pytest.mark.parametrize("sort", ["name", "-contact", "-value", "-stake"])
def test_the_few_companies_of_a_large_base_are_looked_up(asa: User, valued: Run, sort: str) -> None:
    """Walking the list in its order would read every customer to find them."""
    with CaptureQueriesContext(connection) as asked:
        read_rows(asa, Listing(kind="organisation", sort=sort))

    [sql] = [query["sql"] for query in asked.captured_queries if "last_event_at" in query["sql"]]
    assert "\"kind\" = ('organisation')" in sql or "\"kind\" = 'organisation'" in sql
    assert "iif" not in sql
