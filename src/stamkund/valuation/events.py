"""What can happen to the value of the base."""

from decimal import Decimal

from stamkund.timeline.events import Payload


class BaseValued(Payload, kind="base.valued"):
    """The base was valued and the values published."""

    run: int
    model: str
    customers: int
    amount: Decimal
    currency: str


class ValuationRefused(Payload, kind="valuation.refused"):
    """The base was valued but nothing published: yesterday's values stand. ``reason`` as in ``rules.Refusal``."""

    run: int
    reason: str
