"""Money, days and guards, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from stamkund.valuation.rules import (
    CurrencySales,
    Horizon,
    Outcome,
    Refusal,
    at_stake,
    cost_share,
    find_refusal,
    parse_rates,
    reference_day,
    settle_terms,
)

MAY = date(2026, 5, 17)
ONE = Decimal(1)


def sold(currency: str, sales: int, revenue: float = 100, costed: float = 0, cost: float = 0) -> CurrencySales:
    return CurrencySales(currency, sales, MAY, revenue, costed, cost)


def test_the_company_counts_in_its_own_currency_and_in_those_with_a_rate() -> None:
    terms = settle_terms([sold("SEK", 5), sold("NOK", 9), sold("USD", 2)], "SEK", {"NOK": Decimal("0.98")})
    assert terms.currency == "SEK"
    assert dict(terms.rates) == {"SEK": ONE, "NOK": Decimal("0.98")}
    assert dict(terms.left_out) == {"USD": 2}


def test_a_file_in_pounds_only_is_valued_in_pounds() -> None:
    terms = settle_terms([sold("GBP", 5), sold("EUR", 2)], "SEK", {})
    assert (terms.currency, dict(terms.left_out)) == ("GBP", {"EUR": 2})


def test_nothing_sold_keeps_the_companys_currency() -> None:
    assert settle_terms([], "SEK", {}).currency == "SEK"


def test_values_are_margin_once_half_of_the_revenue_has_a_cost() -> None:
    assert cost_share([sold("SEK", 1, 100, costed=50, cost=20)], {"SEK": ONE}) == pytest.approx(0.4)
    assert cost_share([sold("SEK", 1, 100, costed=49, cost=20)], {"SEK": ONE}) is None
    assert cost_share([sold("SEK", 1, 0)], {"SEK": ONE}) is None


def test_rates_are_read_as_written() -> None:
    assert parse_rates(["nok = 0.98", "EUR=11.20"]) == {"NOK": Decimal("0.98"), "EUR": Decimal("11.20")}


def test_an_old_file_is_valued_as_of_its_last_day() -> None:
    today = date(2026, 11, 22)
    assert reference_day(None, today, date(2011, 12, 9)) == date(2011, 12, 9)
    assert reference_day(None, today, date(2026, 11, 1)) == today
    assert reference_day(None, today, None) == today
    assert reference_day(MAY, today, date(2026, 11, 1)) == MAY


def test_the_horizon_in_weeks_discounts_ten_per_cent_a_year() -> None:
    outlook = Horizon(years=3, discount=0.1).outlook()
    assert outlook.horizon == pytest.approx(3 * 365.2425 / 7)
    assert 2.718281828 ** (-outlook.discount * 365.2425 / 7) == pytest.approx(1 / 1.1)


@pytest.mark.parametrize(
    ("new", "before", "refusal"),
    [
        (Outcome(500, 1e6, 9e5, 1.1e6), None, None),
        (Outcome(500, float("nan"), 0, 0), None, Refusal.NOT_A_NUMBER),
        (Outcome(500, 1e6, 0, float("inf")), None, Refusal.NOT_A_NUMBER),
        (Outcome(500, 1e16, 1e15, 1e17), None, Refusal.NOT_A_NUMBER),
        (Outcome(240, 1e6, 9e5, 1.1e6), Outcome(500, 1e6, 9e5, 1.1e6), Refusal.CUSTOMERS_FELL),
        (Outcome(500, 3.1e6, 3e6, 3.2e6), Outcome(500, 1e6, 9e5, 1.1e6), Refusal.TOTAL_JUMPED),
        (Outcome(500, 3.2e5, 3e5, 4e5), Outcome(500, 1e6, 9e5, 1.1e6), Refusal.TOTAL_JUMPED),
        (Outcome(900, 2.9e6, 2e6, 3e6), Outcome(500, 1e6, 9e5, 1.1e6), None),
        (Outcome(1, 5.0, 1, 9), Outcome(99, 1e6, 9e5, 1.1e6), None),
    ],
)
def test_a_leap_is_not_published_over_a_large_base(new: Outcome, before: Outcome, refusal: Refusal | None) -> None:
    assert find_refusal(new, before) == refusal


def test_what_is_at_stake_is_the_rest_of_the_value_if_still_with_us() -> None:
    assert at_stake(400.0, 0.4) == pytest.approx(600.0)
    assert at_stake(400.0, 1.0) == 0
    assert at_stake(4.0, 0.01) == 0
    assert at_stake(400.0, None) == 0
