from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from stamkund.customers.actions.add_party import add_party
from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.customers.queries import find_party, restrictions
from stamkund.staff.actions.change_staff import change_staff
from stamkund.staff.actions.issue_token import issue_token
from stamkund.staff.models import StaffRole, User
from stamkund.staff.queries import find_token
from stamkund.timeline.models import Event
from stamkund.web.people.passwords import new_password

Bound = Callable[[int], AbstractContextManager[object]]
NEW = {"name": "Ada Vik", "email": "Ada@sala.example", "role": "keeper", "language": "nb", "password": ""}


@pytest.fixture
def addresses(jonas: User, karin: Party) -> list[str]:
    one, hidden = f"/people/{jonas.pk}", ["/people/hidden", "/people/hidden/new", f"/people/hidden/{karin.public_id}"]
    return ["/people", "/people/new", *hidden, one, f"{one}/closure", f"{one}/opening", f"{one}/password"]


def test_the_pages_about_people_are_the_administrators(
    client: Client, asa: User, jonas: User, rut: User, addresses: list[str]
) -> None:
    for visitor in (jonas, rut):
        client.force_login(visitor)
        for address in addresses:
            assert client.get(address).status_code in {403, 405}, address
            assert client.post(address, NEW).status_code in {403, 405}, address
    jonas.refresh_from_db()
    assert (User.objects.count(), jonas.role, jonas.is_active) == (3, StaffRole.KEEPER, True)


def test_nobody_else_comes_near_them(client: Client, addresses: list[str]) -> None:
    assert {client.get(address).status_code for address in addresses} == {302}


def test_everybody_stands_there_with_role_and_the_customers_they_keep(
    as_asa: Client, jonas: User, karin: Party
) -> None:
    page = as_asa.get("/people")

    people = {person.user.name: person.kept for person in page.context["page"].people}
    assert people == {"Åsa Norling": 1, "Jonas Berg": 0}
    assert "2 people can sign in." in page.text


def test_the_page_asks_a_bounded_number_of_questions(
    as_asa: Client, jonas: User, rut: User, django_assert_max_num_queries: Bound
) -> None:
    with django_assert_max_num_queries(5):
        as_asa.get("/people")


def test_letting_somebody_in_shows_a_password_that_opens_the_door_once(as_asa: Client) -> None:
    answer = as_asa.post("/people/new", NEW)
    ada = User.objects.get(email="ada@sala.example")

    assert answer.status_code == 201
    assert ada.check_password(answer.context["password"])
    assert answer.context["password"] in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert (ada.name, ada.role, ada.language) == ("Ada Vik", "keeper", "nb")
    assert answer.context["password"] not in str(list(Event.objects.values("data")))


def test_a_password_that_was_given_is_the_one_that_opens(as_asa: Client) -> None:
    as_asa.post("/people/new", NEW | {"password": "en längre fras "})

    assert User.objects.get(email="ada@sala.example").check_password("en längre fras ")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "   ", "Write the name"),
        ("name", "x" * 121, "120"),
        ("name", "A\x00da", "Null"),
        ("email", "", "what one signs in with"),
        ("email", "ada", "valid email"),
        ("email", "JONAS@sala.example", "Jonas Berg signs in with this address already."),
        ("email", "a" * 250 + "@sala.example", "254"),
        ("role", "owner", "owner"),
        ("language", "xx", "xx"),
        ("password", "short", "10"),
        ("password", "1234567890", "common"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nobody_is_let_in(
    as_asa: Client, jonas: User, field: str, value: str, said: str
) -> None:
    answer = as_asa.post("/people/new", NEW | {field: value})

    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].errors[field])
    assert User.objects.count() == 2


def test_a_role_is_changed_and_on_record(as_asa: Client, jonas: User) -> None:
    answer = as_asa.post(f"/people/{jonas.pk}", {"name": "Jonas Berg", "role": "reader"})

    jonas.refresh_from_db()
    assert (answer.status_code, jonas.role) == (200, StaffRole.READER)
    assert answer.headers["HX-Trigger"] == "stamkund:close-dialog"
    assert Event.objects.get(kind="staff.changed").actor is not None


def test_the_last_administrator_stays_one_and_stays_inside(as_asa: Client, asa: User) -> None:
    demoted = as_asa.post(f"/people/{asa.pk}", {"name": "Åsa Norling", "role": "keeper"})
    closed = as_asa.post(f"/people/{asa.pk}/closure")

    asa.refresh_from_db()
    assert (demoted.status_code, closed.status_code) == (422, 422)
    assert "Somebody must stay administrator." in demoted.text
    assert "Somebody must stay administrator." in closed.text
    assert asa.may_administer


def test_a_closed_door_ends_session_and_token_at_once(as_asa: Client, jonas: User) -> None:
    inside = Client()
    inside.force_login(jonas)
    secret = issue_token(user=jonas, name="till", actor=jonas, source="test")[1]

    as_asa.post(f"/people/{jonas.pk}/closure")

    assert inside.get("/settings").status_code == 302
    assert find_token(secret) is None
    assert "can no longer sign in" in as_asa.post(f"/people/{jonas.pk}/closure").text


def test_a_door_is_opened_again(as_asa: Client, asa: User, jonas: User) -> None:
    change_staff(user=jonas, changes={"is_active": False}, actor=asa, source="test")

    assert "Open access again" in as_asa.get(f"/people/{jonas.pk}").text
    as_asa.post(f"/people/{jonas.pk}/opening")

    jonas.refresh_from_db()
    assert jonas.is_active


def test_somebody_locked_out_gets_a_new_password_and_old_sessions_end(as_asa: Client, jonas: User) -> None:
    inside = Client()
    inside.force_login(jonas)

    answer = as_asa.post(f"/people/{jonas.pk}/password")

    jonas.refresh_from_db()
    assert jonas.check_password(answer.context["password"])
    assert inside.get("/settings").status_code == 302
    assert Event.objects.filter(kind="staff.password_reset").count() == 1


def test_a_colleague_who_does_not_exist_is_not_found(as_asa: Client) -> None:
    assert as_asa.get("/people/4711").status_code == 404
    assert as_asa.post("/people/4711/closure").status_code == 404


def test_hidden_customers_stand_there_with_the_reason(as_asa: Client, asa: User, jonas: User, karin: Party) -> None:
    assert "Nobody is hidden" in as_asa.get("/people/hidden").text
    restrict_party(party=karin, staff=[jonas], reason="Protected address", actor=asa, source="test")

    page = as_asa.get("/people/hidden").text
    assert "Karin Dalsjö" in page
    assert "Protected address" in page
    assert "Jonas Berg" in page


def test_a_new_password_has_no_letters_that_are_taken_for_one_another() -> None:
    made = {new_password() for _ in range(50)}

    assert len(made) == 50
    assert not set("".join(made)) & set("ijloq01")


def test_a_closed_door_is_not_shown_as_a_way(client: Client, asa: User, jonas: User) -> None:
    for visitor, shown in ((asa, True), (jonas, False)):
        client.force_login(visitor)
        assert ('href="/people"' in client.get("/settings").text) is shown
        assert ('href="/people"' in client.get("/palette?q=peo").text) is shown


HIDE = {"name": "dalsj", "reason": "Protected address"}


def test_a_customer_is_hidden_by_how_the_name_begins(as_asa: Client, jonas: User, rut: User, karin: Party) -> None:
    answer = as_asa.post("/people/hidden/new", HIDE | {"staff": [jonas.pk]})

    assert "Karin Dalsjö is hidden from now on." in answer.text
    assert find_party(jonas, karin.public_id) == karin
    assert find_party(rut, karin.public_id) is None


def test_of_several_who_begin_alike_one_is_chosen(as_asa: Client, asa: User, karin: Party) -> None:
    other = add_party(given_name="Kåre", family_name="Dalsjö", actor=asa, source="test")
    answer = as_asa.post("/people/hidden/new", HIDE)

    assert answer.status_code == 422
    assert "Several customers begin so." in answer.text
    as_asa.post("/people/hidden/new", HIDE | {"party": str(other.public_id)})
    assert [restriction.party for restriction in restrictions()] == [other]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "nobody"}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 201}, "reason"),
        ({"staff": ["4711"]}, "staff"),
        ({"party": "4711"}, "party"),
    ],
)
def test_nobody_is_hidden_by_a_mistake(as_asa: Client, karin: Party, changes: dict[str, object], field: str) -> None:
    answer = as_asa.post("/people/hidden/new", HIDE | changes)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not restrictions().exists()


def test_a_hidden_customer_is_opened_with_the_reason_on_record(
    as_asa: Client, asa: User, rut: User, karin: Party
) -> None:
    restrict_party(party=karin, staff=[], reason="Protected address", actor=asa, source="test")
    address = f"/people/hidden/{karin.public_id}"

    assert "Protected address" in as_asa.get(address).text
    assert as_asa.post(address, {"reason": " "}).status_code == 422
    assert as_asa.post(address, {"reason": "Moved"}).status_code == 200
    assert find_party(rut, karin.public_id) == karin
    assert Event.objects.get(kind="party.released").data == {"reason": "Moved"}
    assert as_asa.get(address).status_code == 404
