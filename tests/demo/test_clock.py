"""The shop's time: more in November than in July, never on a Sunday, never at night."""

from datetime import date

import pytest

from stamkund.demo.chance import chance_for
from stamkund.demo.clock import STEADY, Season, around_the_clock, in_opening_hours

SUNDAY = date(2026, 11, 22)


def test_a_season_ends_on_its_last_day() -> None:
    season = Season(date(2026, 1, 1), date(2027, 1, 1))

    assert season.day_at(0) == date(2026, 1, 1)
    assert season.day_at(season.weeks) == date(2026, 12, 31)
    assert season.day_at(season.weeks + 1) == date(2026, 12, 31)


def test_a_year_feels_as_long_as_it_is() -> None:
    assert Season(date(2025, 1, 1), date(2026, 1, 1)).weeks == pytest.approx(365 / 7, abs=0.5)


def test_november_holds_more_felt_weeks_than_july() -> None:
    july, november = Season(date(2026, 7, 1), date(2026, 8, 1)), Season(date(2026, 11, 1), date(2026, 12, 1))

    assert november.weeks > 2 * july.weeks


def test_a_steady_year_has_no_season() -> None:
    assert Season(date(2026, 7, 1), date(2026, 7, 8), STEADY).weeks == pytest.approx(1)


def test_what_falls_on_a_sunday_happened_on_the_saturday() -> None:
    moment = in_opening_hours(chance_for(1, "sunday"), SUNDAY)

    assert moment.date() == date(2026, 11, 21)


@pytest.mark.parametrize("seed", range(20))
def test_the_shop_opens_at_nine_and_closes_before_six(seed: int) -> None:
    moment = in_opening_hours(chance_for(seed, "day"), date(2026, 11, 20))

    assert 9 <= moment.hour < 18
    assert moment.utcoffset() is not None


@pytest.mark.parametrize("seed", range(20))
def test_the_web_shop_sleeps_from_midnight_to_seven(seed: int) -> None:
    assert around_the_clock(chance_for(seed, "evening"), SUNDAY).hour >= 7
