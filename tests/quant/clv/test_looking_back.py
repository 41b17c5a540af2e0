"""Tracking, calibration by frequency, and cohorts."""

import numpy as np
import pytest

from stamkund.quant.clv import MBGNBD, BadHistoryError
from stamkund.quant.clv.cohorts import retention
from stamkund.quant.clv.tracking import calibrate, track
from tests.quant.clv.conftest import Log

MODEL = MBGNBD.with_parameters(r=0.525, alpha=6.183, a=0.891, b=1.614)


def test_tracking_adds_up_customers_of_every_age() -> None:
    seen = track(MODEL, born=[0.0, 0.0, 10.0], weight=[1, 1, 3], purchases=[4.0, 12.0, 12.0, 30.0], at=[5.0, 20.0])
    at_5 = 2 * MODEL.expected_purchases_new(5.0)[0]
    at_20 = 2 * MODEL.expected_purchases_new(20.0)[0] + 3 * MODEL.expected_purchases_new(10.0)[0]
    assert seen.expected == pytest.approx([at_5, at_20])
    assert seen.actual.tolist() == [1, 3]
    assert seen.actual_by_period.tolist() == [1, 2]
    assert seen.expected_by_period == pytest.approx([at_5, at_20 - at_5])


def test_nobody_is_expected_to_come_back_before_the_first_purchase() -> None:
    assert track(MODEL, born=[10.0], weight=[5], purchases=[], at=[9.0, 10.0]).expected.tolist() == [0, 0]


def test_calibration_puts_the_frequent_in_one_last_group() -> None:
    groups = calibrate(expected=[0.5, 0.7, 2.0, 9.0], actual=[0, 1, 3, 8], x=[0, 0, 2, 11], most=3)
    assert [(g.x, g.open_ended, g.customers) for g in groups] == [(0, False, 2), (2, False, 1), (3, True, 1)]
    assert groups[0].expected == pytest.approx(0.6)
    assert groups[0].actual == pytest.approx(0.5)


@pytest.mark.data
def test_cdnow_calibration_is_close_where_most_customers_are(cdnow_sample: Log) -> None:
    """Fader, Hardie & Lee 2005, figure 3: conditional expectations track the hold-out up to 7+ repeat purchases."""
    log = cdnow_sample
    model = MBGNBD().fit(log.x, log.t_x, log.T)
    groups = calibrate(model.expected_purchases(39, log.x, log.t_x, log.T), log.holdout, log.x)
    assert sum(group.customers for group in groups) == 2357
    assert all(abs(group.expected - group.actual) < 0.35 for group in groups[:4])


def test_cohorts_count_who_bought_again() -> None:
    old, new = retention(
        first=[2020, 2020, 2020, 2022], active=[2020, 2021, 2022, 2022], customers=[10, 4, 3, 7], last_period=2022
    )
    assert old.active == (10, 4, 3)
    assert old.retention == (1.0, 0.4, 0.3)
    assert (new.period, new.customers, new.active) == (2022, 7, (7,))


def test_a_year_without_anybody_is_a_zero_not_a_gap() -> None:
    (cohort,) = retention(first=[2020, 2020], active=[2020, 2022], customers=[5, 1], last_period=2023)
    assert cohort.active == (5, 0, 1, 0)


def test_a_purchase_before_the_first_is_refused() -> None:
    with pytest.raises(BadHistoryError):
        retention(first=[2021], active=[2020], customers=[1], last_period=2022)


def test_no_history_gives_no_cohorts() -> None:
    assert retention([], [], [], 2022) == ()


def test_the_model_tracks_its_own_world(chance: np.random.Generator) -> None:
    """Everybody born at 0: expected cumulative purchases equal the sum of E[X(t)]."""
    seen = track(MODEL, born=np.zeros(50), weight=np.ones(50), purchases=[], at=np.arange(1.0, 53.0))
    assert seen.expected[-1] == pytest.approx(50 * MODEL.expected_purchases_new(52)[0])
    assert (np.diff(seen.expected_by_period) < 0).all()
