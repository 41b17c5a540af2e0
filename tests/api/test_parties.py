import pytest

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.identity.actions.merge_parties import merge_parties
from stamkund.staff.models import User
from tests.api.conftest import Program


def test_a_customer_is_read_with_all_that_is_known(till: Program, karin: Party) -> None:
    answer = till.get(f"parties/{karin.public_id}").json()

    assert answer["name"] == "Karin Dalsjö"
    assert answer["city"] == "Falun"
    assert answer["keeper"] == "Åsa Norling"
    assert {point["value"] for point in answer["contact_points"]} >= {"karin@dalsjo.example", "070-174 06 12"}
    assert answer["identifiers"] == [{"source": "till", "key": "412"}]


def test_one_customer_costs_few_queries(till: Program, karin: Party, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    till.get(f"parties/{karin.public_id}")

    with django_assert_max_num_queries(8):
        till.get(f"parties/{karin.public_id}")


def test_a_merged_entry_answers_with_the_customer_it_became(till: Program, karin: Party, asa: User) -> None:
    double = add_party(name="Karin Dalsjo", identifiers=[("web", "9")], actor=asa, source="test")
    merge_parties(party=double, survivor=karin, actor=asa, source="test")

    answer = till.get(f"parties/{double.public_id}").json()

    assert answer["id"] == str(karin.public_id)
    assert {"source": "web", "key": "9"} in answer["identifiers"]


def test_a_restricted_customer_is_not_found(till: Program, karin: Party, asa: User) -> None:
    restrict_party(party=karin, staff=[], reason="Protected address", actor=asa, source="test")

    assert till.get(f"parties/{karin.public_id}").status_code == 404
    assert till.get(f"parties/{karin.public_id}/events").status_code == 404
    assert till.get("parties").json()["items"] == []


def test_a_customer_is_added_with_contact_points_keeper_and_keys(till: Program, asa: User) -> None:
    body = {
        "given_name": "Oskar",
        "family_name": "Lind",
        "keeper": "Asa@Sala.example",
        "contact_points": [{"kind": "mail", "value": "oskar@lind.example"}],
        "identifiers": [{"source": "web", "key": "77"}],
    }
    response = till.post("parties", body)

    assert response.status_code == 201
    party = Party.objects.get(public_id=response.json()["id"])
    assert (party.name, party.keeper) == ("Oskar Lind", asa)
    assert party.events.get(kind="party.added").source == "api"


def test_a_key_that_is_taken_is_a_conflict_and_nothing_is_left_behind(till: Program, karin: Party) -> None:
    response = till.post("parties", {"name": "Twin", "identifiers": [{"source": "till", "key": "412"}]})

    assert response.status_code == 409
    assert not Party.objects.filter(name="Twin").exists()


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "body/name"),
        ({"name": "A", "keeper": "nobody@sala.example"}, "body/keeper"),
        ({"name": "A", "contact_points": [{"kind": "mail", "value": "no mail"}]}, "body/value"),
        ({"name": "A", "surname": "B"}, "body/surname"),
        ({"name": "A\0"}, "body/name"),
        ({"name": "A" * 201}, "body/name"),
        ({"name": 7}, "body/name"),
    ],
)
def test_a_customer_that_cannot_be_is_refused_and_the_place_is_named(till: Program, body: object, where: str) -> None:
    response = till.post("parties", body)

    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["where"] == where


def test_a_name_is_corrected_and_the_timeline_knows_what_it_was(till: Program, karin: Party) -> None:
    answer = till.patch(f"parties/{karin.public_id}", {"family_name": "Dalsjö-Ek"}).json()

    assert answer["name"] == "Karin Dalsjö-Ek"
    assert karin.events.get(kind="party.changed").data["before"]["family_name"] == "Dalsjö"


def test_a_field_that_is_left_out_stays_and_null_leaves_the_customer_to_nobody(till: Program, karin: Party) -> None:
    answer = till.patch(f"parties/{karin.public_id}", {"keeper": None}).json()

    assert answer["keeper"] is None
    assert answer["name"] == "Karin Dalsjö"


def test_a_reader_may_look_but_not_write(ledger: Program, karin: Party) -> None:
    assert ledger.get(f"parties/{karin.public_id}").status_code == 200
    assert ledger.post("parties", {"name": "New"}).status_code == 403
    assert ledger.patch(f"parties/{karin.public_id}", {"family_name": "Ek"}).status_code == 403
    assert ledger.patch(f"parties/{karin.public_id}", {}).status_code == 403
    assert ledger.post(f"parties/{karin.public_id}/events", {"text": "Hello"}).status_code == 403
    karin.refresh_from_db()
    assert karin.family_name == "Dalsjö"
    assert not Party.objects.filter(name="New").exists()


def test_a_number_of_a_hidden_customer_is_taken_and_nobody_is_named(till: Program, karin: Party, asa: User) -> None:
    body = {"name": "Nils Ny", "identifiers": [{"source": "till", "key": "412"}]}
    seen = till.post("parties", body)
    restrict_party(party=karin, staff=[], reason="Protected address", actor=asa, source="test")
    hidden = till.post("parties", body)

    assert (seen.status_code, hidden.status_code) == (409, 409)
    assert seen.json() == hidden.json()
    assert "412" not in hidden.text
    assert "Karin" not in hidden.text
