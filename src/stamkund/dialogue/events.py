"""What can happen in a dialogue."""

from datetime import date

from pydantic import Field

from stamkund.timeline.events import Payload

LONGEST_TEXT = 20_000


class NoteWritten(Payload, kind="note.written"):
    """A note: something somebody wants remembered."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)


class CallLogged(Payload, kind="call.logged"):
    text: str = Field(max_length=LONGEST_TEXT)
    minutes: int | None = Field(default=None, ge=0, le=24 * 60)
    incoming: bool = False


class VisitLogged(Payload, kind="visit.logged"):
    text: str = Field(max_length=LONGEST_TEXT)
    minutes: int | None = Field(default=None, ge=0, le=24 * 60)
    incoming: bool = True


class MeetingHeld(Payload, kind="meeting.held"):
    text: str = Field(max_length=LONGEST_TEXT)
    minutes: int | None = Field(default=None, ge=0, le=24 * 60)
    place: str = ""


class NoteCorrected(Payload, kind="note.corrected"):
    """The text as it should have been; the event it corrects keeps the old one."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)


class NoteWithdrawn(Payload, kind="note.withdrawn"):
    """The event it corrects should not have been written (undo)."""


SPOKEN = (NoteWritten.kind, CallLogged.kind, VisitLogged.kind, MeetingHeld.kind)
"""The kinds in which somebody told in their own words what was said."""


class TaskPlanned(Payload, kind="task.planned"):
    task: int
    title: str
    due_on: date
    owner: str


class TaskDone(Payload, kind="task.done"):
    task: int
    title: str


class TaskPostponed(Payload, kind="task.postponed"):
    task: int
    title: str
    before: date
    after: date


class TaskReopened(Payload, kind="task.reopened"):
    task: int
    title: str


class TaskWithdrawn(Payload, kind="task.withdrawn"):
    """It should not have been planned (undo)."""

    task: int
    title: str
