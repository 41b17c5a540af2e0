"""Customers over the wire."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from stamkund.api.schemas.fields import Name, Request, Short, SourceKey, SourceName, Text
from stamkund.api.schemas.value import ValueOut

if TYPE_CHECKING:
    from stamkund.customers.models import ContactPoint, Identifier, Party
    from stamkund.timeline.prepared_rows import Row
    from stamkund.valuation.queries import CustomerValue

Kind = Literal["person", "organisation"]
ContactKind = Literal["mail", "phone", "postal", "visiting", "web", "social"]
KeeperMail = Annotated[Text, Field(max_length=254, description="The mail of the member of staff who looks after them.")]


class NewContactPoint(Request):
    """A way to reach a customer. An address may come in parts instead of one line."""

    kind: ContactKind
    value: Annotated[Text, Field(max_length=320)] = ""
    label: Annotated[Text, Field(max_length=60)] = ""
    street: Name = ""
    postcode: Annotated[Text, Field(max_length=20)] = ""
    city: Short = ""
    country: Annotated[str, Field(pattern="^([A-Z]{2})?$", description="ISO 3166, two letters.")] = ""


class NewIdentifier(Request):
    """The key by which another system knows the customer."""

    source: SourceName
    key: SourceKey


class NewParty(Request):
    """A person or an organisation. Give a name, or a given and a family name."""

    kind: Kind = "person"
    name: Name = ""
    given_name: Short = ""
    family_name: Short = ""
    keeper: KeeperMail | None = None
    contact_points: Annotated[list[NewContactPoint], Field(max_length=100, default_factory=list)]
    identifiers: Annotated[list[NewIdentifier], Field(max_length=100, default_factory=list)]


class PartyChange(Request):
    """What to correct; a field that is left out stays as it is. `keeper: null` leaves the customer to nobody."""

    kind: Kind = "person"
    name: Name = ""
    given_name: Short = ""
    family_name: Short = ""
    keeper: KeeperMail | None = None


class NewMerge(Request):
    """The other entry of the same customer; it stands alone, and the customer in the address stays."""

    party: UUID


class ContactPointOut(BaseModel):
    kind: ContactKind
    value: str
    label: str
    primary: bool

    @classmethod
    def of(cls, point: "ContactPoint") -> "ContactPointOut":
        facts = {"kind": point.kind, "value": point.value, "label": point.label, "primary": point.primary}
        return cls.model_validate(facts)


class IdentifierOut(BaseModel):
    source: str
    key: str


# What a row is read from: the column, and the field it fills.
PARTY_COLUMNS = {
    "public_id": "id",
    "kind": "kind",
    "name": "name",
    "city": "city",
    "keeper__name": "keeper",
    "created_at": "created_at",
    "last_event_at": "last_event_at",
}


class PartyRow(BaseModel):
    """A customer in a list."""

    id: UUID = Field(description="Stable for ever; a merged entry answers with its survivor.")
    kind: Kind
    name: str
    city: str
    keeper: str | None = Field(description="Who looks after them.")
    created_at: AwareDatetime
    last_event_at: AwareDatetime
    value: ValueOut | None = Field(description="Null for those who never bought, and before the first valuation.")

    @classmethod
    def listed(cls, row: "Row") -> "PartyRow":
        """Return the values of ``PARTY_COLUMNS`` and ``VALUE_COLUMNS`` as a row: as they are, for they are ours."""
        facts = dict(zip(PARTY_COLUMNS.values(), row, strict=False))
        return cls.model_construct(**facts, value=ValueOut.listed(row[len(PARTY_COLUMNS) :]))


class PartyPage(BaseModel):
    """A page of customers."""

    items: list[PartyRow]
    next: str | None = Field(description="The `cursor` of the next page; null on the last one.")


class PartyOut(PartyRow):
    """A customer."""

    given_name: str
    family_name: str
    contact_points: list[ContactPointOut]
    identifiers: list[IdentifierOut]
    updated_at: AwareDatetime

    @classmethod
    def known(
        cls,
        party: "Party",
        contact_points: "Iterable[ContactPoint]",
        identifiers: "Iterable[Identifier]",
        value: "CustomerValue | None",
    ) -> "PartyOut":
        """Return everything the register knows about *party*."""
        more = {
            "given_name": party.given_name,
            "family_name": party.family_name,
            "contact_points": [ContactPointOut.of(point) for point in contact_points],
            "identifiers": [{"source": one.source, "key": one.key} for one in identifiers],
            "updated_at": party.updated_at,
        }
        return cls.model_validate(_facts(party, value) | more)


def _facts(party: "Party", value: "CustomerValue | None") -> dict[str, object]:
    return {
        "id": party.public_id,
        "kind": party.kind,
        "name": party.name,
        "city": party.city,
        "keeper": party.keeper.name if party.keeper else None,
        "created_at": party.created_at,
        "last_event_at": party.last_event_at,
        "value": ValueOut.of(value) if value else None,
    }
