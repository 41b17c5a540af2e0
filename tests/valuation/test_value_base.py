"""One run over the workshop's customers: read, fitted, published, looked back upon."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.conf import LazySettings
from django.db.models import Sum

from stamkund.customers.models import Party
from stamkund.purchases.models import Purchase, PurchaseKind
from stamkund.timeline.models import Event
from stamkund.valuation.actions.value_base import value_base
from stamkund.valuation.base import read_base
from stamkund.valuation.models import RunStatus, Value
from stamkund.valuation.queries import equity_now, published_run, refused_since_published
from stamkund.valuation.terms import warehouse_folder
from stamkund.warehouse.store import Store
from tests.valuation.conftest import TODAY, Buy


def test_an_empty_company_is_worth_nothing_yet(db: None) -> None:
    run = value_base(as_of=TODAY)
    assert run.status == RunStatus.PUBLISHED
    assert (run.customers, float(run.total)) == (0, 0.0)
    assert not run.identified


def test_the_workshop_is_valued_and_the_values_add_up(workshop: list[Party]) -> None:
    run = value_base(as_of=TODAY)
    assert (run.status, run.model, run.identified) == (RunStatus.PUBLISHED, "mbg-nbd", True)
    assert run.customers == Value.objects.count() == 400
    assert set(run.parameters) == {"r", "alpha", "a", "b", "p", "q", "gamma"}
    assert set(run.standard_errors) == set(run.parameters)
    assert abs(Value.objects.aggregate(total=Sum("clv"))["total"] - run.total) < 400 * Decimal("0.01")
    assert run.low < run.total < run.high
    equity = equity_now()
    assert equity is not None
    assert (equity.total.amount, equity.total.currency, equity.customers) == (run.total, "SEK", 400)


def test_every_value_has_its_interval_and_its_days(workshop: list[Party]) -> None:
    value_base(as_of=TODAY)
    for value in Value.objects.all():
        assert 0 <= value.low <= value.high
        assert value.clv >= 0
        assert value.probability_alive is not None
        assert 0 <= value.probability_alive <= 1
        days = set(Purchase.objects.filter(party=value.pk).values_list("purchased_on", flat=True))
        assert (value.first_on, value.last_on, value.frequency + 1) == (min(days), max(days), len(days))


def test_the_run_is_told_to_the_timeline(workshop: list[Party]) -> None:
    run = value_base(as_of=TODAY)
    event = Event.objects.get(kind="base.valued")
    assert event.data == {
        "run": run.pk, "model": "mbg-nbd", "customers": 400, "amount": str(run.total), "currency": "SEK",
    }  # fmt: skip


def test_who_values_at_the_same_time_waits(workshop: list[Party]) -> None:
    """DuckDB opens its files anew for every query: another's copy would show in the middle of a reading."""
    ended = []

    def wait_for_the_other() -> None:
        with Store(warehouse_folder()).alone():
            ended.append("second")

    with read_base(warehouse_folder(), "SEK", {}, None, TODAY):
        second = Thread(target=wait_for_the_other)
        second.start()
        second.join(0.3)
        ended.append("first")
    second.join()
    assert ended == ["first", "second"]


def test_valuing_twice_gives_the_same_and_the_same_fingerprint(workshop: list[Party], buy: Buy) -> None:
    first, second = value_base(as_of=TODAY), value_base(as_of=TODAY)
    assert first.fingerprint == second.fingerprint
    assert first.parameters == pytest.approx(second.parameters, rel=1e-9)
    assert abs(first.total - second.total) < 1
    buy(workshop[0], TODAY, 10)
    assert value_base(as_of=TODAY).fingerprint != first.fingerprint


def test_a_leap_is_refused_keeps_the_values_and_says_why(workshop: list[Party]) -> None:
    before = value_base(as_of=TODAY)
    Purchase.objects.filter(party__in=workshop[:250]).delete()
    run = value_base(as_of=TODAY)
    assert (run.status, run.reason) == (RunStatus.REFUSED, "customers_fell")
    assert Value.objects.count() == 400
    assert published_run() == before
    assert refused_since_published() == run
    assert Event.objects.get(kind="valuation.refused").data["reason"] == "customers_fell"


def test_a_leap_that_is_meant_can_be_forced(workshop: list[Party]) -> None:
    value_base(as_of=TODAY)
    Purchase.objects.filter(party__in=workshop[:250]).delete()
    run = value_base(as_of=TODAY, force=True)
    assert (run.status, Value.objects.count()) == (RunStatus.PUBLISHED, 150)
    assert refused_since_published() is None


def test_values_are_margin_where_costs_are_known(workshop: list[Party]) -> None:
    revenue = value_base(as_of=TODAY)
    assert revenue.cost_share is None
    Purchase.objects.filter(pk__gt=0).update(direct_cost=0)
    for purchase in Purchase.objects.all():
        Purchase.objects.filter(pk=purchase.pk).update(direct_cost=purchase.revenue * Decimal("0.6"))
    margin = value_base(as_of=TODAY)
    assert margin.cost_share == pytest.approx(0.6, abs=1e-3)
    assert float(margin.total) == pytest.approx(0.4 * float(revenue.total), rel=0.01)


def test_sales_in_a_currency_without_a_rate_are_left_out_and_counted(
    workshop: list[Party], buy: Buy, settings: LazySettings
) -> None:
    buy(workshop[0], TODAY, 5000, currency="USD")
    without = value_base(as_of=TODAY)
    assert without.diagnostics["left_out"] == {"USD": 1}
    settings.STAMKUND_RATES = ["USD=9.50"]
    converted = value_base(as_of=TODAY)
    assert converted.diagnostics["left_out"] == {}
    assert Value.objects.get(pk=workshop[0].pk).last_on == TODAY


def test_what_lies_in_the_future_does_not_count(workshop: list[Party], buy: Buy) -> None:
    before = value_base(as_of=TODAY)
    buy(workshop[0], TODAY + timedelta(days=1), 9000)
    assert value_base(as_of=TODAY).fingerprint == before.fingerprint


def test_strangers_over_the_counter_are_nobodys_value(workshop: list[Party], buy: Buy) -> None:
    before = value_base(as_of=TODAY)
    buy(None, TODAY, 70_000)
    assert value_base(as_of=TODAY).total == before.total


def test_an_old_file_is_valued_as_of_its_last_purchase(workshop: list[Party]) -> None:
    Purchase.objects.filter(purchased_on__gt=date(2026, 3, 1)).delete()
    last = Purchase.objects.order_by("-purchased_on").values_list("purchased_on", flat=True)[0]
    assert value_base().as_of == last


def test_a_customer_who_bought_and_took_it_all_back_has_no_value(workshop: list[Party], buy: Buy, karin: Party) -> None:
    sale = buy(karin, date(2026, 5, 1), 1000)
    buy(karin, date(2026, 5, 9), -1000, kind=PurchaseKind.RETURN, reverses=sale)
    value_base(as_of=TODAY)
    assert not Value.objects.filter(pk=karin.pk).exists()


def test_the_report_of_the_run_adds_up(workshop: list[Party]) -> None:
    run = value_base(as_of=TODAY)
    report = run.report
    fields = report["matrix"]["fields"].values()
    assert sum(field["customers"] for field in fields) == 400
    assert sum(field["amount"] for field in fields) == pytest.approx(float(run.total), abs=5)
    assert sum(report["distribution"]["customers"]) == 400
    assert report["bridge"]["start"] == "2026-06-01"
    assert all(row["retention"][0] == 1 for row in report["cohorts"]["rows"])
    assert sum(row["customers"] for row in report["cohorts"]["rows"]) == 400
    assert len(report["tracking"]["expected"]) == len(report["tracking"]["actual"])
    hidden = report["holdout"]
    assert hidden["expected"] == pytest.approx(hidden["actual"], rel=0.35)
    assert sum(group["customers"] for group in hidden["groups"]) <= 400


def test_the_bridge_reaches_from_the_first_of_the_month_to_today(workshop: list[Party]) -> None:
    run = value_base(as_of=TODAY)
    parts = run.report["bridge"]["parts"]
    opening = float(run.total) - sum(part["amount"] for part in parts.values())
    assert opening > 0
    assert parts["acquired"]["amount"] >= 0
    assert parts["lost"]["amount"] <= 0
    assert sum(part["customers"] for part in parts.values()) == 400
