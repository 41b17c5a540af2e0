"""The settings valuation reads."""

from decimal import Decimal
from pathlib import Path

from django.conf import settings

from stamkund.valuation.rules import Horizon, parse_rates


def company_currency() -> str:
    """The currency the company counts in."""
    return str(settings.STAMKUND_CURRENCY)


def known_rates() -> dict[str, Decimal]:
    """What a unit of other currencies is worth in it."""
    return parse_rates(settings.STAMKUND_RATES)


def horizon() -> Horizon:
    """How far ahead values look."""
    return Horizon(years=settings.STAMKUND_HORIZON_YEARS, discount=settings.STAMKUND_DISCOUNT)


def warehouse_folder() -> Path:
    """Where the warehouse of this installation lies."""
    return Path(settings.STAMKUND_HOME) / "warehouse"
