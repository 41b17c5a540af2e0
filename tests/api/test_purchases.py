from decimal import Decimal

import pytest

from stamkund.catalogue.models import Product
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.purchases.models import Purchase
from stamkund.staff.models import User
from tests.api.conftest import Program

RESOLE = {"lines": [{"amount": "1480.00", "description": "Resole"}], "currency": "SEK"}


def test_a_sale_is_recorded_on_the_customer_the_till_knows(till: Program, karin: Party) -> None:
    response = till.post("purchases", RESOLE | {"identifier": {"source": "till", "key": "412"}, "key": "r-1"})

    assert response.status_code == 201
    assert response.json()["party"] == str(karin.public_id)
    assert Decimal(response.json()["revenue"]) == 1480
    assert karin.events.filter(kind="purchase.recorded").count() == 1


def test_a_sale_names_its_customer_by_id_and_its_product_by_number(till: Program, bjork: Party) -> None:
    oxford = Product.objects.create(number="OX-42", name="Oxford")
    body = {"party": str(bjork.public_id), "lines": [{"amount": 4200, "product": "OX-42"}], "currency": "NOK"}

    till.post("purchases", body)

    assert Purchase.objects.get(party=bjork).lines.get().product == oxford


def test_a_sale_over_the_counter_belongs_to_nobody(till: Program) -> None:
    assert till.post("purchases", RESOLE).json()["party"] is None


def test_the_same_document_twice_is_one_purchase(till: Program, karin: Party) -> None:
    body = RESOLE | {"party": str(karin.public_id), "source": "till", "key": "3107"}

    first, second = till.post("purchases", body), till.post("purchases", body)

    assert first.json() == second.json()
    assert Purchase.objects.count() == 1


def test_a_return_names_what_it_takes_back(till: Program, karin: Party) -> None:
    sale = till.post("purchases", RESOLE | {"party": str(karin.public_id)}).json()
    body = {"kind": "return", "reverses": sale["id"], "lines": [{"amount": "-1480"}], "currency": "SEK"}

    answer = till.post("purchases", body | {"party": str(karin.public_id)}).json()

    stored = Purchase.objects.get(public_id=answer["id"])
    assert stored.reverses is not None
    assert stored.reverses.public_id.hex == sale["id"].replace("-", "")


def test_a_sale_is_cancelled_once_whatever_the_key(till: Program, karin: Party) -> None:
    sale = till.post("purchases", RESOLE | {"party": str(karin.public_id)}).json()
    lines = {"lines": [{"amount": "-1480"}], "currency": "SEK"}
    body = lines | {"kind": "cancellation", "reverses": sale["id"], "party": str(karin.public_id)}

    answers = [till.post("purchases", body | key) for key in ({}, {}, {"key": "another"})]

    assert [answer.status_code for answer in answers] == [201, 422, 422]
    assert answers[1].json()["errors"] == [
        {"where": "body/reverses", "detail": "This sale has been called off already."}
    ]


def test_the_key_of_another_purchase_answers_409(till: Program, karin: Party) -> None:
    body = RESOLE | {"party": str(karin.public_id), "source": "till", "key": "3107"}
    till.post("purchases", body)

    response = till.post("purchases", body | {"number": "3108"})

    assert response.status_code == 409
    assert response.json()["detail"] == "This key stands for another purchase."


def test_a_customer_named_twice_is_one_customer(till: Program, karin: Party, bjork: Party) -> None:
    known = RESOLE | {"identifier": {"source": "till", "key": "412"}}

    assert till.post("purchases", known | {"party": str(karin.public_id)}).status_code == 201
    assert till.post("purchases", known | {"party": str(bjork.public_id)}).status_code == 422


@pytest.mark.parametrize(
    "change",
    [
        {"party": "0199b1f0-0000-7000-8000-000000000000"},
        {"identifier": {"source": "till", "key": "0"}},
        {"reverses": "0199b1f0-0000-7000-8000-000000000000"},
        {"lines": []},
        {"lines": [{"amount": "NaN"}]},
        {"lines": [{"amount": 1e308}]},
        {"lines": [{"amount": "1.00005"}]},
        {"lines": [{"amount": "1", "product": "unknown"}]},
        {"lines": [{"amount": "-1480"}]},
        {"currency": "XYZ"},
        {"currency": "XXX"},
        {"currency": "XAU"},
        {"currency": "sek"},
        {"kind": "return"},
        {"purchased_at": "2999-01-01T00:00:00Z"},
        {"purchased_at": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_a_purchase_that_cannot_be_is_refused_and_nothing_is_stored(till: Program, change: dict[str, object]) -> None:
    response = till.post("purchases", RESOLE | change)

    assert response.status_code == 422
    assert response.json()["errors"]
    assert not Purchase.objects.exists()


def test_a_restricted_customer_is_nobody_to_the_till(till: Program, karin: Party, asa: User) -> None:
    restrict_party(party=karin, staff=[], reason="Protected address", actor=asa, source="test")

    response = till.post("purchases", RESOLE | {"identifier": {"source": "till", "key": "412"}})

    assert response.status_code == 422
    assert "No customer has this number" in response.json()["detail"]
