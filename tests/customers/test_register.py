from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from stamkund.customers.actions.add_contact_point import NewContactPoint, add_contact_point, remove_contact_point
from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.begin_role import add_identifier, begin_role, end_role
from stamkund.customers.actions.change_party import change_keeper, change_party
from stamkund.customers.models import ContactKind, ContactPoint, Party, RoleKind
from stamkund.customers.queries import find_by_identifier
from stamkund.staff.models import User


def test_a_party_without_a_name_is_refused(asa: User) -> None:
    with pytest.raises(ValidationError, match="name"):
        add_party(name="  ", actor=asa, source="test")


def test_a_person_sorts_by_family_name_with_o_umlaut_last_and_shows_both(karin: Party) -> None:
    assert (karin.name, karin.sort_name, karin.city) == ("Karin Dalsjö", "dalsjzz3 karin", "Falun")


def test_a_reader_adds_nobody(rut: User) -> None:
    with pytest.raises(PermissionDenied):
        add_party(name="Nils Ny", actor=rut, source="test")

    assert not Party.objects.exists()


@pytest.mark.parametrize(
    ("kind", "value", "matching"),
    [
        (ContactKind.PHONE, "070 - 174 06 05", "+46701740605"),
        (ContactKind.PHONE, "+46 (0)70 174 06 05", "+46701740605"),
        (ContactKind.PHONE, "+47 22 12 34 56", "+4722123456"),
        (ContactKind.MAIL, "Åsa@Dalsjö.example", "åsa@dalsjö.example"),
    ],
)
def test_contact_points_compare_however_they_are_written(
    bjork: Party, asa: User, kind: str, value: str, matching: str
) -> None:
    point = add_contact_point(party=bjork, point=NewContactPoint(kind, value), actor=asa, source="test")
    assert point.matching == matching


@pytest.mark.parametrize(("kind", "value"), [("mail", "no mail"), ("phone", "ask her"), ("postal", " ")])
def test_an_impossible_contact_point_is_refused(bjork: Party, asa: User, kind: str, value: str) -> None:
    with pytest.raises(ValidationError):
        add_contact_point(party=bjork, point=NewContactPoint(kind, value), actor=asa, source="test")


def test_the_same_phone_written_twice_is_one_and_the_first_stays_primary(karin: Party, asa: User) -> None:
    add_contact_point(party=karin, point=NewContactPoint("phone", "+46701740612"), actor=asa, source="test")
    add_contact_point(party=karin, point=NewContactPoint("phone", "070-174 06 13"), actor=asa, source="test")

    phones = ContactPoint.objects.filter(party=karin, kind="phone").order_by("pk")
    assert [(phone.matching, phone.primary) for phone in phones] == [("+46701740612", True), ("+46701740613", False)]


def test_a_contact_point_taken_away_stays_in_memory(karin: Party, asa: User) -> None:
    remove_contact_point(point=ContactPoint.objects.get(party=karin, kind="mail"), actor=asa, source="test")

    assert karin.events.filter(kind="contact_point.removed", data__value="karin@dalsjo.example").exists()


def test_a_change_is_on_record_before_and_after(karin: Party, asa: User) -> None:
    changed = change_party(party=karin, changes={"family_name": "Dalsjö Grip"}, actor=asa, source="test")

    assert changed.name == "Karin Dalsjö Grip"
    event = karin.events.get(kind="party.changed")
    assert event.data == {"before": {"family_name": "Dalsjö"}, "after": {"family_name": "Dalsjö Grip"}}


def test_a_change_that_changes_nothing_is_no_event(karin: Party, asa: User) -> None:
    change_party(party=karin, changes={"family_name": "Dalsjö"}, actor=asa, source="test")
    change_keeper(party=karin, keeper=asa, actor=asa, source="test")

    assert karin.events.count() == 1


def test_fields_that_are_not_changeable_stay(karin: Party, asa: User) -> None:
    assert change_party(party=karin, changes={"restricted": "1"}, actor=asa, source="test").restricted is False


def test_a_keeper_hands_over(karin: Party, asa: User, jonas: User) -> None:
    assert change_keeper(party=karin, keeper=jonas, actor=asa, source="test").keeper == jonas
    assert karin.events.get(kind="keeper.changed").data == {"before": "Åsa Norling", "after": "Jonas Berg"}


def test_a_person_is_known_beyond_one_employer(karin: Party, bjork: Party, asa: User) -> None:
    role = begin_role(party=karin, at=bjork, kind=RoleKind.DECIDES_AT, actor=asa, source="test")
    end_role(role=role, until_on=date(2026, 6, 1), actor=asa, source="test")

    assert [one.until_on for one in karin.roles.all()] == [date(2026, 6, 1)]


def test_nobody_works_at_oneself(karin: Party, asa: User) -> None:
    with pytest.raises(ValidationError):
        begin_role(party=karin, at=karin, kind=RoleKind.WORKS_AT, actor=asa, source="test")


def test_a_number_belongs_to_one_customer(karin: Party, bjork: Party, asa: User) -> None:
    with pytest.raises(ValidationError, match="Karin Dalsjö already has this number"):
        add_identifier(party=bjork, identifier_source="till", key="412", actor=asa, source="test")

    assert find_by_identifier("till", "412") == karin
    assert find_by_identifier("till", "413") is None
