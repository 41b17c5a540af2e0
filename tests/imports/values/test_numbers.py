"""Amounts as people write them, and what is no amount."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.imports.formats import BadCell
from stamkund.imports.values import CellRefused, NumberEvidence, read_money, read_number
from stamkund.imports.values.numbers import read_currency
from stamkund.kit.money import known_currencies


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1290", "1290"),
        ("1290.50", "1290.50"),
        ("1290,50", "1290.50"),
        ("1 290,50", "1290.50"),
        ("1\u00a0290,50", "1290.50"),
        ("1.290,50", "1290.50"),
        ("1,290.50", "1290.50"),
        ("1'290.50", "1290.50"),
        ("1.234.567", "1234567"),
        ("1 290:-", "1290"),
        ("1.290,-", "1290"),
        ("500,-", "500"),
        ("1 290 kr", "1290"),
        ("12,5kr", "12.5"),
        ("kr. 500", "500"),
        ("-12.5", "-12.5"),
        ("\u221212,5", "-12.5"),
        ("100-", "-100"),
        ("(1 290)", "-1290"),
        ("-$5", "-5"),
        ("0.125", "0.125"),
        ("1.2E+5", "120000"),
    ],
)
def test_the_same_amount_is_read_however_it_is_written(text: str, amount: str) -> None:
    assert read_number(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("kr 1.290,50", "1290.50", ""),
        ("€ 12", "12", "EUR"),
        ("12 €", "12", "EUR"),
        ("SEK 100", "100", "SEK"),
        ("100,00 nok", "100", "NOK"),
        ("£3.39", "3.39", "GBP"),
    ],
)
def test_the_currency_beside_the_amount_is_read(text: str, amount: str, currency: str) -> None:
    assert read_money(text, currencies=known_currencies()) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing"),
        ("NaN", "not_finite"),
        ("-inf", "not_finite"),
        ("1e308", "absurd_amount"),
        ("1000000000000", "absurd_amount"),
        ("abc", "not_a_number"),
        ("12 34", "not_a_number"),
        ("1,23,4", "not_a_number"),
        ("5 %", "not_a_number"),
        ("XYZ 5", "unknown_currency"),
        ("EUR 5 USD", "two_currencies"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read_money(text, currencies=known_currencies())

    assert refused.value.code == code


def test_a_group_of_three_is_thousands_unless_the_column_says_else() -> None:
    assert read_number("12.345") == 12345
    assert read_number("12.345", ".") == Decimal("12.345")
    assert read_number("12,345", ",") == Decimal("12.345")
    assert read_number("12,345", ".") == 12345


def test_a_column_shows_its_decimal_mark() -> None:
    swedish = evidence("1.290", "1.290,50", "12,5", "kr 7,-")
    english = evidence("1,290", "3.39")

    assert (swedish.decimal_mark, english.decimal_mark) == (",", ".")
    assert not swedish.is_ambiguous


def test_a_column_of_groups_of_three_alone_is_ambiguous() -> None:
    column = evidence("1.290", "2.450", "700")

    assert column.decimal_mark == ""
    assert column.is_ambiguous


def evidence(*cells: str) -> NumberEvidence:
    column = NumberEvidence()
    for cell in cells:
        column.note(cell)
    return column


@given(
    st.decimals(min_value=-(10**11), max_value=10**11, places=2), st.sampled_from([" ", "\u00a0", ".", "'", "\u202f"])
)
def test_what_is_written_with_a_decimal_comma_is_read_back(amount: Decimal, blank: str) -> None:
    written = f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", blank)

    assert read_number(written, ",") == amount


def test_numbers_of_a_workbook_need_no_reading_and_bad_cells_keep_their_reason() -> None:
    assert read_number(Decimal("12.5")) == Decimal("12.5")
    with pytest.raises(CellRefused) as refused:
        read_number(BadCell("formula_without_result", ""))
    assert refused.value.code == "formula_without_result"


def test_currencies_by_code_and_sign() -> None:
    known = known_currencies()

    assert [read_currency(one, known) for one in ("sek", "€", "kr", "")] == ["SEK", "EUR", "", ""]
    with pytest.raises(CellRefused):
        read_currency("kronor i Sala", known)
