from decimal import Decimal

import pytest

from stamkund.api.schemas.parties import PartyPage, PartyRow
from stamkund.api.schemas.value import ValueOut
from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.staff.models import User
from stamkund.valuation.actions.value_base import value_base
from tests.api.conftest import Program
from tests.api.test_pages import read_all

CENT = Decimal("0.01")
DAYS = ["2024-01-05", "2024-06-07", "2025-01-09", "2025-05-20", "2026-03-02"]


@pytest.fixture
def valued(till: Program, karin: Party, asa: User) -> list[Party]:
    """Karin and seven more, each having bought less than the one before, and the base valued."""
    parties = [karin, *(add_party(name=f"Customer {number}", actor=asa, source="test") for number in range(7))]
    for place, party in enumerate(parties):
        for day in DAYS[: max(1, 5 - place // 2)]:
            lines = [{"amount": str(2000 - 100 * place)}]
            body = {
                "party": str(party.public_id),
                "lines": lines,
                "currency": "SEK",
                "purchased_at": f"{day}T10:00:00Z",
            }
            assert till.post("purchases", body).status_code == 201
    value_base(source="test")
    return parties


def test_before_the_first_valuation_there_is_nothing_to_read(till: Program, karin: Party) -> None:
    assert till.get("value").status_code == 404
    assert till.get(f"parties/{karin.public_id}").json()["value"] is None


def test_the_base_is_the_sum_of_its_customers(till: Program, valued: list[Party]) -> None:
    base = till.get("value").json()
    rows = read_all(till, "parties", sort="-value", limit=3)

    assert base["customers"] == len(valued)
    total = sum(Decimal(row["value"]["amount"]) for row in rows)
    assert abs(Decimal(base["amount"]) - total) <= CENT * len(rows)


def test_a_list_by_value_is_paged_without_gaps(till: Program, valued: list[Party]) -> None:
    most = read_all(till, "parties", sort="-value", limit=2)
    least = read_all(till, "parties", sort="value", limit=3)

    amounts = [Decimal(row["value"]["amount"]) for row in most]
    assert amounts == sorted(amounts, reverse=True)
    assert most == least[::-1]
    assert len(most) == len(valued)


def test_a_row_says_what_the_customer_s_own_page_says_and_keeps_to_its_schema(
    till: Program, valued: list[Party], bjork: Party
) -> None:
    """Rows are written as they are read, so nothing else would notice a field of another kind."""
    answer = till.get("parties", sort="name")

    PartyPage.model_validate_json(answer.content, strict=True)
    for row in answer.json()["items"]:
        own = till.get(f"parties/{row['id']}").json()
        assert row == {name: own[name] for name in row}
        assert row.keys() == PartyRow.model_fields.keys()
        assert row["value"] is None or row["value"].keys() == ValueOut.model_fields.keys()
    assert len(answer.json()["items"]) == len(valued) + 1


@pytest.mark.usefixtures("valued")
def test_words_narrow_a_list_in_any_order(till: Program) -> None:
    for sort in ("name", "-created", "value"):
        found = read_all(till, "parties", q="customer", sort=sort, limit=2)
        assert sorted(row["name"] for row in found) == [f"Customer {number}" for number in range(7)]
    assert till.get("parties", q="nobody-at-all").json() == {"items": [], "next": None}


@pytest.mark.usefixtures("valued")
def test_a_purchase_moves_the_customer_and_the_base_before_it_is_answered(till: Program, karin: Party) -> None:
    before, base = till.get(f"parties/{karin.public_id}").json()["value"], till.get("value").json()

    till.post("purchases", {"party": str(karin.public_id), "lines": [{"amount": "2500"}], "currency": "SEK"})

    after = till.get(f"parties/{karin.public_id}").json()["value"]
    moved = Decimal(after["amount"]) - Decimal(before["amount"])
    assert after["purchase_days"] == before["purchase_days"] + 1
    assert moved != 0
    assert Decimal(till.get("value").json()["amount"]) - Decimal(base["amount"]) == moved


def test_customers_are_found_by_part_of_a_name_a_mail_or_a_note(till: Program, karin: Party) -> None:
    till.post(f"parties/{karin.public_id}/events", {"text": "Wants oak bark soles"})

    for words, kind in (("dalsj", "party"), ("karin@dals", "party"), ("oak bark", "event")):
        hits = till.get("search", q=words).json()["items"]
        assert [hit["party"] for hit in hits if hit["kind"] == kind] == [str(karin.public_id)]


def test_a_list_is_narrowed_by_words(till: Program, karin: Party, bjork: Party) -> None:
    assert [row["name"] for row in till.get("parties", q="bjork").json()["items"]] == [bjork.name]


def test_a_search_finds_no_restricted_customer(till: Program, karin: Party, asa: User) -> None:
    restrict_party(party=karin, staff=[], reason="Protected address", actor=asa, source="test")

    assert till.get("search", q="dalsjö").json()["items"] == []
    assert till.get("parties", q="dalsjö").json()["items"] == []


def test_two_who_are_joined_are_worth_one_value_in_the_answer_and_parted_two_again(
    till: Program, valued: list[Party]
) -> None:
    one, two = (till.get(f"parties/{party.public_id}").json() for party in valued[:2])
    joined = till.post(f"parties/{one['id']}/merges", {"party": two["id"]}).json()

    assert joined["value"]["amount"] != one["value"]["amount"]
    assert till.get("value").json()["customers"] == len(valued) - 1

    parted = till.delete(f"parties/{one['id']}/merges/{two['id']}").json()
    assert Decimal(parted["value"]["amount"]) == pytest.approx(Decimal(one["value"]["amount"]), abs=CENT * 2)
    assert till.get("value").json()["customers"] == len(valued)
