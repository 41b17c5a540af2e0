"""Lines that are one receipt or invoice are put together; lines that contradict their own document are refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.utils.timezone import localdate

from stamkund.imports.rows.keys import content_key, document_key, line_key
from stamkund.imports.rows.occurrences import Occurrences
from stamkund.imports.rows.problems import Problem
from stamkund.imports.rows.purchases import PurchaseRow
from stamkund.purchases.models import PurchaseKind

# A credit note is numbered C536379 where its invoice is 536379; K, Kr and KF stand for kredit in Nordic systems.
_CREDIT_NUMBER = re.compile(r"(?:C|CR|CN|K|KR|KF)[- ]?\d+", re.IGNORECASE)


class Line(NamedTuple):
    """A row with its key within the document."""

    key: str
    row: PurchaseRow


@dataclass
class Document:
    """The lines of one document, as far as this batch holds them. `is_first` is false for a later part of it."""

    key: str
    is_first: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def head(self) -> PurchaseRow:
        return self.lines[0].row

    @cached_property
    def revenue(self) -> Decimal:
        return sum((line.row.amount for line in self.lines), Decimal())

    @cached_property
    def kind(self) -> str:
        """Money or goods that went back make a return, and a cancellation when the number is a credit note's."""
        went_back = self.revenue < 0 or (not self.revenue and all(line.row.quantity < 0 for line in self.lines))
        if not went_back:
            return PurchaseKind.SALE
        return PurchaseKind.CANCELLATION if _CREDIT_NUMBER.fullmatch(self.head.number) else PurchaseKind.RETURN


def buyer_key(row: PurchaseRow) -> str:
    """By what the row names its buyer; nothing when it names none."""
    return row.customer or row.mail.lower() or row.phone or row.customer_name


def group_documents(
    rows: Iterable[PurchaseRow], met: Occurrences, *, restarts_daily: bool
) -> tuple[list[Document], list[Problem]]:
    """Documents in the order of their first line, and a problem for each row that does not fit into its own."""
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for row in rows:
        key, count = _place(row, met, restarts_daily=restarts_daily)
        document = documents.get(key) or Document(key, is_first=met.is_first(f"document\x1f{key}"))
        documents[key] = document
        if document.lines and (code := _contradiction(document.head, row)):
            problems.append(contradiction(row, code))
        else:
            document.lines.append(Line(line_key(row, count), row))
    return list(documents.values()), problems


def _place(row: PurchaseRow, met: Occurrences, *, restarts_daily: bool) -> tuple[str, int]:
    """The document's key and which of its lines about this product this is. Without a number a row is a document."""
    if key := document_key(row, restarts_daily=restarts_daily):
        return key, met.count(f"{key}\x1f{row.product or row.product_name}")
    content = content_key(row)
    return f"{content}:{met.count(content)}", 1


def _contradiction(head: PurchaseRow, row: PurchaseRow) -> str:
    if buyer_key(row) and buyer_key(head) and buyer_key(row) != buyer_key(head):
        return "other_customer"
    if row.at != head.at and localdate(row.at) != localdate(head.at):
        return "other_day"
    return "other_currency" if row.currency != head.currency else ""


def contradiction(row: PurchaseRow, code: str) -> Problem:
    """The problem of a row that shares its number with another document."""
    value = row.currency if code == "other_currency" else row.number
    return Problem(row.row, "number", value[:200], code, who=row.who[:120])
