"""What became of every row, and what was added."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from stamkund.imports.rows.problems import Problem

OUTCOMES = ("published", "changed", "unchanged", "refused")


@dataclass
class Tally:
    """Rows by outcome (they add up to `rows`), reasons by code, and sums. `published` counts new and changed rows."""

    rows: int = 0
    blank: int = 0
    published: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    anonymous: int = 0
    left_out: int = 0
    parties: int = 0
    purchases: int = 0
    returns: int = 0
    products: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    amounts: dict[str, Decimal] = field(default_factory=dict)

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Count one refused row under its first reason."""
        self.refused += 1
        first = next(problem for problem in problems if problem.refused)
        self.reasons[first.code] += 1

    def add_amount(self, currency: str, amount: Decimal) -> None:
        self.amounts[currency] = self.amounts.get(currency, Decimal()) + amount

    def recount(self, before: "Tally", after: "Tally") -> None:
        """Let some rows that were counted as `before` be counted as `after`."""
        for name, count in vars(after).items():
            if isinstance(count, int):
                setattr(self, name, getattr(self, name) + count - getattr(before, name))
        self.reasons = self.reasons + after.reasons - before.reasons
        for currency, amount in before.amounts.items():
            self.add_amount(currency, -amount)
        for currency, amount in after.amounts.items():
            self.add_amount(currency, amount)

    def as_json(self) -> dict[str, Any]:
        """As kept with the import."""
        numbers = {name: value for name, value in vars(self).items() if isinstance(value, int)}
        amounts = {currency: str(amount) for currency, amount in self.amounts.items()}
        return {**numbers, "reasons": dict(self.reasons), "amounts": amounts}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Tally":
        """As it was when the last batch was stored."""
        amounts = {currency: Decimal(amount) for currency, amount in kept.get("amounts", {}).items()}
        numbers = {name: value for name, value in kept.items() if isinstance(value, int)}
        return cls(**numbers, reasons=Counter(kept.get("reasons", {})), amounts=amounts)
