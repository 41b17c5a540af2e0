"""Sales files: lines become documents on their day, returns net out, and every line is accounted for."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from stamkund.catalogue.models import Product
from stamkund.customers.models import Party
from stamkund.imports.actions.check_rows import check_rows
from stamkund.imports.actions.revert_import import revert_import
from stamkund.imports.models import Issue
from stamkund.imports.publishing.batches import BATCH_ROWS
from stamkund.imports.queries import result_of
from stamkund.purchases.models import Purchase, PurchaseLine
from stamkund.staff.models import User
from stamkund.timeline.models import Event
from tests.imports.conftest import Receive

HEADING = "Fakturanr;Kundnr;Datum;Artikelnr;Artikel;Antal;À-pris\n"
FILE = (
    HEADING
    + """1001;412;2024-03-01 10:15;A1;Oxford;1;2 450,00
1001;412;2024-03-01 10:15;B7;Skokräm;2;89,50
1002;413;2024-03-02 11:00;A1;Oxford;1;2 450,00
C1003;412;2024-04-01 09:00;B7;Skokräm;-1;89,50
1004;;2024-04-02 12:00;B7;Skokräm;1;89,50
"""
)

pytestmark = pytest.mark.django_db


def documents() -> dict[str, tuple[str, str | None, Decimal]]:
    rows = Purchase.objects.order_by("id").values_list("key", "kind", "party__name", "revenue")
    return {key: (kind, name, revenue) for key, kind, name, revenue in rows}


def test_lines_of_one_invoice_are_one_purchase(publish: Receive) -> None:
    result = result_of(publish(FILE))

    assert documents() == {
        "1001": ("sale", "Customer 412", Decimal("2629.0000")),
        "1002": ("sale", "Customer 413", Decimal("2450.0000")),
        "C1003": ("cancellation", "Customer 412", Decimal("-89.5000")),
        "1004": ("sale", None, Decimal("89.5000")),
    }
    assert (result.rows, result.published, result.parties, result.purchases) == (5, 5, 2, 4)
    assert result.more == {"anonymous": 1, "returns": 1, "products": 2}
    assert (result.amount, result.currency) == (Decimal("5079.0000"), "SEK")


def test_purchases_stand_on_the_timeline_on_the_day_of_the_document(publish: Receive) -> None:
    publish(FILE)
    event = Event.objects.get(kind="purchase.recorded", party__identifiers__key="412")

    assert event.occurred_at.date() == date(2024, 3, 1)
    assert event.payload.model_dump()["what"] == "Oxford; Skokräm"
    assert Purchase.objects.get(key="1001").event == event


def test_the_same_and_an_overlapping_file_change_nothing_twice(publish: Receive) -> None:
    publish(FILE)
    again = result_of(publish(FILE))
    more = result_of(publish(FILE + "1005;413;2024-05-01;A1;Oxford;1;2450\n"))

    assert (again.published, again.unchanged, int(again.amount)) == (0, 5, 0)
    assert (more.published, more.unchanged, more.purchases) == (1, 5, 1)
    assert Purchase.objects.aggregate(Sum("revenue"))["revenue__sum"] == Decimal("7529.0000")


def test_lines_that_stand_apart_in_the_file_find_their_document(publish: Receive) -> None:
    filler = "".join(f"9{number:04};413;2024-01-01;A1;Oxford;1;10\n" for number in range(BATCH_ROWS))
    text = HEADING + "1001;412;2024-03-01;A1;Oxford;1;100\n" + filler + "1001;412;2024-03-01;A1;Oxford;1;100\n"
    result = result_of(publish(text))
    twice = result_of(publish(text))

    assert documents()["1001"] == ("sale", "Customer 412", Decimal("200.0000"))
    assert (result.published, result.purchases) == (BATCH_ROWS + 2, BATCH_ROWS + 1)
    assert result.amount == BATCH_ROWS * 10 + 200
    assert twice.unchanged == BATCH_ROWS + 2
    assert Event.objects.get(kind="purchase.corrected").data["amount"] == "200.0000"


def test_rows_without_numbers_are_purchases_of_their_own_and_repeats_are_kept(publish: Receive) -> None:
    text = "Kund;Datum;Belopp\n1;2024-01-01;10\n1;2024-01-01;10\n1;2024-01-02;10\n"
    first, again = result_of(publish(text)), result_of(publish(text))

    assert (first.purchases, first.amount) == (3, Decimal(30))
    assert (again.purchases, again.unchanged) == (0, 3)


def test_a_price_that_is_told_otherwise_changes_the_purchase_and_is_said(publish: Receive, asa: User) -> None:
    publish(FILE)
    run = publish(FILE.replace("A1;Oxford;1;2 450,00\n1001", "A1;Oxford;1;2 300,00\n1001"))

    assert documents()["1001"][2] == Decimal("2479.0000")
    assert (result_of(run).more["changed"], result_of(run).amount) == (1, Decimal(-150))
    corrected = Event.objects.get(kind="purchase.corrected")
    assert (corrected.data["before"], corrected.data["amount"]) == ("2629.0000", "2479.0000")

    revert_import(run=run, actor=asa)
    assert documents()["1001"][2] == Decimal("2629.0000")
    assert not Event.objects.filter(kind="purchase.corrected").exists()


def test_a_number_used_twice_for_different_customers_or_days_is_refused(publish: Receive) -> None:
    publish(
        HEADING
        + "7;412;2024-03-01;A;x;1;10\n7;413;2024-03-01;A;x;1;10\n8;412;2024-03-01;A;x;1;1\n8;412;2024-03-02;A;x;1;1\n"
    )

    assert list(Issue.objects.order_by("row").values_list("row", "field", "code")) == [
        (3, "number", "other_customer"),
        (5, "number", "other_day"),
    ]


def test_receipt_numbers_that_begin_again_every_morning_can_be_told_so(publish: Receive) -> None:
    text = HEADING + "8;412;2024-03-01;A;x;1;1\n8;413;2024-03-02;A;x;1;1\n"
    result = result_of(publish(text, options={"numbers_restart_daily": True}))

    assert (result.purchases, result.refused) == (2, 0)


def test_every_bad_value_is_refused_with_its_row_and_the_rest_goes_on(publish: Receive) -> None:
    bad = [
        "31/6 2024;10",
        "2024-01-01;NaN",
        "2024-01-01;1e308",
        "2024-01-01;tio",
        ";10",
        "2100-01-01;10",
        "maj-24;10",
        "2024-01-01;EUR 5 USD",
    ]
    rows = "".join(f"{number};412;{row}\n" for number, row in enumerate(bad))
    run = publish("Nr;Kundnr;Datum;Belopp\n" + rows + "99;412;2024-01-02;12,50\n", told={"number": "Nr"})

    codes = list(Issue.objects.order_by("row").values_list("row", "field", "code"))
    assert codes == [
        (2, "date", "impossible_date"),
        (3, "amount", "not_finite"),
        (4, "amount", "absurd_amount"),
        (5, "amount", "not_a_number"),
        (6, "date", "missing"),
        (7, "date", "date_ahead"),
        (8, "date", "month_without_day"),
        (9, "amount", "two_currencies"),
    ]
    assert result_of(run).published == 1
    assert Purchase.objects.get().revenue == Decimal("12.5")


def test_unknown_customers_can_be_refused_instead_of_added(publish: Receive, karin: Party) -> None:
    text = "Kundnr;E-post;Datum;Belopp\n412;karin@dalsjo.example;2024-01-01;10\n999;;2024-01-01;10\n"
    run = publish(text, kind="purchases", options={"add_unknown_customers": False})

    assert Issue.objects.get().code == "no_such_customer"
    assert result_of(run).published == 1
    assert Purchase.objects.get().party == karin


def test_the_currency_of_row_sign_and_installation(publish: Receive) -> None:
    rows = ["1;1;2024-01-01;10;NOK", "2;1;2024-01-01;€ 10;", "3;1;2024-01-01;10;", "4;1;2024-01-01;1;XXY"]
    publish("\n".join(["Nr;Kund;Datum;Belopp;Valuta", *rows]), told={"number": "Nr"})

    assert list(Purchase.objects.order_by("key").values_list("currency", flat=True)) == ["NOK", "EUR", "SEK"]
    assert Issue.objects.get().code == "unknown_currency"


def test_checking_counts_as_publishing_does(match: Receive, asa: User) -> None:
    checked = result_of(check_rows(run=match(FILE), actor=asa))

    assert not Purchase.objects.exists()
    assert not Product.objects.exists()
    assert (checked.published, checked.parties, checked.purchases, checked.amount) == (5, 2, 4, Decimal("5079.0000"))


def test_reverting_takes_back_purchases_products_customers_and_events(publish: Receive, asa: User) -> None:
    run = publish(FILE)
    revert_import(run=run, actor=asa)

    assert [model.objects.count() for model in (Purchase, PurchaseLine, Product, Party)] == [0, 0, 0, 0]
    assert set(Event.objects.values_list("kind", flat=True)) == {"staff.added", "import.published", "import.reverted"}


def test_a_constant_fills_what_no_column_does(publish: Receive) -> None:
    publish("Kund;Datum;Belopp\n1;2024-01-01;10\n", told={"currency": "=USD"})

    assert Purchase.objects.get().currency == "USD"


def test_a_file_without_date_or_amount_cannot_be_matched(match: Receive) -> None:
    with pytest.raises(ValidationError) as refused:
        match("Kund;Ort\n1;Sala\n", kind="purchases")

    assert refused.value.messages == ["No column is matched with: Date, Amount."]
