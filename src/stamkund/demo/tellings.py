"""A note, a call, a visit or a meeting as the dialogue declares them."""

from datetime import datetime

from stamkund.demo.drafts import Happening
from stamkund.dialogue.events import CallLogged, MeetingHeld, NoteWritten, VisitLogged
from stamkund.timeline.events import Payload

CHANNELS = {"note": "internal", "call": "phone", "visit": "shop", "meeting": "visit"}


def tell(
    kind: str,
    party: str,
    *,
    at: datetime,
    by: str,
    text: str,
    minutes: int | None = None,
    incoming: bool | None = None,
    pinned: bool = False,
) -> Happening:
    """Return what happened; a visit is to us and a call is ours unless *incoming* says otherwise."""
    payload = _payload(kind, text, minutes, incoming=incoming)
    return Happening(party=party, at=at, payload=payload, channel=CHANNELS[kind], by=by, pinned=pinned)


def _payload(kind: str, text: str, minutes: int | None, *, incoming: bool | None) -> Payload:
    if kind == "call":
        return CallLogged(text=text, minutes=minutes, incoming=bool(incoming))
    if kind == "visit":
        return VisitLogged(text=text, minutes=minutes, incoming=incoming is not False)
    if kind == "meeting":
        return MeetingHeld(text=text, minutes=minutes)
    return NoteWritten(text=text)
