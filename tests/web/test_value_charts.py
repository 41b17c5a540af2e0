"""What the figures of the Value pages say, without a browser."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from stamkund.web.charts.vega import Chart
from stamkund.web.value.charts.bridge import FADED, GAINED, STANDING, Step, bridge_chart, visible_extent
from stamkund.web.value.charts.calibration import Group, calibration_chart
from stamkund.web.value.charts.classes import classes_chart
from stamkund.web.value.charts.held import held_chart
from stamkund.web.value.charts.matrix import Dot, matrix_chart, middle
from stamkund.web.value.charts.tracking import Period, tracking_chart
from stamkund.web.value.charts.units import MoneyUnit, money_unit
from stamkund.web.value.report import Classes, added_up

KRONOR = MoneyUnit("SEK", "en", "SEK", 1)
STEPS = (
    Step("1 Nov", "", 0.0, 12_360.0, STANDING),
    Step("Acquired", "38 new", 12_360.0, 12_772.0, GAINED, 412.0),
    Step("Decayed", "time passing", 12_772.0, 12_374.0, FADED, -398.0),
    Step("Today", "19 Nov", 0.0, 12_374.0, STANDING),
)
PERIODS = tuple(Period(date(2026, 1, 5) + timedelta(weeks=n), 10.0 + n, 9.0 + n) for n in range(8))


def all_charts() -> list[Chart]:
    groups = (Group(0, False, 900, 0.4, 0.5), Group(1, True, 120, 2.1, 1.9))
    return [
        bridge_chart(STEPS, 11_800, 13_100, KRONOR),
        tracking_chart("tracking", "Purchases", PERIODS, date(2026, 2, 1), "en"),
        calibration_chart(groups, "en"),
        held_chart({0.1: 0.41, 0.5: 0.9}, "en"),
        classes_chart(Classes((0, 100, 200), (5, 7), (300.0, 1100.0)), KRONOR),
        matrix_chart([Dot(0.9, 0.8, True)], "Customers", ["Field", "Customers"], [["Keep close", "1"]]),
    ]


@pytest.mark.parametrize("chart", all_charts(), ids=lambda chart: chart.id)
def test_every_chart_says_what_it_shows_and_has_its_figures_in_a_table(chart: Chart) -> None:
    assert chart.label
    assert chart.rows
    assert {len(row) for row in chart.rows} == {len(chart.columns)}
    json.dumps(chart.spec, allow_nan=False)


@pytest.mark.parametrize("chart", all_charts(), ids=lambda chart: chart.id)
def test_colours_are_the_pages_own(chart: Chart) -> None:
    colours = {value for key, value in _leaves(chart.spec) if key in {"fill", "stroke", "color", "colour", "c"}}

    assert colours
    assert all(str(colour).startswith("var(--") for colour in colours), colours


def _leaves(part: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from _leaves(inner, name)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _leaves(inner, key)
    elif part is not None and not (key == "stroke" and part == "stroke"):
        yield key, part


def test_the_table_of_the_bridge_adds_up() -> None:
    rows = bridge_chart(STEPS, 11_800, 13_100, KRONOR).rows

    assert [row[2] for row in rows] == ["12\u00a0360", "+412", "−398", "12\u00a0374"]


def test_the_axis_is_cut_where_the_steps_would_be_slivers_and_shows_its_cut() -> None:
    extent = visible_extent(STEPS, 11_800, 13_100)

    assert extent.is_cut
    assert 0 < extent.bottom < 11_800
    assert _slants(bridge_chart(STEPS, 11_800, 13_100, KRONOR)) == 2


def test_the_axis_begins_at_nothing_where_the_steps_are_tall_enough() -> None:
    steps = (
        Step("1 Nov", "", 0, 400, STANDING),
        Step("Acquired", "", 400, 2400, GAINED, 2000.0),
        Step("Today", "", 0, 2400, STANDING),
    )
    extent = visible_extent(steps, 1_500, 3_000)

    assert (extent.is_cut, extent.bottom) == (False, 0.0)
    assert _slants(bridge_chart(steps, 1_500, 3_000, KRONOR)) == 0


def _slants(chart: Chart) -> int:
    return sum("expr" in str(layer["encoding"].get("y2", "")) for layer in chart.spec["layer"])


def test_an_interval_that_leaves_the_picture_says_where_to() -> None:
    wide = bridge_chart(STEPS, 2_000, 40_000, KRONOR)
    texts = [layer["mark"].get("text") for layer in wide.spec["layer"]]

    assert "to 40\u00a0000" in texts


def test_a_base_that_never_moved_can_be_drawn() -> None:
    steps = (
        Step("1 Nov", "", 0, 0, STANDING),
        Step("Acquired", "", 0, 0, GAINED, 0.0),
        Step("Today", "", 0, 0, STANDING),
    )

    assert bridge_chart(steps, 0, 0, KRONOR).rows


def test_tracking_marks_where_the_hidden_part_begins_only_where_there_is_one() -> None:
    marked = tracking_chart("t", "Purchases", PERIODS, date(2026, 2, 1), "en")
    unmarked = tracking_chart("t", "Purchases", PERIODS, None, "en")

    assert "hidden from the model" in json.dumps(marked.spec)
    assert "hidden from the model" not in json.dumps(unmarked.spec)


def test_periods_add_up() -> None:
    last = added_up(PERIODS)[-1]

    assert (last.until, last.expected, last.actual) == (PERIODS[-1].until, 108.0, 100.0)


def test_classes_end_with_the_last_one_that_has_anybody_in_it() -> None:
    classes = Classes((0, 100, 200, 500, 1000), (5, 0, 7, 0), (300.0, 0.0, 2100.0, 0.0))

    assert [row[0] for row in classes_chart(classes, KRONOR).rows] == ["100", "200", "500"]


@pytest.mark.parametrize(
    ("value", "place"), [(0.0, 0.0), (0.35, 0.25), (0.7, 0.5), (0.85, 0.75), (1.0, 1.0), (9.0, 1.0)]
)
def test_the_border_of_a_field_lies_in_the_middle(value: float, place: float) -> None:
    assert middle(value, 0.7, 1.0) == pytest.approx(place)


@pytest.mark.parametrize(
    ("largest", "words", "written"), [(199_999, "kr", "50\u00a0000"), (200_000, "thousand kr", "50")]
)
def test_large_money_is_written_in_thousands(largest: float, words: str, written: str) -> None:
    unit = money_unit(largest, "SEK", "en", "SEK")

    assert (unit.words, unit.written(50_000)) == (words, written)
