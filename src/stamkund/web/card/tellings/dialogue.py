"""Notes, calls, visits, meetings and tasks."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stamkund.dialogue.events import (
    CallLogged,
    MeetingHeld,
    NoteWritten,
    TaskDone,
    TaskPlanned,
    TaskPostponed,
    TaskReopened,
    TaskWithdrawn,
    VisitLogged,
)
from stamkund.web.card.tellings.telling import Names, Telling, say, tell
from stamkund.web.templatetags.words import near_day


@tell.register
def _note(payload: NoteWritten, names: Names) -> Telling:
    return Telling(icon="notes", heading=say(_("{who} noted"), who=names.who), body=payload.text)


@tell.register
def _call(payload: CallLogged, names: Names) -> Telling:
    if payload.incoming:
        heading = say(_("{customer} called"), customer=names.customer)
    else:
        heading = say(_("{who} called"), who=names.who)
    return Telling(icon="phone", heading=heading, details=_minutes(payload.minutes), body=payload.text)


@tell.register
def _visit(payload: VisitLogged, names: Names) -> Telling:
    if payload.incoming:
        heading = say(_("{customer} came by"), customer=names.customer)
    else:
        heading = say(_("{who} visited {customer}"), who=names.who, customer=names.customer)
    return Telling(icon="walk", heading=heading, details=_minutes(payload.minutes), body=payload.text)


@tell.register
def _meeting(payload: MeetingHeld, names: Names) -> Telling:
    heading = say(_("{who} met {customer}"), who=names.who, customer=names.customer)
    place = (payload.place,) if payload.place else ()
    return Telling(icon="users", heading=heading, details=(*place, *_minutes(payload.minutes)), body=payload.text)


@tell.register
def _task_planned(payload: TaskPlanned, names: Names) -> Telling:
    heading = format_html(_("To do: {title}"), title=payload.title)
    details = (_("%(owner)s, by %(day)s") % {"owner": payload.owner.split()[0], "day": near_day(payload.due_on)},)
    return Telling(icon="checkbox", heading=heading, details=details, is_quiet=True)


@tell.register
def _task_done(payload: TaskDone, names: Names) -> Telling:
    heading = say(_("{who} did this: {title}"), who=names.who, title=payload.title)
    return Telling(icon="circle-check", heading=heading, tone="ok", is_quiet=True)


@tell.register
def _task_postponed(payload: TaskPostponed, names: Names) -> Telling:
    heading = format_html(_("Moved to {day}: {title}"), day=near_day(payload.after), title=payload.title)
    return Telling(icon="calendar-due", heading=heading, is_quiet=True)


@tell.register
def _task_reopened(payload: TaskReopened, names: Names) -> Telling:
    heading = format_html(_("Not done after all: {title}"), title=payload.title)
    return Telling(icon="arrow-back-up", heading=heading, is_quiet=True)


@tell.register
def _task_withdrawn(payload: TaskWithdrawn, names: Names) -> Telling:
    heading = format_html(_("Not to be done: {title}"), title=payload.title)
    return Telling(icon="square-x", heading=heading, is_quiet=True)


def _minutes(minutes: int | None) -> tuple[str, ...]:
    return (ngettext("%(n)d min", "%(n)d min", minutes) % {"n": minutes},) if minutes else ()
