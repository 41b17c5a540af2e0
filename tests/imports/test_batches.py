"""Cutting a file into batches: every row once, in order, documents whole."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.imports.formats import Column, FileFacts, Record, Table
from stamkund.imports.publishing.batches import BATCH_ROWS, Batch, read_batches
from stamkund.imports.publishing.documents import Document, Line, group_documents
from stamkund.imports.publishing.tally import Tally
from stamkund.imports.rows.keys import content_key, line_key
from stamkund.imports.rows.occurrences import Occurrences
from stamkund.imports.rows.problems import Problem
from stamkund.imports.rows.purchases import PurchaseRow
from stamkund.imports.rows.settings import MappingSettings

SETTINGS = MappingSettings(columns={"number": 0})


class FirstCell:
    """Reads the first cell; `bad` is refused."""

    def read(self, record: Record) -> tuple[str | None, list[Problem]]:
        text = str(record.cells[0])
        return (None, [Problem(record.row, "number", text, "missing")]) if text == "bad" else (text, [])


def batches(cells: list[str], behind: int = 0) -> list[Batch[str]]:
    def read() -> Iterator[Record]:
        return (Record(row, [cell]) for row, cell in enumerate(cells, start=2))

    table = Table((Column(0, "number", "number"),), FileFacts("text", header_row=1), read)
    return list(read_batches(table, SETTINGS, FirstCell(), behind, together=str))


@given(st.lists(st.integers(1, 400), max_size=12), st.integers(0, 3))
def test_every_row_is_in_exactly_one_batch_and_no_batch_is_too_large(lengths: list[int], bad: int) -> None:
    cells = [str(number) for number, length in enumerate(lengths) for _ in range(length)] + ["bad"] * bad
    found = batches(cells)

    assert [row for batch in found for row in batch.rows] == [cell for cell in cells if cell != "bad"]
    assert sum(batch.count for batch in found) == len(cells)
    assert all(batch.count <= BATCH_ROWS for batch in found)
    assert not any(set(one.rows) & set(other.rows) for one, other in pairwise(found))


def test_a_document_longer_than_a_batch_is_cut() -> None:
    assert [batch.count for batch in batches(["1"] * (BATCH_ROWS + 5))] == [BATCH_ROWS, 5]


def test_what_was_done_before_is_passed_over() -> None:
    assert [batch.rows for batch in batches(["a", "b", "c"], behind=3)] == [["c"]]


def test_blank_rows_are_counted_apart() -> None:
    (batch,) = batches(["a", "", "b"])

    assert (batch.count, batch.blank, batch.last_row) == (2, 1, 4)


def sale(number: str = "", *, product: str = "A", amount: str = "10", customer: str = "7", day: int = 1) -> PurchaseRow:
    return PurchaseRow(
        row=day,
        number=number,
        customer=customer,
        customer_name="",
        mail="",
        phone="",
        at=datetime(2024, 1, day, 12, tzinfo=UTC),
        product=product,
        product_name="",
        quantity=Decimal(-1 if amount.startswith("-") else 1),
        amount=Decimal(amount),
        direct_cost=None,
        currency="SEK",
    )


@pytest.mark.parametrize(
    ("number", "amounts", "kind"),
    [
        ("1001", ["10", "-3"], "sale"),
        ("1001", ["-10"], "return"),
        ("C1001", ["-10"], "cancellation"),
        ("K-1001", ["-10"], "cancellation"),
        ("C1001", ["10"], "sale"),
        ("", ["-10"], "return"),
    ],
)
def test_what_kind_of_document_it_is(number: str, amounts: list[str], kind: str) -> None:
    lines = [Line(str(position), sale(number, amount=amount)) for position, amount in enumerate(amounts)]

    assert Document("key", is_first=True, lines=lines).kind == kind


def test_goods_written_off_without_money_are_a_return() -> None:
    row = sale("5", amount="0")._replace(quantity=Decimal(-12))

    assert Document("5", is_first=True, lines=[Line("A:1", row)]).kind == "return"


def test_lines_of_one_number_are_grouped_and_a_stranger_among_them_refused() -> None:
    rows = [sale("1"), sale("2"), sale("1", product="B"), sale("1", customer="8"), sale("1", customer="")]
    documents, problems = group_documents(rows, Occurrences(), restarts_daily=False)

    assert [(document.key, [line.key for line in document.lines]) for document in documents] == [
        ("1", ["A:1", "B:1", "A:3"]),
        ("2", ["A:1"]),
    ]
    assert [problem.code for problem in problems] == ["other_customer"]


def test_a_later_part_of_a_document_knows_that_it_is_one() -> None:
    met = Occurrences()
    first, _ = group_documents([sale("1")], met, restarts_daily=False)
    later, _ = group_documents([sale("1")], met, restarts_daily=False)

    assert (first[0].is_first, later[0].is_first) == (True, False)
    assert later[0].lines[0].key == "A:2"


def test_two_equal_rows_without_number_are_two_and_stay_the_same_in_another_format() -> None:
    documents, _ = group_documents([sale(), sale(), sale(amount="11")], Occurrences(), restarts_daily=False)

    assert len({document.key for document in documents}) == 3
    assert content_key(sale()) == content_key(sale()._replace(row=99))
    assert line_key(sale(), 2) == "A:2"


def test_a_tally_survives_being_kept() -> None:
    tally = Tally(rows=3, published=2, refused=1, blank=4)
    tally.refuse([Problem(1, "date", "x", "not_a_date")])
    tally.add_amount("SEK", Decimal("10.5"))
    tally.add_amount("SEK", Decimal("-0.5"))

    assert Tally.from_json(tally.as_json()) == tally
    assert tally.amounts == {"SEK": Decimal("10.0")}
