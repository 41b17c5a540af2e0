"""The small figures: geometry and classes, no style, the right colour."""

import re

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from stamkund.web.charts import marks

amounts = st.floats(min_value=-1e6, max_value=1e9, allow_nan=False)


@pytest.mark.parametrize(("probability", "tone"), [(0.91, "ok"), (0.52, "risk"), (0.2, "lost")])
def test_the_bar_of_a_customer_still_with_us_has_the_colour_of_its_meaning(probability: float, tone: str) -> None:
    assert f'class="f-{tone}"' in marks.alive(probability)


def test_whiskers_on_one_axis_can_be_compared() -> None:
    low, high = marks.whisker(10, 20, 30, 100), marks.whisker(60, 70, 80, 100)
    places = [float(re.search(r'cx="([\d.]+)"', mark).group(1)) for mark in (low, high)]  # type: ignore[union-attr]  # no match fails
    assert places[0] < places[1] < 92


@given(amounts, amounts, amounts, amounts)
def test_a_whisker_stays_inside_its_figure(low: float, value: float, high: float, top: float) -> None:
    mark = ElementTree.fromstring(marks.whisker(low, value, high, top))
    centre = float(mark.find("circle").get("cx", "-1"))
    assert 1 <= centre <= 91


def test_a_flat_line_looks_flat() -> None:
    steps = re.findall(r",([\d.]+)", marks.sparkline([100, 101, 100, 101]))
    assert max(map(float, steps)) - min(map(float, steps)) < 2


@given(st.lists(amounts, max_size=12))
def test_any_values_make_a_well_formed_sparkline(values: list[float]) -> None:
    ElementTree.fromstring(marks.sparkline(values))


def test_a_promise_broken_stands_out_by_height_and_not_by_colour_alone() -> None:
    drawn = marks.promises_kept([True, False], label="2 promises, 1 kept")
    assert re.findall(r'height="(10|22)" rx', drawn) == ["10", "22"]
    assert 'role="img" aria-label="2 promises, 1 kept"' in drawn


def test_a_label_cannot_smuggle_markup() -> None:
    assert "<script>" not in marks.alive(0.5, label='"><script>')
