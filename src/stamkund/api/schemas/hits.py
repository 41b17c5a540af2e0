"""What a search finds, over the wire."""

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from stamkund.search.hits import Hit


class HitOut(BaseModel):
    """One answer."""

    kind: str = Field(description="What was found: `party`, `event` or `purchase`.")
    party: UUID = Field(description="Whose card it is on.")
    title: str
    detail: str = Field(description="The place that answers: a mail address, a number, a piece of a note.")
    reference: str = Field(description="The id of the event or purchase; empty for a customer.")
    score: float = Field(description="How well it answers, between 0 and 1.")

    @classmethod
    def of(cls, hit: "Hit") -> "HitOut":
        return cls(
            kind=hit.kind, party=hit.party, title=hit.title, detail=hit.detail, reference=hit.reference, score=hit.score
        )


class Hits(BaseModel):
    """The best answers, best first."""

    items: list[HitOut]
