"""The calendar clock: histories on it, a season learnt, and whether it forecasts a Christmas."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from stamkund.quant.clv import (
    MBGNBD,
    BadHistoryError,
    ClvError,
    ParetoNBD,
    PurchaseDays,
    Season,
    TooLittleDataError,
    learn_season,
    no_season,
    try_season,
)
from stamkund.quant.clv.season import Days, part_of_year
from stamkund.quant.clv.simulation import World, simulate_log

WORLD = World(r=0.8, alpha=12.0, a=0.5, b=2.5, birth=1)
CHRISTMAS = Season(np.array([0.9, 0.9, 0.95, 0.95, 0.95, 0.95, 0.9, 0.9, 0.95, 1.0, 1.15, 1.6]))
SEPTEMBER, NEW_YEAR = np.datetime64("2023-09-30"), np.datetime64("2023-12-31")


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


@pytest.fixture
def log(chance: np.random.Generator) -> PurchaseDays:
    """Five thousand customers who came from January 2021 on, until the end of 2023."""
    first_on: Days = day("2021-01-01") + chance.integers(0, 1000, 5000).astype("timedelta64[D]")
    return simulate_log(WORLD, first_on, NEW_YEAR, CHRISTMAS, chance)


def test_a_christmas_is_forecast_a_fifth_too_low_without_a_season_and_right_with_it(log: PurchaseDays) -> None:
    seen = try_season(MBGNBD, log, SEPTEMBER, NEW_YEAR)
    assert seen.plain.sum() < 0.82 * seen.came.sum()
    assert seen.seasonal.sum() == pytest.approx(seen.came.sum(), rel=0.05)
    assert seen.better == "seasonal"
    assert np.abs(seen.seasonal - seen.came).max() < 0.1 * seen.came.max()
    assert seen.seasonal_log_likelihood > seen.plain_log_likelihood + 50
    assert [str(month)[5:7] for month in seen.months] == ["10", "11", "12"]


def test_the_season_learnt_is_the_one_put_in(log: PurchaseDays) -> None:
    learnt = learn_season(MBGNBD, log, NEW_YEAR)
    assert learnt.factors == pytest.approx(CHRISTMAS.factors, rel=0.1)
    assert learn_season(MBGNBD, log, NEW_YEAR, parts=52).factors[-3:].mean() > 1.3


def test_parameters_are_found_on_the_calendar_clock(log: PurchaseDays) -> None:
    model = MBGNBD().fit_histories(log.histories(NEW_YEAR, CHRISTMAS))
    for name, value in model.parameters_.items():
        assert abs(value - getattr(WORLD, name)) < 3 * model.standard_errors_[name], name


def test_where_there_is_no_season_the_plain_model_is_as_good(chance: np.random.Generator) -> None:
    first_on: Days = day("2021-01-01") + chance.integers(0, 1000, 4000).astype("timedelta64[D]")
    log = simulate_log(WORLD, first_on, NEW_YEAR, no_season(), chance)
    learnt = learn_season(MBGNBD, log, SEPTEMBER)
    assert learnt.factors == pytest.approx(np.ones(12), abs=0.15)
    seen = try_season(MBGNBD, log, SEPTEMBER, NEW_YEAR, no_season())
    assert seen.better == "plain"
    assert seen.plain.tolist() == seen.seasonal.tolist()
    assert seen.plain_log_likelihood == seen.seasonal_log_likelihood


@pytest.mark.data
@pytest.mark.parametrize("kind", [MBGNBD, ParetoNBD])
def test_apparel_has_an_autumn(kind: type[MBGNBD | ParetoNBD], shared_data: Path) -> None:
    """600 customers, six years: the months are forecast better, with two years to learn from or five."""
    with gzip.open(shared_data / "apparel" / "apparelTrans.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    log = PurchaseDays.sort([row["Id"] for row in rows], np.array([row["Date"] for row in rows], "datetime64[D]"))
    autumn = try_season(kind, log, day("2007-09-30"), day("2007-12-31"))
    assert autumn.better == "seasonal"
    assert autumn.plain.sum() < 0.75 * autumn.came.sum()
    assert autumn.seasonal.sum() == pytest.approx(autumn.came.sum(), rel=0.1)
    year = try_season(kind, log, day("2009-12-31"), day("2010-12-20"))
    assert year.better == "seasonal"
    assert year.season.factors[[9, 10]].min() > 1.4


def test_without_a_season_the_clock_shows_days_over_seven() -> None:
    days: Days = np.array(["1969-12-25", "1970-01-01", "2024-02-29", "2026-11-25"], "datetime64[D]")
    assert no_season()(days).tolist() == [-1.0, 0.0, *(days[2:].astype(np.int64) / 7).tolist()]
    assert np.diff(Season(np.full(12, 3.0), 1.0)(days)) == pytest.approx(np.diff(days.astype(np.int64)))
    assert no_season()(days[:0]).size == 0


def test_four_years_of_any_season_are_four_years() -> None:
    ends: Days = np.array(["2020-12-31", "2024-12-31"], "datetime64[D]")
    for season in (CHRISTMAS, Season(np.arange(1.0, 53.0))):
        assert np.diff(season(ends))[0] * 7 == pytest.approx(1461, rel=1e-12)
    assert CHRISTMAS.on(ends)[0] == CHRISTMAS.factors[11]
    assert part_of_year(ends, 52).tolist() == [51, 51]
    assert part_of_year(np.array(["2024-01-07", "2024-01-08"], "datetime64[D]"), 52).tolist() == [0, 1]


def test_histories_are_counted_from_days() -> None:
    who = ["b", "a", "a", "b", "a", "b", "c"]
    on = ["2024-01-01", "2024-01-08", "2024-01-01", "2024-01-01", "2024-01-22", "2024-02-26", "2024-03-01"]
    log = PurchaseDays.sort(who, np.array(on, "datetime64[D]"))
    x, t_x, T, litt = log.columns(day("2024-02-05"), no_season())
    assert (x.tolist(), t_x.tolist(), T.tolist()) == ([2, 0], [3, 0], [5, 5])
    assert litt.tolist() == pytest.approx([np.log(2), 0])
    assert log.later(day("2024-02-05"), day("2024-03-01")).tolist() == [0, 1]
    assert log.repeats.size == 3
    busy_january = Season(np.array([2.0, *np.ones(11)]))
    assert log.columns(day("2024-02-05"), busy_january)[1][0] > 3


def test_too_short_and_impossible_are_refused(log: PurchaseDays) -> None:
    with pytest.raises(TooLittleDataError, match="two years"):
        learn_season(MBGNBD, log, day("2022-06-30"))
    with pytest.raises(TooLittleDataError, match="two years"):
        learn_season(MBGNBD, log.until(day("2020-01-01")), NEW_YEAR)
    with pytest.raises(ClvError, match="end after"):
        try_season(MBGNBD, log, NEW_YEAR, SEPTEMBER)
    for factors in (np.ones(11), np.zeros(12), np.array([np.nan] * 12)):
        with pytest.raises(ClvError, match="12 or 52"):
            Season(factors)
    with pytest.raises(BadHistoryError, match="not a day") as refused:
        PurchaseDays.sort(["a", "b"], np.array(["2024-01-01", "NaT"], "datetime64[D]"))
    assert refused.value.rows == (1,)
