"""What counts as a purchase, and what a customer's history is."""

from typing import Any

import pytest
import sqlglot

from stamkund.warehouse.engine import DuckEngine
from stamkund.warehouse.metrics import STACK, metric
from tests.warehouse.conftest import BJORK, EVA, KARIN, LATE, set_terms

OTHERS = ("sampled_purchases", "repeat_purchases_by_day", "active_by_period", "currencies")


def rows(engine: DuckEngine, sql: str) -> list[dict[str, Any]]:
    columns = engine.columns(sql)
    return [dict(zip(columns, row, strict=True)) for row in zip(*(c.tolist() for c in columns.values()), strict=True)]


def summary(engine: DuckEngine) -> dict[int, dict[str, Any]]:
    return {row["party"]: row for row in rows(engine, "SELECT * FROM customer_summary")}


def test_purchases_of_one_day_are_one_and_what_was_taken_back_is_none(engine: DuckEngine) -> None:
    karin = summary(engine)[KARIN]
    assert karin["purchase_days"] == 2
    assert str(karin["first_on"])[:10] == "2026-01-10"
    assert str(karin["last_on"])[:10] == "2026-04-01"


def test_a_return_without_a_receipt_lowers_the_money_only(engine: DuckEngine) -> None:
    assert summary(engine)[KARIN]["money"] == pytest.approx(100 + 50.5 + 10 - 20)


def test_a_sale_called_off_the_same_day_leaves_no_customer(engine: DuckEngine) -> None:
    assert set(summary(engine)) == {KARIN, BJORK, EVA}


def test_merged_entries_are_one_customer_and_a_gift_is_a_purchase(engine: DuckEngine) -> None:
    eva = summary(engine)[EVA]
    assert (eva["purchase_days"], eva["money"]) == (3, 50)


def test_other_currencies_are_converted_or_left_out(engine: DuckEngine) -> None:
    bjork = summary(engine)[BJORK]
    assert (bjork["purchase_days"], bjork["money"]) == (1, 900)


def test_margin_takes_known_costs_and_assumes_the_others(engine: DuckEngine) -> None:
    set_terms(engine, cost_share="0.5")
    assert summary(engine)[KARIN]["money"] == pytest.approx((100 - 40) + 50.5 / 2 + (10 - 5) - 20 / 2)


def test_what_happens_later_is_not_known_yet(engine: DuckEngine) -> None:
    set_terms(engine, as_of="2026-03-10")
    karin = summary(engine)[KARIN]
    assert (karin["purchase_days"], karin["money"]) == (2, pytest.approx(1050.5))
    set_terms(engine, as_of="2026-12-31")
    assert LATE in summary(engine)


def test_a_sample_takes_every_other_customer_with_all_they_bought(engine: DuckEngine) -> None:
    set_terms(engine, every=2)
    assert set(summary(engine)) == {BJORK}


def test_gaps_between_purchases_are_summed_in_logarithms(engine: DuckEngine) -> None:
    gaps = {party: row["log_gaps"] for party, row in summary(engine).items()}
    assert gaps[KARIN] == pytest.approx(4.3944492)  # ln 81, from 10 January to 1 April
    assert gaps[EVA] == pytest.approx(2.3025851 + 4.9344739)  # ln 10 + ln 139
    assert gaps[BJORK] == 0


def test_money_of_the_first_day_stands_apart(engine: DuckEngine) -> None:
    assert summary(engine)[KARIN]["first_money"] == pytest.approx(150.5)


def test_repeat_purchases_are_counted_by_day(engine: DuckEngine) -> None:
    found = {str(row["day"])[:10]: row["purchases"] for row in rows(engine, metric("repeat_purchases_by_day"))}
    assert found == {"2026-04-01": 1, "2026-02-11": 1, "2026-06-30": 1}


def test_cohorts_are_counted_by_first_and_later_period(engine: DuckEngine) -> None:
    (yearly,) = rows(engine, metric("active_by_period"))
    assert (yearly["first_period"], yearly["active_period"], yearly["customers"]) == (2026, 2026, 3)


def test_currencies_say_how_much_was_sold_and_how_much_of_it_has_a_cost(engine: DuckEngine) -> None:
    found = {row["currency"]: row for row in rows(engine, metric("currencies"))}
    assert {name: row["sales"] for name, row in found.items()} == {"SEK": 8, "NOK": 1, "USD": 1}
    assert found["SEK"]["revenue"] - found["SEK"]["costed_revenue"] == pytest.approx(50.5)


@pytest.mark.parametrize("name", [*STACK, *OTHERS])
@pytest.mark.parametrize("dialect", ["spark", "clickhouse", "postgres"])
def test_every_metric_can_be_carried_to_other_engines(name: str, dialect: str) -> None:
    (carried,) = sqlglot.transpile(
        metric(name), read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert "SELECT" in carried
