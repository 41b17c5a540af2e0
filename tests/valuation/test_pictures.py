"""The pure figures of the Value page: bridge, matrix, distribution."""

from datetime import date

import numpy as np
import pytest

from stamkund.quant.clv import Customers, Values
from stamkund.quant.clv.arrays import Floats
from stamkund.valuation.base import Base
from stamkund.valuation.bridge import aligned, bridge
from stamkund.valuation.calculate import Valuation, value_base
from stamkund.valuation.matrix import distribution, matrix, round_edges
from stamkund.valuation.publish import spelled
from stamkund.valuation.rules import Horizon

DAY = "datetime64[D]"


def base_of(party: list[int], last_on: list[str], as_of: date) -> Base:
    n = len(party)
    first = np.full(n, "2025-01-01", dtype=DAY)
    return Base(as_of, np.array(party), first, np.array(last_on, dtype=DAY), np.full(n, 2.0), np.full(n, 100.0))


def values_of(clv: list[float], alive: list[float]) -> Values:
    column = np.array(clv)
    return Values(np.array(alive), column, column, column, column, column, column)


def test_every_change_has_one_cause_and_the_parts_add_up() -> None:
    before = base_of([1, 2, 3], ["2025-05-01"] * 3, date(2025, 5, 31))
    now = base_of([1, 2, 3, 4], ["2025-06-09", "2025-05-01", "2025-05-01", "2025-06-02"], date(2025, 6, 30))
    parts = bridge(
        before,
        values_of([100, 200, 300], [0.9, 0.8, 0.55]),
        now,
        values_of([150, 190, 120, 80], [0.95, 0.75, 0.3, 0.9]),
        every=1,
    )
    amounts = {name: part.amount for name, part in parts.items()}
    assert amounts == {"acquired": 80, "grown": 50, "decayed": -10, "lost": -180}
    assert sum(amounts.values()) == (150 + 190 + 120 + 80) - (100 + 200 + 300)
    assert {name: part.customers for name, part in parts.items()} == {
        "acquired": 1, "grown": 1, "decayed": 1, "lost": 1,
    }  # fmt: skip


def test_a_sample_is_scaled_up() -> None:
    before = base_of([2], ["2025-05-01"], date(2025, 5, 31))
    now = base_of([1, 2], ["2025-05-01", "2025-06-02"], date(2025, 6, 30))
    parts = bridge(before, values_of([100], [0.9]), now, values_of([7, 130], [0.9, 0.9]), every=2)
    assert (parts["grown"].amount, parts["grown"].customers) == (60, 2)


def test_who_was_not_there_is_nothing_known() -> None:
    (column,) = aligned(np.array([1, 5, 9]), np.array([5, 7]), np.array([50.0, 70.0]))
    assert str(column.tolist()) == "[nan, 50.0, nan]"
    (column,) = aligned(np.array([1]), np.array([], dtype=np.int64), np.array([]))
    assert np.isnan(column).all()


@pytest.fixture(scope="module")
def valuation() -> Valuation:
    chance = np.random.default_rng(3)
    T: Floats = chance.integers(10, 150, 3000).astype(float)
    x = chance.poisson(chance.gamma(0.6, 2.0, T.size)).astype(float)
    t_x = np.where(x > 0, np.maximum(np.floor(T * chance.beta(1.0, 1.0, T.size)), 1.0), 0.0)
    return value_base(Customers(x, t_x, T, chance.gamma(5, 20, T.size)), Horizon().outlook())


def test_the_four_fields_hold_everybody_once(valuation: Valuation) -> None:
    fields = matrix(np.arange(3000), valuation)["fields"]
    assert sum(field["customers"] for field in fields.values()) == 3000
    parties = [point["party"] for field in fields.values() for point in field["points"]]
    assert len(parties) == len(set(parties))
    assert all(point["risk"] <= 0.5 for point in fields["keep"]["points"] + fields["grow"]["points"])


def test_the_classes_hold_everybody_and_all_the_money(valuation: Valuation) -> None:
    found = distribution(valuation)
    assert sum(found["customers"]) == 3000
    assert sum(found["amount"]) == pytest.approx(valuation.equity.total, abs=1)
    held = list(found["held_by_top"].values())
    assert held == sorted(held)
    assert held[-1] <= 1


def test_classes_are_round() -> None:
    assert round_edges(730.0)[-4:] == [100.0, 200.0, 500.0, 1000.0]
    assert round_edges(0.0)[0] == 0


def test_days_are_spelled_in_their_order() -> None:
    days = np.array(["2026-02-01", "2025-12-31", "2026-02-01"], dtype=DAY)
    assert spelled(days) == ["2026-02-01", "2025-12-31", "2026-02-01"]
