import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from stamkund.api.auth import GUESSES_PER_MINUTE
from stamkund.api.guesses import count_guess, this_minute
from stamkund.api.models import Guess
from stamkund.customers.models import Party
from stamkund.staff.actions.change_staff import change_staff
from stamkund.staff.actions.issue_token import issue_token, revoke_token
from stamkund.staff.models import ApiToken, User
from tests.api.conftest import Program

ROUTES = [
    ("get", "parties"),
    ("post", "parties"),
    ("get", "parties/0199b1f0-0000-7000-8000-000000000000"),
    ("patch", "parties/0199b1f0-0000-7000-8000-000000000000"),
    ("get", "parties/0199b1f0-0000-7000-8000-000000000000/events"),
    ("post", "parties/0199b1f0-0000-7000-8000-000000000000/events"),
    ("post", "purchases"),
]
NO_TOKENS = [
    "",
    "Bearer",
    "Bearer ",
    "Bearer stk_",
    "Bearer stk_unknown",
    "Basic YTpi",
    "Bearer stk_å",
    "Bearer " + "x" * 9000,
]
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
Header = dict[str, str]


def guess(headers: Header) -> int:
    """Show a token that does not exist and return how that was answered."""
    answer = Client(**headers).get("/api/v1/parties", headers={"Authorization": "Bearer stk_guess"})  # type: ignore[arg-type]  # any entry of the environment
    return int(answer.status_code)


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_no_route_answers_without_a_token(client: Client, method: str, path: str) -> None:
    response = getattr(client, method)(f"/api/v1/{path}", content_type="application/json")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
@pytest.mark.parametrize("header", NO_TOKENS)
def test_what_is_no_token_opens_nothing(client: Client, header: str) -> None:
    assert client.get("/api/v1/parties", headers={"Authorization": header}).status_code == 401


def test_a_session_is_not_a_token(client: Client, asa: User) -> None:
    client.force_login(asa)

    assert client.get("/api/v1/parties").status_code == 401


def test_a_revoked_token_is_useless_at_once(client: Client, jonas: User) -> None:
    token, secret = issue_token(user=jonas, name="till", actor=None, source="test")
    till = Program(secret, client)
    assert till.get("parties").status_code == 200

    revoke_token(token=token, actor=jonas, source="test")

    assert till.get("parties").status_code == 401


def test_a_closed_door_closes_for_programs_too(till: Program, jonas: User, asa: User) -> None:
    change_staff(user=jonas, changes={"is_active": False}, actor=asa, source="test")

    assert till.get("parties").status_code == 401


def test_the_digest_that_is_stored_opens_nothing(client: Client, till: Program) -> None:
    stolen = Program(f"stk_{ApiToken.objects.get().digest}", client)

    assert stolen.get("parties").status_code == 401


def test_use_is_noted_at_most_once_a_minute(till: Program) -> None:
    till.get("parties")
    first = ApiToken.objects.get().last_used_at
    till.get("parties")
    assert ApiToken.objects.get().last_used_at == first

    ApiToken.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    till.get("parties")
    assert ApiToken.objects.get().last_used_at >= first  # type: ignore[operator]  # set above


def test_guessing_is_slowed_down_and_right_tokens_do_not_suffer_for_it(
    client: Client, till: Program, karin: Party
) -> None:
    guesser = Program("stk_guess", client)
    with time_machine.travel(NOON, tick=False):
        answers = [guesser.get("parties").status_code for _ in range(GUESSES_PER_MINUTE + 2)]
        assert guesser.get("parties").headers["Retry-After"] == "60"

    assert answers == [401] * GUESSES_PER_MINUTE + [429, 429]
    assert till.get(f"parties/{karin.public_id}").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"REMOTE_ADDR": "10.0.0.1"}, {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "10.9.9.9"}),
        ({"REMOTE_ADDR": "10.0.0.1"}, {"REMOTE_ADDR": "::ffff:10.0.0.1"}),
        ({"REMOTE_ADDR": "2001:db8:0:1::1"}, {"REMOTE_ADDR": "2001:db8:0:1:ffff::77"}),
    ],
)
def test_who_calls_themselves_something_else_guesses_no_more_often(first: Header, second: Header) -> None:
    with time_machine.travel(NOON, tick=False):
        answers = [guess(first) for _ in range(GUESSES_PER_MINUTE // 2)]
        answers += [guess(second) for _ in range(GUESSES_PER_MINUTE // 2)]

        assert answers == [401] * GUESSES_PER_MINUTE
        assert guess(first) == guess(second) == 429
        assert guess({"REMOTE_ADDR": "10.0.0.2"}) == 401


@pytest.mark.django_db
def test_a_guess_in_another_process_counts_here() -> None:
    with time_machine.travel(NOON, tick=False):
        Guess.objects.create(address="10.0.0.1", minute=this_minute(), count=GUESSES_PER_MINUTE)

        assert guess({"REMOTE_ADDR": "10.0.0.1"}) == 429


@pytest.mark.django_db
def test_guessing_on_writes_nothing_more_and_a_minute_later_one_may_try_again() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(GUESSES_PER_MINUTE + 9):
            guess({"REMOTE_ADDR": "10.0.0.1"})
        assert Guess.objects.get().count == GUESSES_PER_MINUTE + 1

        clock.shift(60)
        assert guess({"REMOTE_ADDR": "10.0.0.1"}) == 401


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_time_are_all_counted() -> None:
    def count_some() -> None:
        for _ in range(5):
            count_guess("10.0.0.1", most=100)
        connection.close()

    with time_machine.travel(NOON, tick=False):
        threads = [threading.Thread(target=count_some) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert Guess.objects.get().count == 20


def test_the_secret_never_reaches_the_log(client: Client, caplog: pytest.LogCaptureFixture, db: None) -> None:
    Program("stk_very-secret", client).get("parties")

    assert "very-secret" not in caplog.text
