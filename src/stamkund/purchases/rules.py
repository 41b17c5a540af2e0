"""Pure rules of purchases."""

from collections.abc import Sequence
from decimal import Decimal

NAMED_PRODUCTS = 2
LARGEST_AMOUNT = Decimal("1e12")


def what_was_bought(descriptions: Sequence[str]) -> str:
    """Return the first products in words: ``Oxford, size 42; shoe trees; +3``."""
    distinct = list(dict.fromkeys(text for text in descriptions if text))
    named = "; ".join(distinct[:NAMED_PRODUCTS])
    rest = len(distinct) - NAMED_PRODUCTS
    return f"{named}; +{rest}" if rest > 0 else named


def is_plausible_amount(amount: Decimal) -> bool:
    """Say whether *amount* is a number that money can be: finite and below a thousand thousand million."""
    return amount.is_finite() and abs(amount) < LARGEST_AMOUNT


def known_sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """Return the sum, or ``None`` as soon as one part is unknown: half a cost is no cost."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal()) if known and len(known) == len(amounts) else None
