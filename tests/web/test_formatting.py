"""Numbers, money and time as each language writes them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from stamkund.web import formatting

NOW = datetime(2026, 11, 19, 10, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("value", "language", "decimals", "written"),
    [
        (12_740_000, "en", 0, "12\u00a0740\u00a0000"),
        (1204.5, "sv", 1, "1\u00a0204,5"),
        (Decimal("-289.4"), "nb", 0, "\u2212289"),
        (-0.4, "sv", 0, "0"),
        (1234, "en-gb", 0, "1\u00a0234"),
    ],
)
def test_numbers_have_spaces_that_do_not_break_and_a_real_minus(
    value: formatting.Number, language: str, decimals: int, written: str
) -> None:
    assert formatting.number(value, language, decimals) == written


def test_a_signed_number_says_which_way_it_goes_and_nothing_has_no_sign() -> None:
    assert [formatting.number(value, "sv", signed=True) for value in (380, -289, 0)] == ["+380", "\u2212289", "0"]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(["en", "sv", "nb"]))
def test_a_written_number_reads_back_as_itself(value: Decimal, language: str) -> None:
    written = formatting.number(value, language, decimals=2)
    assert Decimal(written.replace("\u00a0", "").replace("\u2212", "-").replace(",", ".")) == value


def test_our_own_crowns_are_kr_and_other_crowns_say_whose() -> None:
    assert formatting.money(48_200, "SEK", "en", home="SEK") == "48\u00a0200\u00a0kr"
    assert formatting.money(100, "NOK", "sv", home="SEK") == "100\u00a0NOK"
    assert formatting.money(100, "NOK", "nb", home="NOK") == "100\u00a0kr"
    assert formatting.money(-3, "EUR", "sv", home="SEK") == "\u22123\u00a0€"


def test_an_interval_has_an_en_dash() -> None:
    assert formatting.interval(31_900, 67_400, "sv") == "31\u00a0900\u201367\u00a0400"


def test_what_is_not_quite_all_or_nothing_is_not_rounded_to_it() -> None:
    assert [formatting.percent(share, "sv") for share in (0.998, 0.002, 1, 0, 0.91)] == [
        f"{said}\u00a0%" for said in (99, 1, 100, 0, 91)
    ]


@pytest.mark.parametrize(("value", "said"), [(39_681, 39_700), (853, 853), (Decimal("12345678.9"), 12_300_000), (0, 0)])
def test_an_estimate_is_given_with_three_digits(value: formatting.Number, said: int) -> None:
    assert formatting.about(value) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (-1, "yesterday"), (1, "tomorrow"), (4, "Mon 23"), (20, "9 Dec"), (60, "18 Jan 2027")],
)
def test_a_near_day_is_said_as_people_say_it(days: int, said: str) -> None:
    assert formatting.near_day(TODAY + timedelta(days=days), TODAY, "en") == said


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [(-2, "2 days late", "lost"), (-1, "1 day late", "lost"), (0, "today", "risk"), (1, "tomorrow", "risk")],
)
def test_what_is_due_says_how_urgent_it_is(days: int, said: str, tone: str) -> None:
    assert formatting.due(TODAY + timedelta(days=days), TODAY, "en") == (said, tone)


def test_what_is_due_later_has_no_colour() -> None:
    assert formatting.due(TODAY + timedelta(days=9), TODAY, "en") == ("28 Nov", "")


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=17), "17 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=20), "2 weeks ago"),
        (timedelta(days=250), "8 mo ago"),
        (timedelta(days=430), "14 mo ago"),
        (timedelta(days=1500), "4 years ago"),
        (timedelta(days=-3), "just now"),
    ],
)
def test_how_long_ago(passed: timedelta, said: str) -> None:
    with override("en"):
        assert formatting.ago(NOW - passed, NOW) == said


def test_an_instant_of_this_week_has_its_time_and_an_older_one_its_day() -> None:
    assert formatting.moment(NOW - timedelta(hours=1), NOW, "en") == "today 09:12"
    assert formatting.moment(NOW - timedelta(days=10), NOW, "en") == "9 Nov"


def test_whole_days_are_spelt_by_language() -> None:
    assert formatting.day_in_full(TODAY, "en") == "Thursday 19 November"
    assert formatting.day_in_full(TODAY, "nb") == "torsdag 19. november"
    assert formatting.day_with_year(date(2026, 1, 2), "sv") == "2 januari 2026"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Karin Dalsjö", "KD"), ("Åsa", "Å"), ("Anna-Stina Rovell", "AR"), ("3 Vänner AB", "VA"), ("42", "4"), ("", "?")],
)
def test_initials(name: str, letters: str) -> None:
    assert formatting.initials(name) == letters
