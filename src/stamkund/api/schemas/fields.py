"""The small types that requests are made of. Each refuses what the database could not keep."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from django.utils import timezone
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, PlainSerializer
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

EARLIEST_YEAR = 1850
CLOCKS_DIFFER = timedelta(minutes=5)


class _NoNul:
    """Says in the schema that the character NUL is refused; PostgreSQL cannot store it."""

    @staticmethod
    def __get_pydantic_json_schema__(core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(core) | {"pattern": r"^[^\u0000]*$"}


def _refuse_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("the character NUL cannot be stored")
    return text


Text = Annotated[str, AfterValidator(_refuse_nul), _NoNul]
Short = Annotated[Text, Field(max_length=100)]
Name = Annotated[Text, Field(max_length=200)]
SourceName = Annotated[Text, Field(min_length=1, max_length=64, description="The system that knows the key.")]
SourceKey = Annotated[Text, Field(min_length=1, max_length=120, description="The key in that system.")]


def _refuse_another_age(at: datetime) -> datetime:
    """Refuse what nobody can have meant; year 1 or 9999 written in another time zone is no year at all."""
    if at.year < EARLIEST_YEAR:
        raise ValueError(f"before the year {EARLIEST_YEAR}")
    if at > timezone.now() + CLOCKS_DIFFER:
        raise ValueError("this has not happened yet")
    return at


Instant = Annotated[
    AwareDatetime,
    AfterValidator(_refuse_another_age),
    Field(description=f"An instant with its offset from UTC (RFC 3339), since {EARLIEST_YEAR} and not ahead of us."),
]


def _write_amount(amount: Decimal) -> str:
    hundredths = amount.quantize(Decimal("0.01"))
    return f"{hundredths if hundredths == amount else amount.normalize():f}"


AmountText = Annotated[
    Decimal, PlainSerializer(_write_amount, return_type=str), Field(description="A decimal number: `1480.00`.")
]


class Request(BaseModel):
    """What comes in: an unknown field is a mistake of the sender, and said so."""

    model_config = ConfigDict(extra="forbid")


def given(request: BaseModel) -> dict[str, Any]:
    """Return the fields the sender gave."""
    return {name: getattr(request, name) for name in request.model_fields_set}
