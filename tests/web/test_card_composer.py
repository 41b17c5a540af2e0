from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.dialogue.actions.plan_task import finish_task, plan_task
from stamkund.dialogue.models import Task
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.purchases.models import Purchase
from stamkund.staff.models import User
from stamkund.timeline.models import Event

HTMX = {"HX-Request": "true"}


@pytest.fixture
def entries(karin: Party) -> str:
    return f"/customers/{karin.public_id}/entries"


def latest(party: Party) -> Event:
    return party.events.latest("id")


def test_a_note_is_written_and_the_card_answers_with_what_changed(as_asa: Client, entries: str, karin: Party) -> None:
    answer = as_asa.post(entries, {"kind": "note", "text": "Likes round toes"}, headers=HTMX)

    assert (latest(karin).kind, latest(karin).data["text"]) == ("note.written", "Likes round toes")
    for part in ('id="composer"', 'id="strip"', 'id="timeline"', 'id="next"', 'id="who"', "Likes round toes", "Undo"):
        assert part in answer.text


def test_without_scripts_the_card_comes_back(as_asa: Client, entries: str, karin: Party) -> None:
    answer = as_asa.post(entries, {"kind": "note", "text": "Likes round toes"})

    assert answer.status_code == 302
    assert "Noted." in as_asa.get(answer.headers["Location"]).text


@pytest.mark.parametrize(
    ("written", "kind", "data"),
    [
        ({"kind": "call", "minutes": "7"}, "call.logged", {"text": "", "minutes": 7, "incoming": False}),
        ({"kind": "call", "called": "customer", "text": "Hm"}, "call.logged", {"text": "Hm", "incoming": True}),
        ({"kind": "visit", "met": "here"}, "visit.logged", {"incoming": True}),
        ({"kind": "visit", "met": "there"}, "visit.logged", {"incoming": False}),
        ({"kind": "meeting", "place": "Falun", "text": "Agreed"}, "meeting.held", {"place": "Falun", "text": "Agreed"}),
    ],
)
def test_every_tab_remembers_its_own(
    as_asa: Client, karin: Party, written: dict[str, str], kind: str, data: dict[str, object]
) -> None:
    as_asa.post(f"/customers/{karin.public_id}/entries", written, headers=HTMX)

    event = latest(karin)
    assert (event.kind, event.actor, event.source) == (kind, karin.keeper, "web")
    assert data.items() <= event.data.items()


def test_a_task_is_planned_for_somebody(as_asa: Client, entries: str, karin: Party, jonas: User) -> None:
    due_on = timezone.localdate() + timedelta(days=3)
    as_asa.post(entries, {"kind": "task", "text": "Sketch", "due_on": due_on.isoformat(), "owner": jonas.pk})

    task = Task.objects.get()
    assert (task.title, task.due_on, task.owner, task.party) == ("Sketch", due_on, jonas, karin)


@pytest.mark.parametrize(("said", "amount"), [("1 480,50", "1480.50"), ("1.480,50 kr", "1480.50"), ("90", "90")])
def test_a_purchase_is_recorded_as_people_write_amounts(
    as_asa: Client, entries: str, karin: Party, said: str, amount: str
) -> None:
    as_asa.post(entries, {"kind": "purchase", "text": "Resole", "amount": said, "currency": "SEK"})

    purchase = Purchase.objects.get()
    assert (purchase.party, purchase.revenue, purchase.kind) == (karin, Decimal(amount), "sale")


def test_a_return_takes_the_money_back(as_asa: Client, entries: str) -> None:
    as_asa.post(entries, {"kind": "purchase", "amount": "340", "currency": "SEK", "is_return": "on"})

    purchase = Purchase.objects.get()
    assert (purchase.revenue, purchase.kind) == (Decimal(-340), "return")


def test_it_can_have_happened_earlier(as_asa: Client, entries: str, karin: Party) -> None:
    as_asa.post(entries, {"kind": "call", "happened_at": "2025-03-01T09:30"})

    assert timezone.localtime(latest(karin).occurred_at).isoformat() == "2025-03-01T09:30:00+01:00"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"kind": "note", "text": "  "}, "Write what you want remembered."),
        ({"kind": "note", "text": "a\x00b"}, "Null characters are not allowed."),
        ({"kind": "note", "text": "x" * 20_001}, "at most 20000 characters"),
        ({"kind": "nonsense", "text": "x"}, "Select a valid choice."),
        ({"text": "x"}, "This field is required."),
        ({"kind": "call", "minutes": "-1"}, "greater than or equal to 0"),
        ({"kind": "call", "minutes": "soon"}, "Enter a whole number."),
        ({"kind": "call", "called": "nobody"}, "Select a valid choice."),
        ({"kind": "call", "happened_at": "2999-01-01T00:00"}, "This has not happened yet."),
        ({"kind": "call", "happened_at": "0001-01-01T00:00"}, "That is too long ago."),
        ({"kind": "call", "happened_at": "yesterday"}, "Enter a valid date/time."),
        ({"kind": "task", "text": ""}, "Write what is to be done."),
        ({"kind": "task", "text": "x" * 201}, "at most 200 letters"),
        ({"kind": "task", "text": "x"}, "Choose the day it must be done by."),
        ({"kind": "task", "text": "x", "due_on": "2001-01-01"}, "That day has passed."),
        ({"kind": "task", "text": "x", "due_on": "9999-12-31"}, "That is too far ahead."),
        ({"kind": "task", "text": "x", "owner": "999999"}, "Select a valid choice."),
        ({"kind": "purchase", "text": "x"}, "Write the amount in figures"),
        ({"kind": "purchase", "amount": "NaN", "currency": "SEK"}, "Write the amount in figures"),
        ({"kind": "purchase", "amount": "1e308", "currency": "SEK"}, "Write the amount in figures"),
        ({"kind": "purchase", "amount": "-5", "currency": "SEK"}, "above nothing"),
        ({"kind": "purchase", "amount": "0", "currency": "SEK"}, "above nothing"),
        ({"kind": "purchase", "amount": "1.2345", "currency": "SEK"}, "At most two decimals."),
        ({"kind": "purchase", "amount": "5", "currency": "XXQ"}, "Select a valid choice."),
        ({"kind": "purchase", "amount": "5"}, "Choose the currency."),
        ({"kind": "purchase", "amount": "5", "currency": "SEK", "text": "x" * 201}, "At most 200 letters"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_reason_and_kept(
    as_asa: Client, entries: str, karin: Party, written: dict[str, str], said: str
) -> None:
    before = Event.objects.count()
    answer = as_asa.post(entries, written, headers=HTMX)

    assert answer.status_code == 422
    assert said in answer.text
    assert Event.objects.count() == before
    assert written.get("text", "").replace("\x00", "")[:50] in answer.text


def test_what_stands_under_another_tab_is_nobodys_fault(as_asa: Client, entries: str, karin: Party) -> None:
    answer = as_asa.post(entries, {"kind": "note", "text": "x", "minutes": "soon", "due_on": "1", "amount": "?"})

    assert answer.status_code == 302
    assert latest(karin).kind == "note.written"


def test_the_same_form_sent_twice_is_written_once(as_asa: Client, entries: str, karin: Party) -> None:
    for text in ("Likes round toes", "Likes round toes", "Likes square toes"):
        as_asa.post(entries, {"kind": "note", "text": text, "key": "k1"})

    notes = karin.events.filter(kind="note.written").order_by("id")
    assert [note.data["text"] for note in notes] == ["Likes round toes", "Likes square toes"]


def test_undo_takes_a_note_back_and_undo_again_writes_it(as_asa: Client, entries: str, karin: Party) -> None:
    as_asa.post(entries, {"kind": "call", "text": "Hm", "minutes": "7", "called": "customer"})
    first = latest(karin)
    answer = as_asa.post(f"{entries}/{first.pk}/withdrawal", headers=HTMX)
    undo = answer.context["notice"]
    as_asa.post(undo.undo, undo.fields)

    again = latest(karin)
    assert again.pk != first.pk
    assert (again.data, again.occurred_at) == (first.data, first.occurred_at)


def test_undo_takes_a_task_back_and_undo_again_plans_it(
    as_asa: Client, entries: str, karin: Party, jonas: User
) -> None:
    due_on = timezone.localdate() + timedelta(days=3)
    planned = {"kind": "task", "text": "Sketch", "due_on": due_on.isoformat(), "owner": jonas.pk}
    undo = as_asa.post(entries, planned, headers=HTMX).context["notice"]
    answer = as_asa.post(undo.undo, undo.fields, headers=HTMX)
    assert not Task.objects.exists()
    assert "Not to be done: Sketch" in answer.text
    assert as_asa.post(undo.undo, undo.fields).status_code == 404

    undo = answer.context["notice"]
    as_asa.post(undo.undo, undo.fields, headers=HTMX)
    task = Task.objects.get()
    assert (task.title, task.due_on, task.owner, task.party) == ("Sketch", due_on, jonas, karin)


def test_undo_of_a_task_somebody_did_meanwhile_says_so(as_asa: Client, entries: str, karin: Party, asa: User) -> None:
    task = plan_task(title="Sketch", due_on=timezone.localdate(), owner=asa, party=karin, actor=asa, source="web")
    finish_task(task=task, actor=asa, source="web")
    answer = as_asa.post(f"/customers/{karin.public_id}/tasks/{task.pk}/withdrawal", headers=HTMX)

    assert answer.status_code == 422
    assert "It is done already." in answer.text


def test_undo_of_a_purchase_calls_it_off_once(as_asa: Client, entries: str, karin: Party) -> None:
    answer = as_asa.post(entries, {"kind": "purchase", "amount": "340", "currency": "SEK"}, headers=HTMX)
    for _twice in range(2):
        as_asa.post(answer.context["notice"].undo)

    assert sorted(purchase.revenue for purchase in Purchase.objects.all()) == [Decimal(-340), Decimal(340)]
    assert as_asa.get(f"/customers/{karin.public_id}").context["card"].bought[0].revenue == 0


def test_what_was_called_off_is_not_called_off_again(as_asa: Client, entries: str, karin: Party) -> None:
    as_asa.post(entries, {"kind": "purchase", "amount": "340", "currency": "SEK", "is_return": "on"})
    purchase = Purchase.objects.get()

    address = f"/customers/{karin.public_id}/purchases/{purchase.public_id}/cancellation"
    assert as_asa.post(address).status_code == 404


def test_a_sale_called_off_elsewhere_says_so(as_asa: Client, entries: str, karin: Party) -> None:
    undo = as_asa.post(entries, {"kind": "purchase", "amount": "340", "currency": "SEK"}, headers=HTMX)
    record_purchase(
        party=karin,
        lines=[NewLine(Decimal(-340))],
        currency="SEK",
        kind="cancellation",
        reverses=Purchase.objects.get(),
        actor=None,
        source="till",
    )
    answer = as_asa.post(undo.context["notice"].undo, headers=HTMX)

    assert answer.status_code == 422
    assert "This sale has been called off already." in answer.text


def test_a_text_is_corrected_and_an_empty_correction_refused(as_asa: Client, entries: str, karin: Party) -> None:
    as_asa.post(entries, {"kind": "note", "text": "Size 38"})
    address = f"{entries}/{latest(karin).pk}/correction"

    assert "Size 38" in as_asa.get(address).text
    assert as_asa.post(address, {"text": " "}, headers=HTMX).status_code == 422
    as_asa.post(address, {"text": "Size 39"}, headers=HTMX)
    assert "Size 39" in as_asa.get(address).text
    assert karin.events.filter(kind="note.corrected").count() == 1


def test_only_words_are_corrected(as_asa: Client, entries: str, karin: Party) -> None:
    assert as_asa.post(f"{entries}/{latest(karin).pk}/correction", {"text": "x"}).status_code == 404


def test_what_another_wrote_is_not_taken_back(
    client: Client, entries: str, karin: Party, asa: User, jonas: User
) -> None:
    client.force_login(asa)
    client.post(entries, {"kind": "note", "text": "Åsa's"})
    client.force_login(jonas)
    event = latest(karin)

    assert "Take back" not in client.get(f"{entries}/{event.pk}").text
    assert client.post(f"{entries}/{event.pk}/withdrawal").status_code == 403


def test_pins_are_put_and_taken_with_undo(as_asa: Client, entries: str, karin: Party) -> None:
    event = latest(karin)
    answer = as_asa.post(f"{entries}/{event.pk}/pin", headers=HTMX)
    assert answer.context["card"].timeline.pinned
    assert "Unpin" in as_asa.get(f"{entries}/{event.pk}").text

    answer = as_asa.post(answer.context["notice"].undo, headers=HTMX)
    assert not answer.context["card"].timeline.pinned


def test_a_reader_sees_the_card_and_no_way_to_write_on_it(
    client: Client, entries: str, karin: Party, rut: User
) -> None:
    client.force_login(rut)
    page = client.get(f"/customers/{karin.public_id}").text

    assert "Karin Dalsjö" in page
    for control in ("<textarea", "hx-post", "ev-more", "/keeper", 'data-key="e"'):
        assert control not in page


@pytest.mark.parametrize(
    "path",
    [
        "entries",
        "entries/{event}/correction",
        "entries/{event}/withdrawal",
        "entries/{event}/pin",
        "entries/{event}/pin/removal",
        "name",
        "keeper",
        "merges",
        "contact-points",
        "contact-points/{point}/removal",
        "roles",
        "answers",
        "answers/removal",
        "tasks/{task}/withdrawal",
    ],
)
def test_whatever_a_reader_posts_is_refused_and_changes_nothing(
    client: Client, karin: Party, asa: User, rut: User, path: str
) -> None:
    client.force_login(rut)
    due_on = timezone.localdate()
    task = plan_task(title="Sketch", due_on=due_on, owner=asa, party=karin, actor=asa, source="test")
    before, point = Event.objects.count(), karin.contact_points.first()
    assert point is not None
    written = {
        "kind": "note",
        "text": "x",
        "given_name": "K",
        "value": "k@k.example",
        "action": "save",
        "verdict": "later",
    }
    path = path.format(event=latest(karin).pk, point=point.pk, task=task.pk)

    assert client.post(f"/customers/{karin.public_id}/{path}", written, headers=HTMX).status_code == 403
    assert (Event.objects.count(), karin.contact_points.count(), Task.objects.count()) == (before, 3, 1)


def test_a_hidden_customer_is_not_found_by_those_it_is_hidden_from(
    client: Client, entries: str, karin: Party, asa: User, jonas: User
) -> None:
    restrict_party(party=karin, staff=[], reason="private", actor=asa, source="test")
    client.force_login(jonas)

    for path in ("", "/live", "/timeline", "/peek", "/name", "/roles/candidates"):
        assert client.get(f"/customers/{karin.public_id}{path}").status_code == 404, path
    assert client.post(entries, {"kind": "note", "text": "x"}).status_code == 404


def test_nobody_who_is_not_signed_in_comes_near(client: Client, entries: str, karin: Party) -> None:
    assert client.get(f"/customers/{karin.public_id}").status_code == 302
    assert client.post(entries, {"kind": "note", "text": "x"}).status_code == 302
    assert latest(karin).kind == "party.added"
