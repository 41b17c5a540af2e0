"""One row of a sales file."""

import re
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple

from django.utils import timezone

from stamkund.imports.formats.records import Cell, Record
from stamkund.imports.rows.problems import Picker, Problem
from stamkund.imports.rows.settings import MappingSettings
from stamkund.imports.values import Moment, read_key, read_moment, read_money, read_number
from stamkund.imports.values.numbers import read_currency
from stamkund.imports.values.texts import read_blank_or_text
from stamkund.kit.money import known_currencies

# A sale dated without a clock is put at noon: the same day in every time zone a Nordic company trades in.
NOON = time(12)
_CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})(?:[:.](\d{2}))?")
_PLACES = Decimal("0.0001")


class PurchaseRow(NamedTuple):
    """What one line of the file says, checked. `customer` is the key by which the file knows the buyer."""

    row: int
    number: str
    customer: str
    customer_name: str
    mail: str
    phone: str
    at: datetime
    product: str
    product_name: str
    quantity: Decimal
    amount: Decimal
    direct_cost: Decimal | None
    currency: str

    @property
    def who(self) -> str:
        return self.customer_name or self.customer or self.mail or self.phone


class PurchaseReader:
    """Reads rows by one mapping. `currency` is the installation's own, `now` what nothing may lie after."""

    def __init__(self, settings: MappingSettings, *, currency: str, now: datetime) -> None:
        self._settings = settings
        self._currency = currency
        self._now = now
        marks = settings.decimal_marks
        self._moment = partial(read_moment, order=settings.date_order, months_as_first_day=settings.months_as_first_day)
        self._quantity = partial(read_number, decimal_mark=marks.get("quantity", ""))
        self._cost = partial(read_number, decimal_mark=marks.get("direct_cost", ""))
        self._amount, self._price = (
            partial(read_money, decimal_mark=marks.get(field, ""), currencies=known_currencies())
            for field in ("amount", "unit_price")
        )

    def read(self, record: Record) -> tuple[PurchaseRow | None, list[Problem]]:
        """The row, or None when a problem of it refuses it."""
        pick = Picker(record, self._settings)
        at = self._when(pick)
        quantity = pick.read("quantity", self._quantity, Decimal(1), optional=True)
        amount, currency = self._money(pick, quantity)
        cost = pick.read("direct_cost", self._cost, None, optional=True)
        row = PurchaseRow(
            row=record.row,
            number=pick.read("number", read_key, "", optional=True),
            customer=pick.read("customer", read_key, "", optional=True),
            customer_name=pick.read("customer_name", read_blank_or_text, "", optional=True)[:200],
            mail=pick.read("mail", read_blank_or_text, "", optional=True),
            phone=pick.read("phone", read_blank_or_text, "", optional=True),
            at=at,
            product=pick.read("product", read_key, "", optional=True)[:80],
            product_name=pick.read("product_name", read_blank_or_text, "", optional=True)[:200],
            quantity=_rounded(quantity),
            amount=_rounded(amount),
            direct_cost=None if cost is None else _rounded(cost),
            currency=currency or pick.read("currency", self._code, "", optional=True) or self._currency,
        )
        if not pick.problems:
            return row, []
        return None, [problem._replace(who=row.who[:120]) for problem in pick.problems]

    def _money(self, pick: Picker, quantity: Decimal) -> tuple[Decimal, str]:
        if pick.cell("amount") != "" or "unit_price" not in self._settings.fields:
            return pick.read("amount", self._amount, (Decimal(), ""))
        price, currency = pick.read("unit_price", self._price, (Decimal(), ""))
        return price * quantity, currency

    @staticmethod
    def _code(cell: Cell) -> str:
        return read_currency(cell, known_currencies())

    def _when(self, pick: Picker) -> datetime:
        moment = pick.read("date", self._moment, None)
        if moment is None:
            return self._now
        at = _instant(moment, _clock(pick.cell("time")))
        if at > self._now:
            pick.note("date", "date_ahead")
        return at


def _rounded(number: Decimal) -> Decimal:
    return number if number.as_tuple().exponent >= -4 else number.quantize(_PLACES)  # type: ignore[operator]  # numbers read from cells are finite


def _clock(cell: Cell) -> time | None:
    """The time of day; what cannot be read as one is none, for the day is what counts."""
    if isinstance(cell, datetime):
        return cell.time()
    match = _CLOCK.fullmatch(cell.strip()) if isinstance(cell, str) else None
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0)) if match else None
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def _instant(moment: Moment, clock: time | None) -> datetime:
    if moment.at is not None and moment.at.tzinfo is not None:
        return moment.at
    local = moment.at or datetime.combine(moment.on, clock or NOON)
    return timezone.make_aware(local)
