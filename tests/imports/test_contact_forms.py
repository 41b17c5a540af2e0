"""Mail addresses, phone numbers and countries as they come in files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.customers.rules import matching_phone
from stamkund.imports.rows.contact import comparable_phone, country_code, is_plausible_mail, is_plausible_phone


@given(st.from_regex(r"0[1-9]\d{1,3}[- ]?\d{2,3} ?\d{2} ?\d{2}", fullmatch=True), st.sampled_from(["SE", "NO", "GB"]))
def test_the_short_way_to_compare_a_phone_gives_what_the_long_one_gives(number: str, region: str) -> None:
    assert comparable_phone(number, region=region) == matching_phone(number, region=region)


@given(st.from_regex(r"[2-9]\d{2} ?\d{2} ?\d{3}", fullmatch=True))
def test_norwegian_numbers_too(number: str) -> None:
    assert comparable_phone(number, region="NO") == matching_phone(number, region="NO")


@given(
    st.from_regex(r"(\+ ?(46|47|45|358)|00|0)([- ]{0,3}[0-9]){3,13}", fullmatch=True),
    st.sampled_from(["SE", "NO", "DK", "FI", "GB", "US"]),
)
def test_numbers_with_their_country_too_however_long(number: str, region: str) -> None:
    assert comparable_phone(number, region=region) == matching_phone(number, region=region)


@pytest.mark.parametrize("text", ["asa@sala.example", "åsa.björk+skor@sala.example", "o'brien@a-b.example"])
def test_mail_addresses(text: str) -> None:
    assert is_plausible_mail(text)


@pytest.mark.parametrize(
    "text", ["asa", "asa@", "@sala.example", "asa@sala", "a b@sala.example", "asa@sala..example", "a@1.2.3.4"]
)
def test_what_is_no_mail_address(text: str) -> None:
    assert not is_plausible_mail(text)


def test_phone_numbers() -> None:
    written = ["070-174 06 12", "+47 22 33 44 55", "ring kvällstid", "123"]

    assert list(filter(is_plausible_phone, written)) == ["070-174 06 12", "+47 22 33 44 55"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Sweden", "SE"), ("Sverige", "SE"), ("norge", "NO"), ("NO", "NO"), ("Narnia", ""), ("", "")],
)
def test_countries_in_three_languages(text: str, code: str) -> None:
    assert country_code(text) == code
