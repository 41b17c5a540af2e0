"""What can happen to a purchase."""

from decimal import Decimal

from stamkund.timeline.events import Payload


class PurchaseRecorded(Payload, kind="purchase.recorded"):
    """A sale. ``what`` names the first products in words, ready for the timeline."""

    purchase: str
    number: str
    amount: Decimal
    currency: str
    what: str = ""


class PurchaseReturned(Payload, kind="purchase.returned"):
    """Goods came back; ``amount`` is negative. ``reverses`` is the public id of the sale, where it is known."""

    purchase: str
    number: str
    amount: Decimal
    currency: str
    what: str = ""
    reverses: str | None = None


class PurchaseCancelled(Payload, kind="purchase.cancelled"):
    """The sale was called off; ``amount`` is negative."""

    purchase: str
    number: str
    amount: Decimal
    currency: str
    what: str = ""
    reverses: str | None = None


class PurchaseCorrected(Payload, kind="purchase.corrected"):
    """A later source told more of the document, or told it otherwise: its revenue was ``before`` and is ``amount``."""

    purchase: str
    number: str
    before: Decimal
    amount: Decimal
    currency: str
