from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.worker.rules import FIRST_PAUSE, LONGEST_PAUSE, Daily, Every, pause_before_retry

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@given(attempts=st.integers(1, 10_000), chance=st.floats(0, 1, exclude_max=True))
def test_a_pause_is_never_shorter_than_half_the_first_nor_longer_than_an_hour(attempts: int, chance: float) -> None:
    assert FIRST_PAUSE / 2 <= pause_before_retry(attempts, chance) <= LONGEST_PAUSE


def test_each_pause_is_twice_the_one_before() -> None:
    pauses = [pause_before_retry(attempts, 0.5).total_seconds() for attempts in (1, 2, 3)]

    assert pauses == [3, 6, 12]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-22 00:00", "2026-11-22 02:30"),
        ("2026-11-22 02:30", "2026-11-23 02:30"),
        ("2026-11-22 23:59", "2026-11-23 02:30"),
    ],
)
def test_a_daily_task_comes_at_its_local_time(moment: str, expected: str) -> None:
    start = datetime.fromisoformat(moment).replace(tzinfo=STOCKHOLM)

    assert Daily(time(2, 30)).next_after(start, STOCKHOLM) == datetime.fromisoformat(expected).replace(tzinfo=STOCKHOLM)


def test_the_night_the_clock_goes_forward_has_its_run_too() -> None:
    midnight = datetime(2026, 3, 29, 0, 0, tzinfo=STOCKHOLM)

    assert Daily(time(2, 30)).next_after(midnight, STOCKHOLM).astimezone(UTC) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )


@given(moment=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)), at=st.times())  # noqa: DTZ001  (Hypothesis adds the zone)
def test_the_next_daily_run_lies_ahead_within_two_days(moment: datetime, at: time) -> None:
    following = Daily(at).next_after(moment, STOCKHOLM).astimezone(UTC)

    assert moment < following <= moment + timedelta(days=2)


def test_a_pausing_task_comes_after_its_pause() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)

    assert Every(timedelta(minutes=5)).next_after(noon, STOCKHOLM) == noon + timedelta(minutes=5)
