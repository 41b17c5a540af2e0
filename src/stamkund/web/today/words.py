"""The sentences of the page, said before any number. Pure: counts in, words out."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stamkund.web.formatting import day_in_full, moment, near_day

NOON, EVENING = 12, 18


def greeting(at: datetime, name: str) -> str:
    """Return "Good morning, Åsa" by the hour of local time."""
    if at.hour < NOON:
        said = _("Good morning, %(name)s")
    elif at.hour < EVENING:
        said = _("Good afternoon, %(name)s")
    else:
        said = _("Good evening, %(name)s")
    return said % {"name": name}


def date_line(on: date, language: str) -> str:
    """Return "Thursday 19 November, week 47" (ISO 8601 weeks)."""
    said = _("%(day)s, week %(week)s") % {"day": day_in_full(on, language), "week": on.isocalendar().week}
    return said[0].upper() + said[1:]


def since(at: datetime, now: datetime, language: str) -> str:
    """Return "Since yesterday 17:10", or the day alone where it is since midnight."""
    said = near_day(at.date(), now.date(), language) if at.hour == at.minute == 0 else moment(at, now, language)
    return _("Since %(moment)s") % {"moment": said}


def opening(*, due: int, late: int, slipping: int) -> str:
    """Return what the day is about, in one or two sentences."""
    said = [sentence for sentence in (_due(due, late), _slipping(slipping)) if sentence]
    return " ".join(said) or _("Nothing is due, and nobody good is slipping away. A day to call whom you have missed.")


def spelled(count: int) -> str:
    """Return a small number in words, as it is written in running text."""
    words = (
        _("no"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
    )
    return words[count] if count < len(words) else str(count)


def _due(due: int, late: int) -> str:
    if not due:
        return ""
    if late == due:
        return _sentence(ngettext("%(n)s thing is late.", "%(n)s things are late.", due), due)
    if late:
        said = ngettext("%(n)s thing is due", "%(n)s things are due", due) % {"n": spelled(due)}
        rest = ngettext("%(due)s, %(n)s of them late.", "%(due)s, %(n)s of them late.", late)
        return _capital(rest % {"due": said, "n": spelled(late)})
    return _sentence(ngettext("%(n)s thing is due today.", "%(n)s things are due today.", due), due)


def _slipping(count: int) -> str:
    if not count:
        return ""
    said = ngettext("%(n)s good customer is slipping away.", "%(n)s good customers are slipping away.", count)
    return _sentence(said, count)


def _sentence(said: str, count: int) -> str:
    return _capital(said % {"n": spelled(count)})


def _capital(said: str) -> str:
    return said[0].upper() + said[1:]
