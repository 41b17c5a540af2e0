from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from stamkund.customers.models import Party
from stamkund.purchases.actions.record_purchase import NewLine, record_purchase
from stamkund.purchases.models import Purchase, PurchaseKind
from stamkund.purchases.refusals import KeyTakenError
from stamkund.staff.models import User


def test_a_sale_stands_on_the_timeline_with_its_amount(karin: Party, asa: User) -> None:
    lines = [NewLine(amount=Decimal(1480), description="Resole"), NewLine(amount=Decimal(200), description="Heel")]
    purchase = record_purchase(party=karin, lines=lines, currency="SEK", actor=asa, source="till", key="3107")

    assert purchase.revenue == Decimal(1680)
    assert purchase.event is not None
    assert purchase.event.data["what"] == "Resole; Heel"


def test_the_same_sale_from_the_same_source_is_one(karin: Party, asa: User) -> None:
    for _ in range(2):
        record_purchase(party=karin, lines=[NewLine(amount=Decimal(5))], currency="SEK", actor=asa, source="t", key="1")

    assert Purchase.objects.count() == 1
    assert karin.events.filter(kind="purchase.recorded").count() == 1


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e308"])
def test_an_amount_that_is_no_money_is_refused(karin: Party, asa: User, amount: str) -> None:
    with pytest.raises(ValidationError, match="not an amount of money"):
        record_purchase(party=karin, lines=[NewLine(amount=Decimal(amount))], currency="SEK", actor=asa, source="till")


def test_a_return_that_would_give_money_is_refused(karin: Party, asa: User) -> None:
    with pytest.raises(ValidationError, match="negative"):
        record_purchase(
            party=karin,
            lines=[NewLine(amount=Decimal(9))],
            currency="SEK",
            kind=PurchaseKind.RETURN,
            actor=asa,
            source="t",
        )


@pytest.fixture
def sale(karin: Party, asa: User) -> Purchase:
    """Karin's boots for 1 480 kronor."""
    return record_purchase(party=karin, lines=[NewLine(Decimal(1480))], currency="SEK", actor=asa, source="till")


def take_back(sale: Purchase, amount: str, *, kind: str = "return", currency: str = "SEK") -> Purchase:
    return record_purchase(
        party=sale.party,
        lines=[NewLine(amount=Decimal(amount))],
        currency=currency,
        kind=kind,
        reverses=sale,
        actor=None,
        source="till",
    )


def test_a_sale_is_called_off_once(sale: Purchase) -> None:
    take_back(sale, "-1480", kind="cancellation")

    with pytest.raises(ValidationError, match="called off already"):
        take_back(sale, "-1480", kind="cancellation")
    assert sum(purchase.revenue for purchase in Purchase.objects.all()) == 0


def test_returns_come_in_parts_and_never_above_what_is_left(sale: Purchase) -> None:
    take_back(sale, "-1000")
    take_back(sale, "-400")

    with pytest.raises(ValidationError, match="more than is left"):
        take_back(sale, "-80.01")
    take_back(sale, "-80")
    assert sum(purchase.revenue for purchase in Purchase.objects.all()) == 0


def test_what_was_returned_in_part_is_called_off_for_the_rest(sale: Purchase) -> None:
    take_back(sale, "-1000")

    with pytest.raises(ValidationError, match="more than is left"):
        take_back(sale, "-1480", kind="cancellation")
    assert take_back(sale, "-480", kind="cancellation").revenue == -480


def test_only_a_sale_is_taken_back_and_only_in_its_currency(sale: Purchase) -> None:
    cancelled = take_back(sale, "-480")

    with pytest.raises(ValidationError, match="Only a sale"):
        take_back(cancelled, "-480", kind="cancellation")
    with pytest.raises(ValidationError, match="currency of the sale"):
        take_back(sale, "-10", currency="NOK")
    with pytest.raises(ValidationError, match="takes nothing back"):
        take_back(sale, "10", kind="sale")


@pytest.mark.django_db(transaction=True)
def test_two_cancellations_at_once_are_one(sale: Purchase) -> None:
    """Both begin before either has ended; the row of the sale lets them in one by one."""

    def call_off(_turn: int) -> bool:
        try:
            take_back(sale, "-1480", kind="cancellation")
        except ValidationError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as tills:
        assert sorted(tills.map(call_off, range(4))) == [False, False, False, True]
    assert Purchase.objects.filter(reverses=sale).count() == 1


def test_a_sale_that_gives_money_back_is_refused(karin: Party, asa: User) -> None:
    with pytest.raises(ValidationError, match="a kind of its own"):
        record_purchase(party=karin, lines=[NewLine(Decimal(-9))], currency="SEK", actor=asa, source="till")


@pytest.mark.parametrize(
    "change",
    [
        {"lines": [NewLine(Decimal(6))]},
        {"lines": [NewLine(Decimal(5), "Laces")]},
        {"lines": [NewLine(Decimal(5)), NewLine(Decimal(0))]},
        {"currency": "NOK"},
        {"number": "3108"},
        {"party": None},
        {"purchased_at": datetime(2020, 1, 2, tzinfo=UTC)},
    ],
)
def test_a_key_that_stands_for_another_purchase_is_refused(karin: Party, asa: User, change: dict[str, object]) -> None:
    facts: dict[str, Any] = {"party": karin, "lines": [NewLine(Decimal(5))], "currency": "SEK", "key": "1"}
    record_purchase(**facts, actor=asa, source="till")

    with pytest.raises(KeyTakenError):
        record_purchase(**facts | change, actor=asa, source="till")
    assert Purchase.objects.get().revenue == 5


def test_the_same_sale_is_known_after_its_customer_was_merged(karin: Party, bjork: Party, asa: User) -> None:
    facts: dict[str, Any] = {"lines": [NewLine(Decimal(5))], "currency": "SEK", "actor": asa, "source": "till"}
    sale = record_purchase(party=bjork, key="1", **facts)
    Party.objects.filter(pk=bjork.pk).update(merged_into=karin)

    assert record_purchase(party=karin, key="1", **facts) == sale


def test_a_reader_cannot_record_a_purchase(karin: Party, rut: User) -> None:
    with pytest.raises(PermissionDenied):
        record_purchase(party=karin, lines=[NewLine(amount=Decimal(9))], currency="SEK", actor=rut, source="till")

    assert not Purchase.objects.exists()
