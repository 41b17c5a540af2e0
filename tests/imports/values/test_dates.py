"""Dates in the ways they are written, and days that never were."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.imports.values import CellRefused, DateEvidence, read_moment


@pytest.mark.parametrize(
    "text",
    [
        "2014-05-31",
        "2014/5/31",
        "20140531",
        "31/5 2014",
        "31.05.2014",
        "31-5-14",
        "31 maj 2014",
        "31. mai 2014",
        "den 31 maj 2014",
        "31:a maj 2014",
        "lördag 31 maj 2014",
        "May 31, 2014",
        "31-May-14",
        "31st of May 2014",
        "2014-05-31 08:26:00",
        "2014-05-31T08:26:00+02:00",
    ],
)
def test_one_day_written_in_many_ways(text: str) -> None:
    assert read_moment(text).on == date(2014, 5, 31)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("12/1/2010 8:26", "08:26"),
        ("1.12.2010 kl 14.05", "14:05"),
        ("1/12/10 3:05 PM", "15:05"),
        ("1/12/10 12:05 am", "00:05"),
    ],
)
def test_the_time_of_day_is_read_too(text: str, clock: str) -> None:
    at = read_moment(text).at

    assert at is not None
    assert f"{at:%H:%M}" == clock


def test_a_moment_with_its_offset_is_that_instant() -> None:
    assert read_moment("2015-08-12T09:59:32Z").at == datetime(2015, 8, 12, 9, 59, 32, tzinfo=UTC)
    assert read_moment("2015-10-05 08:28:00 UTC").at == datetime(2015, 10, 5, 8, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing"),
        ("31/6 2014", "impossible_date"),
        ("30.02.2020", "impossible_date"),
        ("2023-02-29", "impossible_date"),
        ("2014-13-01", "impossible_date"),
        ("13/13/2020", "impossible_date"),
        ("2014-05-31 25:00", "impossible_date"),
        ("0001-01-01", "absurd_date"),
        ("9999-12-31", "absurd_date"),
        ("maj-14", "month_without_day"),
        ("2014-09", "month_without_day"),
        ("Sep 2014", "month_without_day"),
        ("v.32", "week_without_day"),
        ("igår", "not_a_date"),
        ("31 mij 2014", "not_a_date"),
        ("12,50", "not_a_date"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read_moment(text)

    assert refused.value.code == code


@pytest.mark.parametrize("text", ["maj-14", "Mai 2014", "2014-05", "maj 2014"])
def test_a_month_can_be_read_as_its_first_day(text: str) -> None:
    assert read_moment(text, months_as_first_day=True).on == date(2014, 5, 1)


def test_numbers_of_a_workbook_are_days_or_dates_run_together() -> None:
    assert read_moment(Decimal(41790)).on == date(2014, 5, 31)
    assert read_moment(Decimal(20140531)).on == date(2014, 5, 31)
    with pytest.raises(CellRefused):
        read_moment(Decimal("12.5"))


def test_the_column_decides_what_a_single_cell_cannot_tell() -> None:
    american = evidence("3/4/2014", "12/31/2014")
    nordic = evidence("3/4/2014", "31/12/2014")

    assert (american.order, nordic.order) == ("mdy", "dmy")
    assert read_moment("3/4/2014", american.order).on == date(2014, 3, 4)
    assert read_moment("3/4/2014", nordic.order).on == date(2014, 4, 3)
    assert not american.is_guess


def test_a_column_that_never_tells_is_a_guess_and_one_that_tells_both_contradicts_itself() -> None:
    assert evidence("3/4/2014", "5/6/2014").is_guess
    assert evidence("3/4/2014 3:05 PM").order == "mdy"
    assert evidence("31/12/2014", "12/31/2014").is_contradictory
    assert not evidence("2014-04-03").is_guess


def evidence(*cells: str) -> DateEvidence:
    column = DateEvidence()
    for cell in cells:
        column.note(cell)
    return column


@given(
    st.dates(min_value=date(1970, 1, 1), max_value=date(2068, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m %Y", "%Y%m%d", "%d.%m.%y"]),
)
def test_every_day_is_read_back_in_every_style(day: date, style: str) -> None:
    assert read_moment(day.strftime(style)).on == day
