"""Purchases over the wire."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from stamkund.api.schemas.fields import AmountText, Instant, Name, Request, SourceKey, SourceName, Text
from stamkund.api.schemas.parties import NewIdentifier

if TYPE_CHECKING:
    from stamkund.purchases.models import Purchase

Amount = Annotated[Decimal, Field(max_digits=16, decimal_places=4, allow_inf_nan=False)]
Channel = Literal["shop", "phone", "mail", "web", "visit", "post", "internal"]


class NewLine(Request):
    """One line of the document."""

    amount: Amount = Field(description="What the line adds to the revenue; negative on a return.")
    quantity: Annotated[Decimal, Field(max_digits=16, decimal_places=4, allow_inf_nan=False)] = Decimal(1)
    description: Name = ""
    product: Annotated[Text, Field(max_length=80, description="The product's number, if it is in the catalogue.")] = ""
    direct_cost: Amount | None = None


class NewPurchase(Request):
    """A sale, a return or a cancellation. Name the customer by `party`, by `identifier`, or not at all."""

    party: UUID | None = None
    identifier: NewIdentifier | None = None
    kind: Literal["sale", "return", "cancellation"] = "sale"
    lines: Annotated[list[NewLine], Field(min_length=1, max_length=1_000)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217.")]
    purchased_at: Instant | None = None
    number: Annotated[Text, Field(max_length=80, description="As printed on the receipt or invoice.")] = ""
    channel: Channel = "shop"
    reverses: UUID | None = Field(default=None, description="The purchase that is returned or cancelled.")
    source: SourceName = "api"
    key: SourceKey | None = Field(default=None, description="The document's key in that system: once is once.")


class PurchaseOut(BaseModel):
    """A purchase as it was stored."""

    id: UUID
    party: UUID | None
    kind: str
    number: str
    purchased_at: AwareDatetime
    currency: str
    revenue: AmountText
    direct_cost: AmountText | None
    source: str
    key: str

    @classmethod
    def of(cls, purchase: "Purchase") -> "PurchaseOut":
        return cls(
            id=purchase.public_id,
            party=purchase.party.public_id if purchase.party else None,
            kind=purchase.kind,
            number=purchase.number,
            purchased_at=purchase.purchased_at,
            currency=purchase.currency,
            revenue=purchase.revenue,
            direct_cost=purchase.direct_cost,
            source=purchase.source,
            key=purchase.key,
        )
