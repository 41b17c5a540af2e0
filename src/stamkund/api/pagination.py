"""Pages by key: a page starts where the last one ended, however many rows lie before it. Nothing is counted."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from stamkund.api.refusals import CursorError

Row = TypeVar("Row", bound=Model)
LONGEST_CURSOR = 1_000
LARGEST_AMOUNT = Decimal("1e16")


def instant(text: str) -> datetime:
    """Return the instant a cursor wrote down."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant names its offset")
    return found


def amount(text: str) -> Decimal:
    """Return the amount a cursor wrote down."""
    found = Decimal(text)
    if not found.is_finite() or abs(found) >= LARGEST_AMOUNT:
        raise ValueError("an amount is a number of plain size")
    return found


@dataclass(frozen=True, slots=True)
class Order:
    """An order that an index serves: by *field*, then by *key*. *read* turns a cursor's text into the field's type.

    Only rows that fulfil *among* have a place in it.
    """

    field: str
    read: Callable[[str], object]
    descending: bool = False
    key: str = "pk"
    among: Q = Q()  # noqa: RUF009  (a Q is never changed)

    def columns(self) -> tuple[str, str]:
        """Return what to sort by."""
        sign = "-" if self.descending else ""
        return f"{sign}{self.field}", f"{sign}{self.key}"

    def after(self, value: object, key: object) -> Q:
        """Return the rows behind (*value*, *key*), written so that both databases start from the index."""
        side, beyond = ("lte", "gte") if self.descending else ("gte", "lte")
        passed = Q(**{self.field: value, f"{self.key}__{beyond}": key})
        return Q(**{f"{self.field}__{side}": value}) & ~passed

    def cursor(self, value: object, key: int) -> str:
        """Return where the page after the row (*value*, *key*) starts; opaque to whoever keeps it."""
        text = value.isoformat() if isinstance(value, datetime) else str(value)
        return urlsafe_b64encode(json.dumps([self.field, text, key]).encode()).decode().rstrip("=")

    def place(self, cursor: str) -> tuple[Any, int]:
        """Return value and key of the row before *cursor*; raises ``CursorError`` for what this order did not give."""
        try:
            name, text, key = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if name != self.field or type(key) is not int or not 0 < key < 1 << 63 or "\0" in text:
                raise ValueError
            return self.read(text), key
        except (ValueError, TypeError, RecursionError, InvalidOperation) as error:
            raise CursorError from error


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of those that follow, if any do."""

    rows: Sequence[Row]
    next: str | None


def read_page(rows: QuerySet[Row], order: Order, *, cursor: str | None, limit: int) -> Page[Row]:
    """Return *limit* rows behind *cursor*; one more is read to know whether the page is the last."""
    behind = rows.filter(order.among, order.after(*order.place(cursor)) if cursor else Q())
    found = list(behind.order_by(*order.columns())[: limit + 1])
    shown = found[:limit]
    return Page(shown, order.cursor(getattr(shown[-1], order.field), shown[-1].pk) if len(found) > limit else None)
