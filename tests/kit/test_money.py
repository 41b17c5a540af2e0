from decimal import Decimal

import pytest

from stamkund.kit.money import Money


def test_money_adds_and_takes_away_in_one_currency() -> None:
    assert Money(Decimal("10.50"), "SEK") + Money(Decimal("0.25"), "SEK") == Money(Decimal("10.75"), "SEK")
    assert Money(Decimal(3), "SEK") - Money(Decimal(5), "SEK") == -Money(Decimal(2), "SEK")


def test_two_currencies_do_not_add() -> None:
    with pytest.raises(ValueError, match="NOK"):
        Money(Decimal(1), "SEK") + Money(Decimal(1), "NOK")


@pytest.mark.parametrize(
    ("amount", "currency"), [("NaN", "SEK"), ("Infinity", "SEK"), ("1", "KRONA"), ("1", "XXX"), ("1", "XDR")]
)
def test_what_is_no_money_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"unknown currency|must be a number"):
        Money(Decimal(amount), currency)


@pytest.mark.parametrize(("currency", "rounded"), [("SEK", "2.34"), ("JPY", "2"), ("KWD", "2.345")])
def test_each_currency_rounds_to_its_own_unit(currency: str, rounded: str) -> None:
    assert Money(Decimal("2.3449"), currency).rounded().amount == Decimal(rounded)
