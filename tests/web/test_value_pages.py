"""The Value pages on a workshop of three hundred invented customers, and on less than that."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from django.conf import LazySettings
from django.test import Client

from stamkund.customers.actions.restrict_party import restrict_party
from stamkund.customers.models import Party
from stamkund.dialogue.actions.log_contact import log_call
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.purchases.models import Purchase
from stamkund.staff.actions.change_settings import change_settings
from stamkund.staff.models import User
from stamkund.valuation.actions.value_base import value_base
from stamkund.valuation.models import Equity, Run
from stamkund.valuation.queries import equity_now, worth_saving
from stamkund.web.customers.listing import Listing
from stamkund.web.customers.selecting import select
from stamkund.web.value.pages import value_page
from stamkund.worker.models import Task, TaskState, Worker
from stamkund.worker.runner import work_off
from tests.valuation.conftest import TODAY

Bound = Callable[[int], AbstractContextManager[object]]


def buy(party: Party, amount: int, on: datetime | None = None) -> None:
    line = NewLine(amount=Decimal(amount), description="Oxford")
    record_purchase(party=party, lines=[line], currency="SEK", purchased_at=on, actor=None, source="till")


def plain(html: str) -> str:
    return re.sub(r"[ \n]+", " ", html)


def test_before_the_first_sale_the_page_teaches_how_to_bring_one(as_asa: Client) -> None:
    page = as_asa.get("/value").text

    assert "What are your customers worth?" in page
    assert "Import your sales" in page


def test_before_the_first_run_the_page_says_what_to_press(as_asa: Client, karin: Party) -> None:
    buy(karin, 1200)
    page = as_asa.get("/value").text

    assert "Nothing has been valued yet" in page
    assert "Value the base now" in page


def test_the_sentence_comes_before_the_number_and_both_before_how_we_know(as_asa: Client, valued: Run) -> None:
    page = plain(as_asa.get("/value").text)
    total = f"{round(valued.total):,}".replace(",", "\u00a0")

    places = [page.index(words) for words in ("since 1 Jun", total, "How do we know?", "we hid from it, it expected")]
    assert places == sorted(places)
    assert f"{valued.low:,.0f}–{valued.high:,.0f}".replace(",", "\u00a0") in page


def test_the_bridge_adds_up_to_the_total_and_moves_with_a_purchase(
    asa: User, valued: Run, workshop: list[Party]
) -> None:
    before = _bridge(asa)
    buy(workshop[0], 5000, datetime(2026, 6, 30, 12, tzinfo=UTC))
    after = _bridge(asa)

    assert sum(before[:-1]) == pytest.approx(before[-1], abs=5)
    assert sum(after[:-1]) == pytest.approx(after[-1], abs=5)
    assert after[-1] > before[-1]
    assert after[0] == before[0]


def _bridge(viewer: User) -> list[float]:
    chart = value_page(viewer).bridge
    assert chart is not None
    return [float(row[2].replace("\u00a0", "").replace("−", "-").replace(",", ".")) for row in chart.rows]


def test_every_field_of_value_and_risk_leads_to_its_customers(as_asa: Client, asa: User, valued: Run) -> None:
    page = as_asa.get("/value")
    fields = page.context["page"].fields

    assert sum(field.customers for field in fields) == valued.customers
    for field in fields:
        listed = select(asa, Listing.from_query(dict(parse_qsl(field.query)))).count()
        assert (field.name, listed) == (field.name, field.customers)
        assert f'href="/customers?{field.query.replace("&", "&amp;")}"' in page.text


def test_the_top_tenth_holds_more_than_its_share(asa: User, valued: Run) -> None:
    held = value_page(asa).held_by_tenth

    assert held is not None
    assert 0.1 < held < 1


def test_worth_saving_shows_nobody_the_viewer_may_not_see(asa: User, rut: User, valued: Run) -> None:
    first = value_page(rut).savings[0]
    hidden = Party.objects.get(public_id=first.public_id)
    restrict_party(party=hidden, staff=[], reason="Protected", actor=asa, source="test")

    assert first.public_id not in {saving.public_id for saving in value_page(rut).savings}
    assert first.public_id in {saving.public_id for saving in value_page(asa).savings}


def test_each_one_worth_saving_has_a_reason_and_one_thing_to_do(as_asa: Client, asa: User, valued: Run) -> None:
    savings = value_page(asa).savings

    assert 0 < len(savings) <= 7
    assert all(saving.reason and saving.to_do == "Visit" for saving in savings)
    assert [saving.gain.amount for saving in savings] == sorted((one.gain.amount for one in savings), reverse=True)
    assert as_asa.get(f"/customers/{savings[0].public_id}?write={savings[0].kind}").status_code == 200


def test_who_was_just_spoken_with_is_left_in_peace(asa: User, valued: Run) -> None:
    first = worth_saving(asa, 1)[0]
    log_call(party=Party.objects.get(pk=first.party_id), text="All well", actor=asa, source="test")

    assert first.public_id not in {saving.public_id for saving in value_page(asa).savings}


def test_the_page_asks_a_bounded_number_of_questions(
    as_asa: Client, valued: Run, django_assert_max_num_queries: Bound
) -> None:
    with django_assert_max_num_queries(18):
        as_asa.get("/value")
    with django_assert_max_num_queries(5):
        as_asa.get(f"/value/equity?run={valued.pk}")
    with django_assert_max_num_queries(5):
        as_asa.get("/value/model")


def test_the_total_is_sent_again_only_when_it_has_moved(as_asa: Client, valued: Run, workshop: list[Party]) -> None:
    address = f"/value/equity?run={valued.pk}"
    tag = as_asa.get(address).headers["ETag"]
    assert as_asa.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert f'data-etag="{tag}"'.replace('""', "&quot;") in as_asa.get("/value").text.replace('"&quot;', "&quot;")

    buy(workshop[0], 5000)
    answer = as_asa.get(address, headers={"If-None-Match": tag})
    now = equity_now()

    assert (answer.status_code, "fade-new" in answer.text) == (200, True)
    assert now is not None
    assert f"{round(now.total.amount):,}".replace(",", "\u00a0") in answer.text
    assert "HX-Trigger" not in answer.headers


def test_a_new_run_lets_the_whole_page_read_itself_again(as_asa: Client, valued: Run) -> None:
    answer = as_asa.get(f"/value/equity?run={valued.pk - 1}")

    assert answer.headers["HX-Trigger"] == "stamkund:valued"


def test_without_a_value_there_is_nothing_to_send(as_asa: Client) -> None:
    assert as_asa.get("/value/equity").status_code == 204


def test_pressing_twice_values_once_and_shows_how_it_goes(as_asa: Client, workshop: list[Party]) -> None:
    Worker.objects.create(name="here")
    first = as_asa.post("/value/valuations", headers={"HX-Request": "true"}).text
    as_asa.post("/value/valuations", headers={"HX-Request": "true"})

    assert "Waiting for its turn" in first
    assert Task.objects.filter(name="valuation.value_base").count() == 1
    assert "HX-Trigger" not in as_asa.get("/value/valuations").headers


def test_when_the_work_is_done_the_page_is_told(as_asa: Client, workshop: list[Party]) -> None:
    assert as_asa.post("/value/valuations").headers["Location"] == "/value"
    work_off()

    assert Equity.objects.count() == 1
    assert as_asa.get("/value/valuations").headers["HX-Trigger"] == "stamkund:valued"


def test_a_page_without_a_worker_says_that_it_waits(as_asa: Client, workshop: list[Party]) -> None:
    as_asa.post("/value/valuations")

    assert "It waits: no worker is awake." in as_asa.get("/value").text


def test_a_failed_valuation_is_said_and_only_administrators_are_led_to_it(
    as_asa: Client, jonas: User, workshop: list[Party]
) -> None:
    as_asa.post("/value/valuations")
    Task.objects.update(state=TaskState.FAILED)

    assert "/settings/tasks" in as_asa.get("/value").text
    as_asa.force_login(jonas)
    page = as_asa.get("/value").text
    assert "A valuation failed" in page
    assert "/settings/tasks" not in page


def test_readers_look_and_start_nothing(client: Client, rut: User, valued: Run) -> None:
    client.force_login(rut)

    assert "Value the base now" not in client.get("/value").text
    assert client.post("/value/valuations").status_code == 403
    assert not Task.objects.exists()


@pytest.mark.parametrize("address", ["/value", "/value/equity", "/value/valuations", "/value/model"])
def test_nobody_else_comes_in(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 302


def test_a_refused_run_leaves_yesterdays_values_and_says_why(as_asa: Client, valued: Run) -> None:
    keep = set(Party.objects.order_by("pk").values_list("pk", flat=True)[:40])
    Purchase.objects.exclude(party__in=keep).delete()
    refused = value_base(as_of=TODAY)

    page = plain(as_asa.get("/value").text)
    assert refused.reason == "customers_fell"
    assert "In it more than half of the customers would have been gone." in page
    assert f"{round(valued.total):,}".replace(",", "\u00a0") in page
    runs = plain(as_asa.get("/value/model").text)
    assert "not published" in runs
    assert "stands" in runs


def test_the_model_stands_with_figures_errors_and_doubts(as_asa: Client, valued: Run) -> None:
    page = plain(as_asa.get("/value/model").text)

    for name in ("r", "alpha", "a", "b", "p", "q", "gamma"):
        assert f"<i>{name}</i>" in page
        assert f"{valued.parameters[name]:,.3f}".replace(",", "\u00a0").replace(".", ",") in page
        assert f"{valued.standard_errors[name]:,.3f}".replace(",", "\u00a0").replace(".", ",") in page
    assert "Log-likelihood" in page
    assert "All four parameters are identified." in page


def test_before_the_first_fit_the_model_page_says_so(as_asa: Client) -> None:
    assert "Nothing has been fitted yet" in as_asa.get("/value/model").text


def test_three_customers_are_valued_on_an_assumption_that_is_named(
    as_asa: Client, karin: Party, bjork: Party, settings: LazySettings, tmp_path: object
) -> None:
    settings.STAMKUND_HOME = tmp_path
    for days in (400, 90):
        buy(karin, 1200, datetime(2026, 6, 30, 12, tzinfo=UTC) - timedelta(days=days))
    buy(bjork, 900, datetime(2026, 6, 1, 12, tzinfo=UTC))
    value_base(as_of=TODAY)

    page, model = plain(as_asa.get("/value").text), plain(as_asa.get("/value/model").text)
    assert "too few to learn from" in page
    assert "The data do not show anybody leaving yet" in page
    assert "Assumed, not learnt." in model
    assert "this is an assumption and not a model" in model


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_the_pages_are_drawn_in_every_language(as_asa: Client, asa: User, valued: Run, language: str) -> None:
    change_settings(user=asa, name=asa.name, language=language, theme="dark")

    assert f'<html lang="{language}"' in as_asa.get("/value").text
    assert as_asa.get("/value/model").status_code == 200
