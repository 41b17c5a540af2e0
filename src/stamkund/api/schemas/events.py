"""The timeline over the wire."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, Discriminator, Field, Tag

from stamkund.api.schemas.fields import Instant, Name, Request, Text

if TYPE_CHECKING:
    from stamkund.timeline.models import Event

LONGEST_TEXT = 20_000


def _refuse_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("nothing is written there")
    return text


Said = Annotated[Text, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_refuse_blank)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60, description="How long it took; feeds the cost to serve.")]
SenderKey = Annotated[
    Text, Field(min_length=1, max_length=200, description="Your own key: the same key twice is the same event.")
]


class _Said(Request):
    text: Said
    occurred_at: Instant | None = None
    key: SenderKey | None = None


class NewNote(_Said):
    """Something somebody wants remembered."""

    kind: Literal["note", "note.written"] = "note"


class NewCall(_Said):
    """A telephone call."""

    kind: Literal["call", "call.logged"]
    minutes: Minutes | None = None
    incoming: bool = False


class NewVisit(_Said):
    """A visit; `incoming` when the customer came to us."""

    kind: Literal["visit", "visit.logged"]
    minutes: Minutes | None = None
    incoming: bool = True


class NewMeeting(_Said):
    """A meeting that was agreed beforehand."""

    kind: Literal["meeting", "meeting.held"]
    minutes: Minutes | None = None
    place: Name = ""


def _short_kind(request: Any) -> str:
    """Return which of the four a request is; one that does not say is a note."""
    kind = request.get("kind", "note") if isinstance(request, dict) else getattr(request, "kind", "note")
    return str(kind).split(".", 1)[0]


NewEvent = Annotated[
    Annotated[NewNote, Tag("note")]
    | Annotated[NewCall, Tag("call")]
    | Annotated[NewVisit, Tag("visit")]
    | Annotated[NewMeeting, Tag("meeting")],
    Discriminator(_short_kind),
]


class EventOut(BaseModel):
    """One thing that happened."""

    id: int
    kind: str = Field(description="What happened, as `noun.happened`; `data` is typed by it.")
    occurred_at: AwareDatetime
    recorded_at: AwareDatetime
    channel: str
    source: str
    actor: str | None = Field(description="Who recorded it; null is a system.")
    data: dict[str, Any]
    corrected: bool = Field(description="The data is that of the latest correction.")
    withdrawn: bool = Field(description="It should not have been written; the data is kept back.")

    @classmethod
    def of(cls, event: "Event", corrections: "Iterable[Event]") -> "EventOut":
        """Return *event* as the last of its *corrections* says it should be."""
        latest = next(reversed(list(corrections)), None)
        withdrawn = latest is not None and latest.kind == "note.withdrawn"
        return cls(
            id=event.pk,
            kind=event.kind,
            occurred_at=event.occurred_at,
            recorded_at=event.recorded_at,
            channel=event.channel,
            source=event.source,
            actor=event.actor.name if event.actor else None,
            data={} if withdrawn else event.data | (latest.data if latest else {}),
            corrected=latest is not None and not withdrawn,
            withdrawn=withdrawn,
        )


class EventPage(BaseModel):
    """A page of a timeline, latest first."""

    items: list[EventOut]
    next: str | None = Field(description="The `cursor` of the next page; null on the last one.")
