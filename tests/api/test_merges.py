"""A program joins two entries of one customer, and parts them again."""

from typing import Any
from uuid import uuid4

import pytest

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.identity.actions.merge_parties import merge_parties
from stamkund.identity.models import Merge
from stamkund.staff.models import User
from tests.api.conftest import Program


@pytest.fixture
def carin(asa: User) -> Party:
    """The same Karin, written down twice."""
    return add_party(name="Carin Dalsjö", identifiers=[("web", "9")], actor=asa, source="test")


def join(program: Program, survivor: Party, other: object, **headers: str) -> Any:
    return program.post(f"parties/{survivor.public_id}/merges", {"party": str(other)}, **headers)


def part(program: Program, survivor: Party, other: object) -> Any:
    return program.delete(f"parties/{survivor.public_id}/merges/{other}")


def test_two_entries_become_one_customer_and_two_again(till: Program, karin: Party, carin: Party) -> None:
    joined = join(till, karin, carin.public_id)
    assert joined.status_code == 201
    assert joined.json()["id"] == str(karin.public_id)
    assert {"source": "web", "key": "9"} in joined.json()["identifiers"]
    assert till.get(f"parties/{carin.public_id}").json()["id"] == str(karin.public_id)

    parted = part(till, karin, carin.public_id)
    assert parted.status_code == 200
    assert parted.json()["identifiers"] == [{"source": "till", "key": "412"}]
    assert till.get(f"parties/{carin.public_id}").json()["name"] == "Carin Dalsjö"
    kinds = karin.events.filter(source="api").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["party.merged", "party.unmerged"]


def test_joining_twice_with_one_key_is_joining_once(till: Program, karin: Party, carin: Party) -> None:
    first = join(till, karin, carin.public_id, Idempotency_Key="a")
    again = join(till, karin, carin.public_id, Idempotency_Key="a")

    assert (again.status_code, again.content) == (201, first.content)
    assert Merge.objects.count() == 1


def test_what_cannot_be_joined_is_refused_and_nothing_is_stored(
    till: Program, karin: Party, carin: Party, bjork: Party, asa: User
) -> None:
    merge_parties(party=carin, survivor=bjork, actor=asa, source="test")

    for survivor, other in ((karin, karin), (karin, carin), (bjork, carin)):
        answer = join(till, survivor, other.public_id)
        assert answer.status_code == 422
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "These two cannot be joined" in answer.json()["detail"]
    assert Merge.objects.count() == 1


def test_what_is_not_joined_cannot_be_parted(till: Program, karin: Party, carin: Party) -> None:
    assert part(till, karin, carin.public_id).status_code == 404
    join(till, karin, carin.public_id)
    assert part(till, karin, karin.public_id).status_code == 404
    assert part(till, karin, carin.public_id).status_code == 200
    assert part(till, karin, carin.public_id).status_code == 404


def test_a_body_that_names_nobody_is_refused(till: Program, karin: Party) -> None:
    assert join(till, karin, "nonsense").status_code == 422
    assert till.post(f"parties/{karin.public_id}/merges", {}).status_code == 422
    assert join(till, karin, uuid4()).status_code == 404


def test_a_hidden_customer_is_not_found_on_either_side(
    till: Program, karin: Party, carin: Party, bjork: Party, asa: User
) -> None:
    merge_parties(party=carin, survivor=karin, actor=asa, source="test")
    restrict_party(party=karin, staff=[], reason="Protected address", actor=asa, source="test")
    unknown = join(till, bjork, uuid4()).json()

    assert join(till, bjork, karin.public_id).json() == unknown
    assert join(till, bjork, carin.public_id).json() == unknown
    assert join(till, karin, bjork.public_id).json() == unknown
    assert part(till, karin, carin.public_id).json() == unknown
    assert Merge.objects.filter(unmerged_at=None).count() == 1


def test_joining_does_not_show_what_is_hidden_to_more_people(
    till: Program, karin: Party, bjork: Party, asa: User, jonas: User
) -> None:
    restrict_party(party=karin, staff=[jonas], reason="Protected address", actor=asa, source="test")
    refused = join(till, bjork, karin.public_id)
    assert refused.status_code == 422
    assert "let Karin Dalsjö, who is hidden, be the one that stays" in refused.json()["detail"]

    assert join(till, karin, bjork.public_id).status_code == 201


def test_readers_neither_join_nor_part(ledger: Program, karin: Party, carin: Party, bjork: Party, asa: User) -> None:
    merge_parties(party=carin, survivor=karin, actor=asa, source="test")

    assert join(ledger, karin, bjork.public_id).status_code == 403
    assert join(ledger, karin, uuid4()).status_code == 403
    assert part(ledger, karin, carin.public_id).status_code == 403
    assert Merge.objects.get().unmerged_at is None
