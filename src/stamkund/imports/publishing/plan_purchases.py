"""Deciding, document by document, what is new, what is told otherwise and what is known already. Nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate

from stamkund.catalogue.models import Product
from stamkund.imports.models import Import
from stamkund.imports.publishing.changes import added_by
from stamkund.imports.publishing.documents import Document, Line, contradiction
from stamkund.imports.publishing.register import KnownParty
from stamkund.imports.rows.problems import Problem
from stamkund.purchases.models import Purchase, PurchaseLine


@dataclass(slots=True)
class StoredLine:
    """A line as it is in the database."""

    id: int
    quantity: Decimal
    amount: Decimal
    product_id: int | None
    direct_cost: Decimal | None


@dataclass(slots=True)
class StoredPurchase:
    """A document as it is in the database. `is_own`: this very import stored it, from earlier rows."""

    id: int
    party_id: int | None
    purchased_at: datetime
    currency: str
    revenue: Decimal
    is_own: bool
    lines: dict[str, StoredLine] = field(default_factory=dict)


@dataclass(slots=True)
class Retold:
    """A known document of which the file tells more, or tells otherwise."""

    stored: StoredPurchase
    document: Document
    added: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    moved_to: datetime | None = None


@dataclass
class PurchasePlan:
    """What is to be done with the documents of one batch."""

    new: list[tuple[Document, KnownParty | None]] = field(default_factory=list)
    retold: list[Retold] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def plan_purchases(
    run: Import, documents: Sequence[Document], buyers: Sequence[KnownParty | None], products: dict[str, int]
) -> PurchasePlan:
    """Compare the documents with what is stored under their keys."""
    stored = load_purchases(run, [document.key for document in documents])
    plan = PurchasePlan()
    for document, buyer in zip(documents, buyers, strict=True):
        found = stored.get(document.key)
        if found is None:
            plan.new.append((document, buyer))
        elif code := _contradiction(found, document, buyer):
            plan.problems += [contradiction(line.row, code) for line in document.lines]
        else:
            _compare(found, document, products, plan)
    return plan


def _contradiction(stored: StoredPurchase, document: Document, buyer: KnownParty | None) -> str:
    if buyer is not None and stored.party_id is not None and buyer.id != stored.party_id:
        return "other_customer"
    if stored.currency != document.head.currency:
        return "other_currency"
    another_day = localdate(stored.purchased_at) != localdate(document.head.at)
    return "other_day" if stored.is_own and another_day else ""


def _compare(stored: StoredPurchase, document: Document, products: dict[str, int], plan: PurchasePlan) -> None:
    retold = Retold(stored, document)
    for line in document.lines:
        known = stored.lines.get(line.key)
        if known is None:
            retold.added.append(line)
        elif _differs(known, line, products):
            retold.changed.append(line)
        else:
            plan.unchanged += 1
    if document.is_first and stored.purchased_at != document.head.at and not stored.is_own:
        retold.moved_to = document.head.at
    if retold.added or retold.changed or retold.moved_to:
        plan.retold.append(retold)


def _differs(known: StoredLine, line: Line, products: dict[str, int]) -> bool:
    row = line.row
    said = (row.quantity, row.amount, products.get(row.product), row.direct_cost)
    return said != (known.quantity, known.amount, known.product_id, known.direct_cost)


def load_products(documents: Sequence[Document]) -> dict[str, int]:
    """Ids of the products named in the documents, as far as they are in the catalogue."""
    numbers = {line.row.product for document in documents for line in document.lines} - {""}
    return dict(Product.objects.filter(number__in=numbers).values_list("number", "id"))


def load_purchases(run: Import, keys: Sequence[str]) -> dict[str, StoredPurchase]:
    """What is stored under these keys from the import's source, with lines."""
    found = Purchase.objects.filter(source=run.source, key__in=keys)
    names = ("id", "key", "party_id", "party__merged_into_id", "purchased_at", "currency", "revenue")
    rows = list(found.values_list(*names))
    ids = [row[0] for row in rows]
    own = added_by(run, "purchase", ids)
    by_id = {
        number: StoredPurchase(number, survivor or party, at, currency, revenue, is_own=number in own)
        for number, _, party, survivor, at, currency, revenue in rows
    }
    lines = PurchaseLine.objects.filter(purchase_id__in=ids).order_by()
    columns = ("purchase_id", "key", "id", "quantity", "amount", "product_id", "direct_cost")
    for purchase, key, number, quantity, amount, product, cost in lines.values_list(*columns):
        by_id[purchase].lines[key] = StoredLine(number, quantity, amount, product, cost)
    return {row[1]: by_id[row[0]] for row in rows}
