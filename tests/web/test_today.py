from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.decisions.actions.put_aside import put_aside
from stamkund.decisions.models import Verdict
from stamkund.decisions.rules import ActionKind
from stamkund.dialogue.actions.plan_task import plan_task
from stamkund.dialogue.actions.write_note import write_note
from stamkund.dialogue.models import Task
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.staff.models import User
from stamkund.timeline.models import Event
from stamkund.valuation.models import Run
from stamkund.web.card.postponing import later_than, postponed_to
from stamkund.web.today import words

Bound = Callable[[int], AbstractContextManager[object]]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def task(karin: Party, asa: User) -> Task:
    """Åsa was to answer Karin two days ago."""
    due_on = timezone.localdate() - timedelta(days=2)
    return plan_task(title="Answer about width G", due_on=due_on, owner=asa, party=karin, actor=asa, source="test")


@pytest.mark.parametrize(
    ("hour", "said"), [(6, "Good morning, Åsa"), (13, "Good afternoon, Åsa"), (21, "Good evening, Åsa")]
)
def test_the_hour_greets(hour: int, said: str) -> None:
    assert words.greeting(datetime(2026, 11, 19, hour), "Åsa") == said


def test_the_day_has_its_week() -> None:
    assert words.date_line(datetime(2026, 11, 19).date(), "en") == "Thursday 19 November, week 47"


@pytest.mark.parametrize(
    ("due", "late", "slipping", "said"),
    [
        (3, 1, 3, "Three things are due, one of them late. Three good customers are slipping away."),
        (1, 0, 0, "One thing is due today."),
        (2, 2, 0, "Two things are late."),
        (1, 1, 1, "One thing is late. One good customer is slipping away."),
        (14, 6, 0, "14 things are due, six of them late."),
        (0, 0, 0, "Nothing is due, and nobody good is slipping away. A day to call whom you have missed."),
    ],
)
def test_the_page_opens_with_what_a_colleague_would_say(due: int, late: int, slipping: int, said: str) -> None:
    assert words.opening(due=due, late=late, slipping=slipping) == said


def test_since_midnight_is_since_the_day() -> None:
    now = datetime(2026, 11, 19, 8)
    assert words.since(now.replace(day=18, hour=0), now, "en") == "Since yesterday"
    assert words.since(now.replace(day=18, hour=17, minute=10), now, "en") == "Since yesterday 17:10"


def test_later_is_the_next_working_day() -> None:
    long_ago = datetime(2020, 1, 1).date()
    assert later_than(long_ago) > timezone.localdate()
    assert later_than(datetime(2099, 5, 1).date()) == datetime(2099, 5, 4).date()
    assert postponed_to("not a day") is None


def test_an_empty_register_teaches_where_to_begin(as_asa: Client) -> None:
    page = as_asa.get("/").text

    assert "Nobody is in the register yet." in page
    assert 'href="/imports"' in page


def test_a_reader_of_an_empty_register_is_told_who_can_fill_it(client: Client, rut: User) -> None:
    client.force_login(rut)

    assert 'href="/imports"' not in client.get("/").text.partition("today-list")[2]


def test_what_is_due_stands_there_with_how_late_it_is(as_asa: Client, task: Task) -> None:
    page = as_asa.get("/").text

    for said in ("Karin Dalsjö", "Answer about width G", "2 days late", "One thing is late."):
        assert said in page


def test_other_peoples_tasks_and_those_ahead_are_not_due(as_asa: Client, karin: Party, asa: User, jonas: User) -> None:
    today = timezone.localdate()
    plan_task(title="Jonas's own", due_on=today, owner=jonas, party=karin, actor=asa, source="test")
    plan_task(title="Next week", due_on=today + timedelta(days=7), owner=asa, party=karin, actor=asa, source="test")
    page = as_asa.get("/").context["page"]

    assert page.due == ()
    assert [one.task.title for one in page.coming] == ["Next week"]


def test_a_task_is_done_with_undo(as_asa: Client, task: Task) -> None:
    answer = as_asa.post(f"/tasks/{task.pk}/completion", headers=HTMX)
    assert answer.context["page"].due == ()

    answer = as_asa.post(answer.context["notice"].undo, headers=HTMX)
    assert [one.task.id for one in answer.context["page"].due] == [task.pk]


def test_a_task_is_moved_with_undo(as_asa: Client, task: Task) -> None:
    before = task.due_on
    notice = as_asa.post(f"/tasks/{task.pk}/postponement", headers=HTMX).context["notice"]
    task.refresh_from_db()
    assert task.due_on > timezone.localdate()

    as_asa.post(notice.undo, notice.fields)
    task.refresh_from_db()
    assert task.due_on == before


def test_without_scripts_the_page_comes_back(as_asa: Client, task: Task) -> None:
    answer = as_asa.post(f"/tasks/{task.pk}/completion")

    assert answer.headers["Location"] == "/"
    assert "Done: Answer about width G" in as_asa.get("/").text


def test_many_due_tasks_are_shown_a_few_first(as_asa: Client, asa: User) -> None:
    for number in range(10):
        plan_task(title=f"t{number}", due_on=timezone.localdate(), owner=asa, actor=asa, source="test")

    first, everything = as_asa.get("/").context["page"], as_asa.get("/?all").context["page"]
    assert (len(first.due), first.more_due, first.due_count) == (7, 3, 10)
    assert (len(everything.due), everything.more_due) == (10, 0)
    assert (
        len(
            as_asa.post(f"/tasks/{everything.due[0].task.id}/completion", {"all": "1"}, headers=HTMX)
            .context["page"]
            .due
        )
        == 9
    )


def test_readers_cannot_finish_anything(client: Client, task: Task, rut: User) -> None:
    client.force_login(rut)

    for verb in ("completion", "reopening", "postponement"):
        assert client.post(f"/tasks/{task.pk}/{verb}").status_code == 403
    task.refresh_from_db()
    assert task.done_at is None


def test_a_task_for_a_hidden_customer_is_not_there(
    client: Client, task: Task, karin: Party, asa: User, jonas: User
) -> None:
    restrict_party(party=karin, staff=[], reason="private", actor=asa, source="test")
    client.force_login(jonas)

    assert client.post(f"/tasks/{task.pk}/completion").status_code == 404
    assert client.post("/tasks/999999/completion").status_code == 404


def test_what_others_recorded_since_is_counted_with_names(as_asa: Client, karin: Party, asa: User, jonas: User) -> None:
    lines = [NewLine(amount=Decimal(9))]
    for key in ("a", "b"):
        record_purchase(party=karin, lines=lines, currency="SEK", actor=jonas, source="till", key=key)
    write_note(party=karin, text="Own", actor=asa, source="web")

    kinds = {one.said: [party.name for party in one.about] for one in as_asa.get("/").context["page"].arrivals.kinds}
    assert kinds == {"2 purchases": ["Karin Dalsjö"]}


def test_news_about_a_hidden_customer_is_no_news(client: Client, karin: Party, asa: User, jonas: User) -> None:
    write_note(party=karin, text="x", actor=asa, source="web")
    restrict_party(party=karin, staff=[], reason="private", actor=asa, source="test")
    client.force_login(jonas)

    assert client.get("/").context["page"].arrivals.kinds == ()


def test_after_half_an_hour_it_is_another_visit(as_asa: Client, karin: Party, jonas: User) -> None:
    as_asa.get("/")
    session = as_asa.session
    seen = timezone.now() - timedelta(hours=2)
    session["today"] = {"seen": seen.isoformat(), "before": (seen - timedelta(days=1)).isoformat()}
    session.save()
    write_note(party=karin, text="x", actor=jonas, source="web")
    Event.objects.exclude(kind="note.written").update(recorded_at=seen - timedelta(hours=1))

    assert [one.said for one in as_asa.get("/").context["page"].arrivals.kinds] == ["1 note"]
    assert as_asa.get("/").context["page"].arrivals.since == seen


def test_who_is_slipping_and_worth_saving_stands_there_until_spoken_with(
    as_asa: Client, valued: Run, asa: User
) -> None:
    slipping = as_asa.get("/").context["page"].slipping
    assert slipping
    assert [one.gain for one in slipping] == sorted((one.gain for one in slipping), reverse=True)

    first = Party.objects.get(public_id=slipping[0].public_id)
    put_aside(party=first, action=ActionKind.SAVE, verdict=Verdict.LATER, actor=asa, source="web")
    assert first.name not in [one.name for one in as_asa.get("/").context["page"].slipping]


def test_the_page_asks_a_bounded_number_of_questions(
    as_asa: Client, karin: Party, valued: Run, asa: User, django_assert_max_num_queries: Bound
) -> None:
    for number in range(20):
        plan_task(title=f"t{number}", due_on=timezone.localdate(), owner=asa, party=karin, actor=asa, source="test")
    with django_assert_max_num_queries(26):
        as_asa.get("/")
