import pytest
from django.core.exceptions import ValidationError

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.customers.queries import entries_of, find_party, visible_parties
from stamkund.identity.actions.merge_parties import merge_parties, unmerge_parties
from stamkund.identity.queries import merges_into
from stamkund.staff.models import User


@pytest.fixture
def carin(asa: User) -> Party:
    """The same Karin, written down twice."""
    return add_party(name="Carin Dalsjö", actor=asa, source="test")


def test_the_merged_entry_leads_to_the_survivor(karin: Party, carin: Party, asa: User) -> None:
    merge_parties(party=carin, survivor=karin, actor=asa, source="test")

    assert find_party(asa, carin.public_id) == karin
    assert set(visible_parties(asa)) == {karin}
    assert entries_of(karin) == [karin.pk, carin.pk]


def test_parting_gives_each_exactly_what_was_its_own(karin: Party, carin: Party, bjork: Party, asa: User) -> None:
    first = merge_parties(party=carin, survivor=bjork, actor=asa, source="test")
    second = merge_parties(party=bjork, survivor=karin, actor=asa, source="test")
    assert find_party(asa, carin.public_id) == karin

    unmerge_parties(merge=second, actor=asa, source="test")
    assert find_party(asa, carin.public_id) == bjork
    unmerge_parties(merge=first, actor=asa, source="test")
    unmerge_parties(merge=first, actor=asa, source="test")

    assert set(visible_parties(asa)) == {karin, carin, bjork}
    assert not merges_into(karin).exists()


def test_joins_are_parted_in_reverse_order(karin: Party, carin: Party, bjork: Party, asa: User) -> None:
    first = merge_parties(party=carin, survivor=bjork, actor=asa, source="test")
    merge_parties(party=bjork, survivor=karin, actor=asa, source="test")
    with pytest.raises(ValidationError, match="later join"):
        unmerge_parties(merge=first, actor=asa, source="test")


def test_nobody_merges_with_oneself_or_twice(karin: Party, carin: Party, bjork: Party, asa: User) -> None:
    with pytest.raises(ValidationError):
        merge_parties(party=karin, survivor=karin, actor=asa, source="test")
    merge_parties(party=carin, survivor=karin, actor=asa, source="test")
    with pytest.raises(ValidationError):
        merge_parties(party=carin, survivor=bjork, actor=asa, source="test")


def test_what_is_hidden_stays_hidden_from_as_many(
    karin: Party, carin: Party, asa: User, jonas: User, rut: User
) -> None:
    restrict_party(party=karin, staff=[jonas], reason="Protected address", actor=asa, source="test")
    with pytest.raises(ValidationError, match="More people may see"):
        merge_parties(party=karin, survivor=carin, actor=asa, source="test")
    restrict_party(party=carin, staff=[jonas, rut], reason="Protected address", actor=asa, source="test")
    with pytest.raises(ValidationError, match="More people may see"):
        merge_parties(party=karin, survivor=carin, actor=asa, source="test")

    merge_parties(party=carin, survivor=karin, actor=asa, source="test")
    assert find_party(rut, carin.public_id) is None
