from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.begin_role import begin_role
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party, Role, RoleKind
from stamkund.dialogue.actions.plan_task import plan_task
from stamkund.dialogue.actions.write_note import write_note
from stamkund.identity.actions.merge_parties import merge_parties
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.staff.models import User
from stamkund.timeline.actions import pin_event

Bound = Callable[[int], AbstractContextManager[object]]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def card(karin: Party) -> str:
    return f"/customers/{karin.public_id}"


def undo(client: Client, answer: object) -> None:
    notice = answer.context["notice"]  # type: ignore[attr-defined]  # as the test client gives it
    assert client.post(notice.undo, notice.fields, headers=HTMX).status_code == 200


def test_the_card_says_who_somebody_is(as_asa: Client, card: str) -> None:
    page = as_asa.get(card).text

    for known in ("Karin Dalsjö", "Åsa Norling", "karin@dalsjo.example", "070-174 06 12", "791 71 Falun", "412"):
        assert known in page


def test_a_phone_number_can_be_called_and_a_dead_address_is_struck_out(as_asa: Client, card: str, karin: Party) -> None:
    karin.contact_points.filter(kind="mail").update(invalid_since=timezone.localdate())

    page = as_asa.get(card).text
    assert 'href="tel:+46701740612"' in page
    assert '<s class="ink-3">karin@<wbr>dalsjo.example</s>' in page
    assert "mailto:" not in page


def test_a_name_is_changed_in_place_with_undo(as_asa: Client, card: str, karin: Party) -> None:
    assert 'value="Dalsjö"' in as_asa.get(f"{card}/name").text
    answer = as_asa.post(f"{card}/name", {"given_name": "Karin", "family_name": "Berg"}, headers=HTMX)
    karin.refresh_from_db()
    assert karin.name == "Karin Berg"
    assert "Karin Berg" in answer.text

    undo(as_asa, answer)
    karin.refresh_from_db()
    assert karin.name == "Karin Dalsjö"


def test_an_organisation_has_one_name(as_asa: Client, bjork: Party) -> None:
    form = as_asa.get(f"/customers/{bjork.public_id}/name").text

    assert "family_name" not in form
    assert "Bjørk &amp; Ærlig AS" in form


@pytest.mark.parametrize(
    "name", [{"given_name": "", "family_name": " "}, {"given_name": "x" * 101}, {"family_name": "\0"}]
)
def test_a_name_that_is_none_is_refused(as_asa: Client, card: str, karin: Party, name: dict[str, str]) -> None:
    assert as_asa.post(f"{card}/name", name, headers=HTMX).status_code == 422
    karin.refresh_from_db()
    assert karin.name == "Karin Dalsjö"


def test_a_keeper_hands_over_with_undo(as_asa: Client, card: str, karin: Party, jonas: User) -> None:
    answer = as_asa.post(f"{card}/keeper", {"keeper": jonas.pk}, headers=HTMX)
    karin.refresh_from_db()
    assert karin.keeper == jonas

    undo(as_asa, answer)
    karin.refresh_from_db()
    assert karin.keeper is not None
    assert karin.keeper.name == "Åsa Norling"
    assert as_asa.post(f"{card}/keeper", {"keeper": "999"}, headers=HTMX).status_code == 422


def test_nobody_keeps_a_customer_too(as_asa: Client, card: str, karin: Party) -> None:
    undo(as_asa, as_asa.post(f"{card}/keeper", {"keeper": ""}, headers=HTMX))
    karin.refresh_from_db()

    assert karin.keeper is not None
    assert karin.events.filter(kind="keeper.changed").count() == 2


def test_a_way_to_reach_somebody_is_added_and_removed_with_undo(as_asa: Client, card: str, karin: Party) -> None:
    answer = as_asa.post(f"{card}/contact-points", {"kind": "mail", "value": "k@ny.example"}, headers=HTMX)
    undo(as_asa, answer)
    assert not karin.contact_points.filter(value="k@ny.example").exists()

    postal = karin.contact_points.get(kind="postal")
    undo(as_asa, as_asa.post(f"{card}/contact-points/{postal.pk}/removal", headers=HTMX))
    assert karin.contact_points.get(kind="postal").street == "Åsgatan 114"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("mail", "no address"), ("phone", "none"), ("mail", ""), ("mail", "x" * 321), ("pigeon", "coo"), ("phone", "\0")],
)
def test_what_reaches_nobody_is_refused(as_asa: Client, card: str, karin: Party, kind: str, value: str) -> None:
    answer = as_asa.post(f"{card}/contact-points", {"kind": kind, "value": value}, headers=HTMX)

    assert answer.status_code == 422
    assert "field-error" in answer.text
    assert karin.contact_points.count() == 3


def test_nobody_elses_address_is_removed_from_a_card(as_asa: Client, karin: Party, bjork: Party) -> None:
    point = karin.contact_points.first()
    assert point is not None

    assert as_asa.post(f"/customers/{bjork.public_id}/contact-points/{point.pk}/removal").status_code == 404


def test_a_role_is_read_from_both_sides(as_asa: Client, card: str, karin: Party, bjork: Party) -> None:
    answer = as_asa.post(f"{card}/roles", {"kind": "decides_at", "at": bjork.public_id}, headers=HTMX)

    assert "Decides at" in answer.text
    assert "Here decides" in as_asa.get(f"/customers/{bjork.public_id}").text
    undo(as_asa, answer)
    assert Role.objects.get().until_on == timezone.localdate()


def test_a_role_can_be_said_from_the_other_side(as_asa: Client, card: str, karin: Party, bjork: Party) -> None:
    as_asa.post(f"{card}/roles", {"kind": "refers", "at": bjork.public_id, "backwards": "on"}, headers=HTMX)

    role = Role.objects.get()
    assert (role.party, role.at) == (bjork, karin)


def test_a_role_needs_somebody_else_who_is_there(as_asa: Client, card: str, karin: Party) -> None:
    for at in ("", "nonsense", str(karin.public_id), "00000000-0000-7000-8000-000000000000"):
        assert as_asa.post(f"{card}/roles", {"kind": "refers", "at": at}, headers=HTMX).status_code == 422
    assert not Role.objects.exists()


def test_those_who_may_be_meant_are_named_as_one_types(as_asa: Client, card: str, bjork: Party) -> None:
    found = as_asa.get(f"{card}/roles/candidates", {"whom": "bjö"}).text
    assert "Bjørk &amp; Ærlig AS" in found
    assert "Nobody in the register" in as_asa.get(f"{card}/roles/candidates", {"whom": "zz"}).text
    assert as_asa.get(f"{card}/roles/candidates", {"whom": "dals"}).text.count("radio") == 0


def test_a_hidden_relation_is_not_named(client: Client, card: str, karin: Party, bjork: Party, jonas: User) -> None:
    asa = karin.keeper
    assert asa is not None
    begin_role(party=karin, at=bjork, kind=RoleKind.DECIDES_AT, actor=asa, source="test")
    restrict_party(party=bjork, staff=[], reason="private", actor=asa, source="test")
    client.force_login(jonas)

    assert str(bjork.public_id) not in client.get(card).text


def test_joined_entries_are_parted_again_with_undo(as_asa: Client, card: str, karin: Party, bjork: Party) -> None:
    merge = merge_parties(party=bjork, survivor=karin, actor=None, source="test")
    assert as_asa.get(f"/customers/{bjork.public_id}").headers["Location"] == card

    answer = as_asa.post(f"{card}/merges/{merge.pk}/removal", headers=HTMX)
    bjork.refresh_from_db()
    assert bjork.merged_into is None
    undo(as_asa, answer)
    bjork.refresh_from_db()
    assert bjork.merged_into == karin


def test_joining_with_nobody_or_with_oneself_is_refused(as_asa: Client, card: str, karin: Party) -> None:
    assert as_asa.post(f"{card}/merges", {"party": "nonsense"}).status_code == 404
    answer = as_asa.post(f"{card}/merges", {"party": karin.public_id}, headers=HTMX)
    assert answer.status_code == 422
    assert "These two cannot be joined" in answer.text


def test_a_later_join_is_parted_first(as_asa: Client, card: str, karin: Party, bjork: Party, asa: User) -> None:
    friend = add_party(name="Bjørk", actor=asa, source="test")
    first = merge_parties(party=friend, survivor=bjork, actor=asa, source="test")
    merge_parties(party=bjork, survivor=karin, actor=asa, source="test")
    first.survivor = karin
    first.save()
    friend.merged_into = bjork
    friend.save()

    answer = as_asa.post(f"{card}/merges/{first.pk}/removal")
    assert "Part the later join first." in as_asa.get(answer.headers["Location"]).text


def test_a_task_is_done_moved_and_brought_back(as_asa: Client, card: str, karin: Party, asa: User) -> None:
    today = timezone.localdate()
    task = plan_task(title="Sketch", due_on=today - timedelta(days=2), owner=asa, party=karin, actor=asa, source="t")
    assert "should have done it 2 days ago" in as_asa.get(card).text

    later = as_asa.post(f"{card}/tasks/{task.pk}/postponement", headers=HTMX)
    task.refresh_from_db()
    assert task.due_on > today
    undo(as_asa, later)
    task.refresh_from_db()
    assert task.due_on == today - timedelta(days=2)
    undo(as_asa, as_asa.post(f"{card}/tasks/{task.pk}/completion", headers=HTMX))
    task.refresh_from_db()
    assert task.done_at is None


def test_another_customers_task_is_not_found_on_this_card(as_asa: Client, card: str, bjork: Party, asa: User) -> None:
    task = plan_task(title="x", due_on=timezone.localdate(), owner=asa, party=bjork, actor=asa, source="test")

    assert as_asa.post(f"{card}/tasks/{task.pk}/completion").status_code == 404


def furnish(party: Party, other: Party, asa: User) -> None:
    for number in range(12):
        lines = [NewLine(amount=Decimal(number + 1), description="Laces")]
        record_purchase(party=party, lines=lines, currency="SEK", actor=asa, source="till", key=f"{number}")
        note = write_note(party=party, text=f"n{number}", actor=asa, source="test")
        plan_task(title=f"t{number}", due_on=timezone.localdate(), owner=asa, party=party, actor=asa, source="test")
        someone = add_party(name=f"Friend {number}", actor=asa, source="test")
        begin_role(party=party, at=someone, kind=RoleKind.REFERS, actor=asa, source="test")
    pin_event(event=note, actor=asa)
    merge_parties(party=other, survivor=party, actor=asa, source="test")


def test_a_card_asks_a_bounded_number_of_questions(
    as_asa: Client, karin: Party, bjork: Party, asa: User, django_assert_max_num_queries: Bound
) -> None:
    furnish(karin, bjork, asa)
    with django_assert_max_num_queries(34):
        page = as_asa.get(f"/customers/{karin.public_id}")

    assert "n11" in page.text
