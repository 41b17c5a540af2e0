from typing import Any

import pytest

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.customers.actions.add_party import add_party
from stamkund.staff.models import User
from tests.api.conftest import Program

NAMES = ["Åke Ö", "Berit A", "Cilla B", "Cilla B", "David C", "Eva D", "Östen E"]


@pytest.fixture
def seven(asa: User) -> None:
    """Seven customers, two of one name, every second in Mora."""
    for position, name in enumerate(NAMES):
        points = [NewContactPoint(kind="postal", city="Mora", street="Storgatan 1")] if position % 2 else []
        add_party(name=name, contact_points=points, actor=asa, source="test")


def read_all(till: Program, path: str, **query: object) -> list[dict[str, Any]]:
    """Follow ``next`` to the end."""
    items, cursor = [], None
    while True:
        page = till.get(path, **query, **({"cursor": cursor} if cursor else {})).json()
        items += page["items"]
        if (cursor := page["next"]) is None:
            return items


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("sort", ["name", "-created", "-contact"])
def test_pages_give_everybody_once_and_in_order(till: Program, sort: str, limit: int) -> None:
    whole = read_all(till, "parties", sort=sort)
    in_pages = read_all(till, "parties", sort=sort, limit=limit)

    assert in_pages == whole
    assert len({item["id"] for item in whole}) == len(NAMES)


@pytest.mark.usefixtures("seven")
def test_names_sort_as_in_a_nordic_telephone_book(till: Program) -> None:
    names = [item["name"] for item in read_all(till, "parties", sort="name")]

    assert names == ["Berit A", "Cilla B", "Cilla B", "David C", "Eva D", "Åke Ö", "Östen E"]


@pytest.mark.usefixtures("seven")
def test_a_city_is_found_however_it_is_written(till: Program) -> None:
    names = [item["name"] for item in read_all(till, "parties", city="MORA", limit=1)]

    assert names == ["Berit A", "Cilla B", "Eva D"]


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize("sort", ["-created", "-contact"])
def test_a_city_of_many_is_read_as_one_of_few(till: Program, monkeypatch: pytest.MonkeyPatch, sort: str) -> None:
    few = read_all(till, "parties", city="Mora", sort=sort, limit=1)
    monkeypatch.setattr("stamkund.api.listing.lives_few", lambda _viewer, _city: False)

    assert read_all(till, "parties", city="Mora", sort=sort, limit=1) == few
    assert {item["name"] for item in few} == {"Berit A", "Cilla B", "Eva D"}


@pytest.mark.usefixtures("seven")
def test_a_cursor_of_another_order_is_refused(till: Program) -> None:
    cursor = till.get("parties", sort="name", limit=1).json()["next"]

    response = till.get("parties", sort="-created", cursor=cursor)

    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == "query/cursor"


@pytest.mark.parametrize(
    "cursor", ["x", "bnVsbA", "WyJzb3J0X25hbWUiLCAiYSIsIC0xXQ", "WzEsMiwzXQ", "åäö", "e30", "W1tbW1tb"]
)
def test_a_cursor_nobody_gave_out_is_refused(till: Program, cursor: str) -> None:
    assert till.get("parties", cursor=cursor).status_code == 422


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"limit": "many"}, {"sort": "colour"}, {"city": "\0"}])
def test_a_page_that_cannot_be_is_refused(till: Program, query: dict[str, object]) -> None:
    assert till.get("parties", **query).status_code == 422
