"""How a customer came to be worth what it is worth: one model, and on each day what was known on that day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from stamkund.customers.models import Party
from stamkund.identity.actions.merge_parties import merge_parties
from stamkund.quant.clv import MBGNBD, GammaGamma
from stamkund.staff.models import User
from stamkund.valuation.actions.value_base import value_base
from stamkund.valuation.fitted import Fitted
from stamkund.valuation.history import Document, summarise
from stamkund.valuation.queries import share_of, trend_of, value_of
from stamkund.valuation.rules import Horizon
from stamkund.valuation.trend import Trend, find_trend, month_ends
from tests.valuation.conftest import TODAY

FITTED = Fitted(
    timing=MBGNBD.with_parameters(r=0.5, alpha=6.0, a=0.9, b=1.7),
    spend=GammaGamma.with_parameters(p=6.0, q=4.0, gamma=450.0),
    outlook=Horizon().outlook(),
    rates={"SEK": Decimal(1)},
    cost_share=None,
)


def sale(on: date, amount: int = 900) -> Document:
    return Document(is_sale=True, from_on=on, day=on, currency="SEK", revenue=Decimal(amount), direct_cost=None)


def taken_back(on: date, of: date, amount: int = 900) -> Document:
    return Document(is_sale=False, from_on=on, day=of, currency="SEK", revenue=Decimal(-amount), direct_cost=None)


def worth(documents: Iterable[Document], on: date) -> float:
    history = summarise(documents, FITTED.rates, None)
    return FITTED.value(history, on).clv if history else 0.0


def trend(*documents: Document) -> Trend:
    return find_trend(documents, FITTED, TODAY, worth(documents, TODAY))


def test_a_year_has_twelve_ends_of_months() -> None:
    ends = list(month_ends(date(2028, 3, 31)))
    assert len(ends) == 12
    assert (ends[0], ends[-1]) == (date(2027, 3, 31), date(2028, 2, 29))


def test_every_point_is_what_the_customer_was_worth_on_that_day() -> None:
    documents = [sale(date(2024, 2, 3)), sale(date(2025, 9, 1), 1200), sale(date(2026, 6, 5), 400)]
    points = trend(*documents).points

    assert [point.on for point in points] == [*month_ends(TODAY), TODAY]
    for point in points:
        known = [document for document in documents if document.from_on <= point.on]
        assert point.value == pytest.approx(worth(known, point.on))


def test_what_is_taken_back_later_stood_until_then() -> None:
    bought, returned = date(2026, 2, 10), date(2026, 4, 10)
    kept = trend(sale(date(2025, 1, 1)), sale(bought))
    back = trend(sale(date(2025, 1, 1)), sale(bought), taken_back(returned, bought))
    value_at = [{point.on: point.value for point in one.points} for one in (kept, back)]

    assert value_at[0][date(2026, 3, 31)] == value_at[1][date(2026, 3, 31)]
    assert value_at[0][date(2026, 4, 30)] > value_at[1][date(2026, 4, 30)]


def test_what_moved_a_value_adds_up_to_it() -> None:
    found = trend(sale(date(2025, 1, 1)), sale(date(2025, 11, 3)), sale(date(2026, 6, 12), 2500))

    assert found.moved.since == date(2026, 6, 1)
    assert found.moved.start == found.points[-2].value
    assert found.moved.time < 0 < found.moved.purchases
    parts = found.moved.start + found.moved.purchases + found.moved.time
    assert parts == pytest.approx(found.points[-1].value, abs=0.02)


def test_time_alone_moves_whoever_buys_nothing() -> None:
    moved = trend(sale(date(2025, 1, 1)), sale(date(2025, 11, 3))).moved
    assert moved.purchases == 0
    assert moved.time < 0


def test_a_new_customer_comes_from_nothing() -> None:
    found = trend(sale(date(2026, 6, 12)))
    assert [point.on for point in found.points] == [TODAY]
    assert (found.moved.start, found.moved.time) == (0, 0)
    assert found.moved.purchases == pytest.approx(found.points[-1].value, abs=0.01)


def test_whoever_gave_everything_back_begins_again() -> None:
    first = date(2026, 3, 2)
    found = trend(sale(first), taken_back(date(2026, 5, 2), first), sale(date(2026, 6, 12)))
    assert [point.on for point in found.points] == [date(2026, 3, 31), date(2026, 4, 30), TODAY]
    assert found.moved.start == 0


def test_two_entries_joined_have_one_past(workshop: list[Party], asa: User) -> None:
    value_base(as_of=TODAY)
    one, two = workshop[0], workshop[1]
    apart = value_of(two.pk)
    assert apart is not None
    before = trend_of(apart, [two.pk])
    merge_parties(party=two, survivor=one, actor=asa, source="test")
    joined = value_of(one.pk)
    assert joined is not None
    together = trend_of(joined, [one.pk, two.pk])

    assert before.points[-1].value == float(apart.clv.amount)
    assert together.points[-1].value == float(joined.clv.amount)
    assert together != trend_of(joined, [one.pk])


def test_all_shares_together_are_the_whole(workshop: list[Party]) -> None:
    run = value_base(as_of=TODAY)
    shares = [share for party in workshop if (value := value_of(party.pk)) and (share := share_of(value))]

    assert sum(share.fraction for share in shares) == pytest.approx(1, abs=1e-4)
    assert sum(share.averages for share in shares) == pytest.approx(run.customers, rel=1e-4)
    assert {share.equity.amount for share in shares} == {run.total}
