from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from stamkund.customers.actions.restrict_party import release_party, restrict_party
from stamkund.customers.models import Party
from stamkund.customers.queries import find_party, visible_parties
from stamkund.dialogue.actions.plan_task import plan_task
from stamkund.dialogue.queries import waiting_tasks
from stamkund.staff.models import User


def test_everybody_sees_every_customer_unless_a_restriction_says_otherwise(
    karin: Party, bjork: Party, asa: User, jonas: User, rut: User
) -> None:
    assert set(visible_parties(rut)) == {karin, bjork}
    restrict_party(party=karin, staff=[jonas], reason="Protected address", actor=asa, source="test")

    assert set(visible_parties(rut)) == {bjork}
    assert set(visible_parties(jonas)) == set(visible_parties(asa)) == {karin, bjork}


def test_a_hidden_customer_is_not_found_and_neither_are_her_tasks(karin: Party, asa: User, rut: User) -> None:
    plan_task(title="Call", due_on=karin.created_at.date(), owner=asa, party=karin, actor=asa, source="test")
    restrict_party(party=karin, staff=[], reason="Protected address", actor=asa, source="test")

    assert find_party(rut, karin.public_id) is None
    assert not waiting_tasks(rut).exists()
    assert find_party(asa, karin.public_id) == karin


def test_only_an_administrator_hides_and_opens(karin: Party, asa: User, jonas: User) -> None:
    with pytest.raises(PermissionDenied):
        restrict_party(party=karin, staff=[jonas], reason="Mine", actor=jonas, source="test")
    restrict_party(party=karin, staff=[], reason="Protected", actor=asa, source="test")
    with pytest.raises(PermissionDenied):
        release_party(party=karin, reason="Curious", actor=jonas, source="test")

    release_party(party=karin, reason="Moved", actor=asa, source="test")
    assert find_party(jonas, karin.public_id) == karin


def test_an_unknown_id_is_nobody(asa: User) -> None:
    assert find_party(asa, uuid4()) is None
