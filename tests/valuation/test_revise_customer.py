"""One customer revised at once, by the rules and the parameters of the last run."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from stamkund.customers.models import Party
from stamkund.identity.actions.merge_parties import merge_parties, unmerge_parties
from stamkund.purchases.models import PurchaseKind
from stamkund.staff.models import User
from stamkund.valuation.actions.revise_customer import revise_customer
from stamkund.valuation.actions.value_base import value_base
from stamkund.valuation.models import Equity, Value
from stamkund.valuation.queries import slipping, value_of, values_of, worth_saving
from tests.valuation.conftest import TODAY, Buy


@pytest.fixture
def valued(workshop: list[Party]) -> list[Party]:
    value_base(as_of=TODAY)
    return workshop


def total() -> Decimal:
    return Equity.objects.get(pk=1).total


def test_before_the_first_run_nobody_is_revised(karin: Party, buy: Buy) -> None:
    buy(karin, TODAY, 900)
    assert revise_customer(party=karin) is None
    assert value_of(karin.pk) is None


def test_revising_an_unchanged_customer_gives_what_the_run_gave(valued: list[Party]) -> None:
    before = total()
    for party in valued[:40]:
        published = Value.objects.get(pk=party.pk)
        value = revise_customer(party=party)
        assert value is not None
        for name in ("clv", "low", "high", "at_stake"):
            assert abs(getattr(value, name) - getattr(published, name)) <= Decimal("0.02"), name
        assert value.probability_alive == pytest.approx(published.probability_alive, abs=1e-5)
    assert abs(total() - before) < 1


def test_a_purchase_raises_the_customer_and_the_equity_in_the_same_breath(valued: list[Party], buy: Buy) -> None:
    party, before = valued[3], total()
    old = Value.objects.get(pk=party.pk)
    buy(party, TODAY + timedelta(days=1), 4000)
    new = Value.objects.get(pk=party.pk)
    assert new.clv > old.clv
    assert new.frequency == old.frequency + 1
    assert total() - before == new.clv - old.clv
    assert Equity.objects.get(pk=1).grown == new.clv - old.clv


def test_a_first_purchase_makes_a_new_customer(valued: list[Party], karin: Party, buy: Buy) -> None:
    before = total()
    buy(karin, TODAY, 1500)
    value = value_of(karin.pk)
    assert value is not None
    assert (value.purchase_days, value.first_on, value.clv.currency) == (1, TODAY, "SEK")
    assert total() - before == value.clv.amount
    equity = Equity.objects.get(pk=1)
    assert (equity.acquired, equity.customers) == (value.clv.amount, 401)


def test_a_purchase_taken_back_makes_it_undone(valued: list[Party], karin: Party, buy: Buy) -> None:
    before = total()
    sale = buy(karin, TODAY, 1500)
    buy(karin, TODAY, -1500, kind=PurchaseKind.CANCELLATION, reverses=sale)
    assert value_of(karin.pk) is None
    assert total() == before
    assert Equity.objects.get(pk=1).customers == 400


def test_a_return_lowers_the_value(valued: list[Party], buy: Buy) -> None:
    party = valued[3]
    buy(party, TODAY, 4000)
    high = Value.objects.get(pk=party.pk).clv
    buy(party, TODAY + timedelta(days=2), -2000, kind=PurchaseKind.RETURN)
    assert Value.objects.get(pk=party.pk).clv < high
    assert Equity.objects.get(pk=1).reduced < 0


def test_two_entries_joined_are_one_value_and_parted_are_two(valued: list[Party], asa: User) -> None:
    one, two = valued[0], valued[1]
    before = (total(), {value.pk: value.clv for value in Value.objects.filter(pk__in=(one.pk, two.pk))})
    merge = merge_parties(party=two, survivor=one, actor=asa, source="test")
    assert not Value.objects.filter(pk=two.pk).exists()
    joined = Value.objects.get(pk=one.pk)
    assert total() - before[0] == joined.clv - sum(before[1].values())
    unmerge_parties(merge=merge, actor=asa, source="test")
    for pk, clv in before[1].items():
        assert abs(Value.objects.get(pk=pk).clv - clv) <= Decimal("0.02")
    assert Equity.objects.get(pk=1).customers == 400


def test_the_next_run_agrees_with_the_revisions(valued: list[Party], buy: Buy) -> None:
    """Under the same parameters: a run and a revision tell the same history."""
    party = valued[5]
    buy(party, TODAY, 700)
    revised = Value.objects.get(pk=party.pk)
    value_base(as_of=TODAY)
    published = Value.objects.get(pk=party.pk)
    assert (revised.frequency, revised.last_on, revised.mean_money) == (
        published.frequency,
        published.last_on,
        published.mean_money,
    )
    assert float(revised.clv) == pytest.approx(float(published.clv), rel=0.05)


def test_a_customer_who_buys_every_day_is_revised_every_day(valued: list[Party], buy: Buy) -> None:
    party = valued[8]
    for day in range(60):
        buy(party, date(2026, 4, 1) + timedelta(days=day), 100)
    value = Value.objects.get(pk=party.pk)
    assert value.frequency >= 59
    assert value.low <= value.clv <= value.high


def test_values_of_a_page_take_one_query(valued: list[Party], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django without a type
        found = values_of(party.pk for party in valued[:50])
    assert len(found) == 50


def test_worth_saving_names_the_slipping_with_the_most_at_stake(valued: list[Party], jonas: User) -> None:
    saving = worth_saving(jonas, limit=5)
    assert [entry.party_id for entry in saving] == [value.pk for value in slipping()[:5]]
    assert all(0.2 <= entry.probability_alive < 0.6 for entry in saving)
    gains = [entry.gain.amount for entry in saving]
    assert gains == sorted(gains, reverse=True)


def test_a_restricted_customer_is_not_named_to_others(valued: list[Party], jonas: User, asa: User) -> None:
    first = worth_saving(jonas, limit=1)[0]
    Party.objects.filter(pk=first.party_id).update(restricted=True)
    assert first.party_id not in {entry.party_id for entry in worth_saving(jonas, limit=400)}
    assert first.party_id in {entry.party_id for entry in worth_saving(asa, limit=400)}
