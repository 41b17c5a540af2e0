"""The orders a list of customers can stand in: an index serves each, and a page starts where the last one ended."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

DEFAULT_ORDER = "name"


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant names its offset")
    return at


def _amount(text: str) -> Decimal:
    amount = Decimal(text)
    if not amount.is_finite():
        raise ValueError("an amount is a number")
    return amount


@dataclass(frozen=True, slots=True)
class Order:
    """By *column*, then by *key*; *read* turns the place in an address back into the column's type.

    *among* are those who can stand in this order at all: nobody without a value stands in the order of value.
    """

    column: str
    read: Callable[[str], Any]
    descending: bool = False
    key: str = "id"
    among: Q = field(default_factory=Q)

    @property
    def columns(self) -> tuple[str, str]:
        sign = "-" if self.descending else ""
        return f"{sign}{self.column}", f"{sign}{self.key}"

    def place(self, value: Any, key: int) -> str:
        """Return where the page after this row starts."""
        return f"{key}~{value.isoformat() if isinstance(value, datetime) else value}"

    def read_place(self, place: str) -> tuple[Any, int] | None:
        """Return value and key of the row *place* stands behind; ``None`` for what is no place in this order."""
        key, _tilde, text = place.partition("~")
        try:
            value, number = self.read(text), int(key)
        except (ValueError, ArithmeticError):
            return None
        return (value, number) if 0 < number < 1 << 63 and "\0" not in text else None

    def after(self, value: object, key: object) -> Q:
        """Return the rows behind (*value*, *key*), so written that both databases start from the index."""
        side, beyond = ("lte", "gte") if self.descending else ("gte", "lte")
        passed = Q(**{self.column: value, f"{self.key}__{beyond}": key})
        return Q(**{f"{self.column}__{side}": value}) & ~passed


# The index of what is at stake leaves out those with nothing at stake; SQLite sees that by a constant only.
ORDERS: dict[str, Order] = {
    "name": Order("sort_name", str),
    "-name": Order("sort_name", str, descending=True),
    "-contact": Order("last_event_at", _instant, descending=True),
    "contact": Order("last_event_at", _instant),
    "-new": Order("created_at", _instant, descending=True),
    "-value": Order("value__clv", _amount, descending=True, key="value__party_id", among=Q(value__isnull=False)),
    "value": Order("value__clv", _amount, key="value__party_id", among=Q(value__isnull=False)),
    "-stake": Order("value__at_stake", _amount, descending=True, among=Q(value__at_stake__gt=RawSQL("'0'", ()))),
}
