import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.conf import settings
from django.test import Client

from stamkund.staff.actions.issue_token import issue_token
from stamkund.staff.models import ApiToken, User
from stamkund.staff.queries import find_token
from stamkund.web.settings.background import said
from stamkund.worker import tasks
from stamkund.worker.actions.enqueue_task import enqueue_task
from stamkund.worker.models import Task, TaskState, Worker

OWN = {"name": "Rut Ek", "language": "sv", "theme": "dark"}
Bound = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def as_rut(client: Client, rut: User) -> Client:
    client.force_login(rut)
    return client


@pytest.fixture
def failed(db: None) -> Task:
    task = enqueue_task(name="valuation.value_base", arguments={})
    Task.objects.filter(pk=task.pk).update(state=TaskState.FAILED, error="Traceback\nLookupError: no such <table>")
    task.refresh_from_db()
    return task


def test_everybody_chooses_their_own_language_and_light(as_rut: Client, rut: User) -> None:
    answer = as_rut.post("/settings", OWN, follow=True)

    rut.refresh_from_db()
    assert (rut.language, rut.theme) == ("sv", "dark")
    assert '<html lang="sv" data-bs-theme="dark"' in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", " "), ("name", "x" * 121), ("language", "tlh"), ("language", ""), ("theme", "pink")],
)
def test_a_setting_that_cannot_be_is_said_at_its_field(as_rut: Client, rut: User, field: str, value: str) -> None:
    answer = as_rut.post("/settings", OWN | {field: value})

    rut.refresh_from_db()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert (rut.name, rut.language) == ("Rut Ek", "en")


def test_a_token_is_shown_once(as_rut: Client, rut: User) -> None:
    answer = as_rut.post("/settings/tokens", {"name": "The till"})
    secret = re.findall(r"stk_[\w-]+", answer.text)[0]
    token = find_token(secret)

    assert (answer.status_code, token and token.user) == (201, rut)
    assert "no-store" in answer.headers["Cache-Control"]
    assert secret not in as_rut.get("/settings").text


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x00b"])
def test_a_token_needs_to_say_what_it_is_for(as_rut: Client, name: str) -> None:
    assert as_rut.post("/settings/tokens", {"name": name}).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_revoked_token_opens_nothing(as_rut: Client, rut: User) -> None:
    token, secret = issue_token(user=rut, name="till", actor=rut, source="test")

    assert "opens nothing any more" in as_rut.post(f"/settings/tokens/{token.pk}/revocation").text
    assert find_token(secret) is None


def test_the_token_of_another_is_not_found(as_rut: Client, asa: User) -> None:
    token, secret = issue_token(user=asa, name="till", actor=asa, source="test")

    assert as_rut.post(f"/settings/tokens/{token.pk}/revocation").status_code == 404
    assert find_token(secret) == token


@pytest.mark.parametrize("address", ["/settings/tasks", "/settings/installation"])
def test_tasks_and_installation_are_the_administrators(as_rut: Client, jonas: User, address: str) -> None:
    assert as_rut.get(address).status_code == 403
    as_rut.force_login(jonas)
    assert as_rut.get(address).status_code == 403
    assert address not in as_rut.get("/settings").text


@pytest.mark.parametrize("verb", ["retry", "dismissal"])
def test_a_keeper_neither_repeats_nor_dismisses_a_task(client: Client, jonas: User, failed: Task, verb: str) -> None:
    client.force_login(jonas)

    assert client.post(f"/settings/tasks/{failed.pk}/{verb}").status_code == 403
    failed.refresh_from_db()
    assert failed.state == TaskState.FAILED


def test_a_failed_task_says_why_and_is_tried_again(as_asa: Client, failed: Task) -> None:
    page = as_asa.get("/settings/tasks").text
    assert "1 task failed each time it was tried" in page
    assert "LookupError: no such &lt;table&gt;" in page

    as_asa.post(f"/settings/tasks/{failed.pk}/retry")

    failed.refresh_from_db()
    assert failed.state == TaskState.DISMISSED
    assert Task.objects.filter(name="valuation.value_base", state=TaskState.WAITING).count() == 1


def test_a_failed_task_is_let_be(as_asa: Client, failed: Task) -> None:
    answer = as_asa.post(f"/settings/tasks/{failed.pk}/dismissal").text

    assert "All is done." not in answer
    assert "Nobody is at work." in answer
    assert not Task.objects.filter(state=TaskState.FAILED).exists()


def test_an_unknown_task_is_not_found(as_asa: Client) -> None:
    assert as_asa.post("/settings/tasks/4711/retry").status_code == 404


def test_the_page_knows_whether_somebody_works_and_how_far_it_has_come(as_asa: Client, db: None) -> None:
    Worker.objects.create(name="here")
    task = enqueue_task(name="imports.publish", arguments={})
    Task.objects.filter(pk=task.pk).update(
        state=TaskState.RUNNING, started_at=task.enqueued_at, done=40, total=80, sentence="%(done)s of %(total)s rows"
    )

    page = as_asa.get("/settings/tasks").text
    assert "1 task is under way. 1 worker is awake." in " ".join(page.split())
    assert "40 of 80 rows" in page
    assert 'value="40" max="80"' in page


def test_the_page_asks_again_for_its_part_only(as_asa: Client) -> None:
    part = as_asa.get("/settings/tasks", headers={"HX-Request": "true"}).text

    assert part.startswith('<div id="background"')
    assert "<html" not in part


def test_the_pages_ask_a_bounded_number_of_questions(
    as_asa: Client, failed: Task, django_assert_max_num_queries: Bound
) -> None:
    with django_assert_max_num_queries(4):
        as_asa.get("/settings")
    with django_assert_max_num_queries(7):
        as_asa.get("/settings/tasks")


def test_the_installation_says_where_it_stands(as_asa: Client) -> None:
    page = as_asa.get("/settings/installation").text

    assert str(settings.STAMKUND_HOME) in page
    assert "SQLite" in page or "PostgreSQL" in page
    assert "stamkund backup FILE" in page


def test_every_task_there_is_has_words() -> None:
    tasks.discover_tasks()

    ours = {name for name in tasks._declared if not name.startswith("tests.")}
    assert ours
    assert {name for name in ours if said(name) == name} == set()
