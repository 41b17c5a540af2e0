"""Money as a decimal amount and an ISO 4217 currency, never a float."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from babel.numbers import get_currency_precision, list_currencies

# ISO 4217 also gives codes to metals, to units of account and funds, to tests and to "no currency".
NO_MONEY = frozenset({
    "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XEU", "XFO", "XFU", "XPD", "XPT", "XRE", "XSU", "XTS", "XUA",
    "XXX",
})  # fmt: skip


@cache
def known_currencies() -> frozenset[str]:
    """Return the ISO 4217 codes that CLDR knows and that people pay with."""
    return frozenset(list_currencies()) - NO_MONEY


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency; sums of two currencies are refused."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in known_currencies():
            raise ValueError(f"unknown currency {self.currency!r}")
        if not self.amount.is_finite():
            raise ValueError(f"an amount must be a number, not {self.amount}")

    def __add__(self, other: "Money") -> "Money":
        self._require_same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._require_same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def rounded(self) -> "Money":
        """Return the amount in the currency's own smallest unit (öre, cent, whole yen)."""
        unit = Decimal(1).scaleb(-get_currency_precision(self.currency))
        return Money(self.amount.quantize(unit, ROUND_HALF_EVEN), self.currency)

    def _require_same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
