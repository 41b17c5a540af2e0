"""Values over the wire."""

from datetime import date
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, Field

from stamkund.api.schemas.fields import AmountText

if TYPE_CHECKING:
    from stamkund.timeline.prepared_rows import Row
    from stamkund.valuation.queries import CustomerValue, EquityNow


# What a value in a list is read from: the column, and the field it fills.
VALUE_COLUMNS = {
    "value__clv": "amount",
    "value__run__currency": "currency",
    "value__low": "low",
    "value__high": "high",
    "value__at_stake": "at_stake",
    "value__probability_alive": "probability_alive",
    "value__expected_purchases": "expected_purchases",
    "value__revised_at": "revised_at",
    "value__frequency": "purchase_days",
}


class ValueOut(BaseModel):
    """What one customer is expected to bring within the run's horizon, discounted to today."""

    amount: AmountText
    currency: str
    low: AmountText
    high: AmountText
    at_stake: AmountText = Field(description="What they would be worth more if we knew they were still with us.")
    probability_alive: float | None = Field(description="Null where the data show no leaving.")
    expected_purchases: float
    purchase_days: int
    revised_at: AwareDatetime

    @classmethod
    def of(cls, value: "CustomerValue") -> "ValueOut":
        return cls(
            amount=value.clv.amount,
            currency=value.clv.currency,
            low=value.low.amount,
            high=value.high.amount,
            at_stake=value.at_stake.amount,
            probability_alive=value.probability_alive,
            expected_purchases=value.expected_purchases,
            purchase_days=value.purchase_days,
            revised_at=value.revised_at,
        )

    @classmethod
    def listed(cls, row: "Row") -> "ValueOut | None":
        """Return the values of ``VALUE_COLUMNS``, as they are; nothing for those without a value."""
        if row[0] is None:
            return None
        *facts, repeats = row
        return cls.model_construct(**dict(zip(VALUE_COLUMNS.values(), facts, strict=False)), purchase_days=repeats + 1)


class EquityOut(BaseModel):
    """What all customers together are worth at this moment, and the run that stands behind it."""

    amount: AmountText
    currency: str
    low: AmountText
    high: AmountText
    customers: int
    as_of: date
    moved_at: AwareDatetime
    years: float
    level: float = Field(description="How sure the range from low to high is.")
    is_margin: bool = Field(description="False where no costs are known and the values are revenue.")
    model: str
    identified: bool = Field(description="Whether the data could tell all parameters of the model.")

    @classmethod
    def of(cls, equity: "EquityNow") -> "EquityOut":
        return cls(
            amount=equity.total.amount,
            currency=equity.total.currency,
            low=equity.low.amount,
            high=equity.high.amount,
            customers=equity.customers,
            as_of=equity.as_of,
            moved_at=equity.moved_at,
            years=equity.years,
            level=equity.level,
            is_margin=equity.is_margin,
            model=equity.run.model,
            identified=equity.run.identified,
        )
