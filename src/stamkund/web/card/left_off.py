"""Where we left off, as a colleague would say it: pure rules over the last thing said and the last thing bought."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date
from django.utils.translation import gettext as _

from stamkund.kit.locales import locale_of

LONGEST_QUOTE, LONGEST_BEFORE = 150, 80
TOO_OLD_TO_JOIN = timedelta(days=14)
_SENTENCE = re.compile(r".+?(?:[.!?…]+(?=\s|$)|$)\s*")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something said or bought: its kind, when (local time), who of us, and in which words or for how much."""

    kind: str
    at: datetime
    who: str
    customer: str
    text: str = ""
    what: str = ""
    amount: str = ""
    is_incoming: bool = False


def where_we_left_off(moments: Sequence[Moment], now: datetime, language: str) -> str:
    """Return one or two sentences: the latest of *moments*, and the one before it where they belong together."""
    told = sorted(moments, key=lambda moment: moment.at)[-2:]
    if len(told) == 2 and told[1].at - told[0].at > TOO_OLD_TO_JOIN:
        told = told[1:]
    begins = [when_said(moment.at, now, language) for moment in told]
    if len(told) == 2 and told[0].at.date() == told[1].at.date():
        begins[1] = _("The same day")
    room = (LONGEST_BEFORE, LONGEST_QUOTE)[-len(told) :]
    return " ".join(map(_sentence, told, begins, room))


def when_said(at: datetime, now: datetime, language: str) -> str:
    """Return how a sentence begins: "This morning", "Yesterday", "On Tuesday", "On 9 November 2024"."""
    passed = (now.date() - at.date()).days
    if passed <= 0:
        return _("This morning") if at.hour < 12 else _("Today")
    if passed == 1:
        return _("Yesterday")
    locale = locale_of(language)
    if passed < 7:
        return _("On %(weekday)s") % {"weekday": format_date(at, "EEEE", locale=locale)}
    return _("On %(day)s") % {"day": _full_day(at, now.date(), locale)}


def first_words(text: str, longest: int) -> str:
    """Return as many sentences from the beginning of *text* as fit in one line, or the first cut at a word."""
    line = " ".join(text.split())
    fits = ""
    for sentence in _SENTENCE.findall(line) or [line]:
        if len(fits) + len(sentence) > longest:
            break
        fits += sentence
    if not fits:
        return line[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    said = fits.strip()
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _full_day(at: date, today: date, locale: str) -> str:
    return format_date(at, "d MMMM" if at.year == today.year else "d MMMM y", locale=locale)


def _sentence(moment: Moment, when: str, longest: int) -> str:
    parts = {
        "when": when,
        "who": moment.who,
        "customer": moment.customer,
        "text": first_words(moment.text, longest) if moment.text else "",
        "what": moment.what,
        "amount": moment.amount,
    }
    return _TEMPLATES[moment.kind](moment) % parts


def _note(moment: Moment) -> str:
    return _("%(when)s %(who)s noted: %(text)s")


def _call(moment: Moment) -> str:
    if moment.is_incoming:
        return _("%(when)s %(customer)s called: %(text)s") if moment.text else _("%(when)s %(customer)s called.")
    return _("%(when)s %(who)s called: %(text)s") if moment.text else _("%(when)s %(who)s called.")


def _visit(moment: Moment) -> str:
    if moment.is_incoming:
        return _("%(when)s %(customer)s came by: %(text)s") if moment.text else _("%(when)s %(customer)s came by.")
    return _("%(when)s %(who)s visited: %(text)s") if moment.text else _("%(when)s %(who)s visited %(customer)s.")


def _meeting(moment: Moment) -> str:
    if moment.text:
        return _("%(when)s %(who)s met %(customer)s: %(text)s")
    return _("%(when)s %(who)s met %(customer)s.")


def _purchase(moment: Moment) -> str:
    if moment.what:
        return _("%(when)s %(customer)s bought %(what)s for %(amount)s.")
    return _("%(when)s %(customer)s bought for %(amount)s.")


def _return(moment: Moment) -> str:
    if moment.what:
        return _("%(when)s %(customer)s brought back %(what)s.")
    return _("%(when)s %(customer)s brought something back.")


def _cancellation(moment: Moment) -> str:
    return (
        _("%(when)s a purchase was called off: %(what)s.") if moment.what else _("%(when)s a purchase was called off.")
    )


_TEMPLATES: dict[str, Callable[[Moment], str]] = {
    "note.written": _note,
    "call.logged": _call,
    "visit.logged": _visit,
    "meeting.held": _meeting,
    "purchase.recorded": _purchase,
    "purchase.returned": _return,
    "purchase.cancelled": _cancellation,
}
KINDS = tuple(_TEMPLATES)
