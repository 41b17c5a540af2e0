"""Keys and texts, with what spreadsheets and databases add to them taken off."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.imports.values import CellRefused, read_key, read_text


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("17850.0", "17850"),
        (Decimal(17850), "17850"),
        (" 0412 ", "0412"),
        ("NULL", ""),
        ("85123A", "85123A"),
        ("A\u200b1", "A1"),
    ],
)
def test_a_key_is_the_same_from_text_and_from_a_workbook(cell: str | Decimal, key: str) -> None:
    assert read_key(cell) == key


def test_a_text_is_one_line_without_edges() -> None:
    assert read_text("  Åsa \n Björk\t") == "Åsa Björk"


def test_a_text_beyond_reason_is_refused() -> None:
    with pytest.raises(CellRefused) as refused:
        read_text("x" * 10_001)

    assert refused.value.code == "text_too_long"


@given(st.text(st.sampled_from("aÅ 0\u200b\u00ad\ufeff\u00a0\t\n\u2028"), max_size=12))
def test_nothing_invisible_and_no_white_space_but_single_blanks_is_left(text: str) -> None:
    assert read_text(text) == " ".join("".join(sign for sign in text if sign not in "\u200b\u00ad\ufeff").split())
