"""A suggestion in words: what to do, and the reason."""

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from stamkund.decisions.rules import ActionKind, NextBestAction, Reason, Situation
from stamkund.kit.locales import locale_of

MONTH = timedelta(days=30.44)

TITLES = {
    ActionKind.MEND: _("Ask what went wrong, and mend it"),
    ActionKind.THANK: _("Say thank you for the first purchase"),
    ActionKind.ASK: _("Ask how it turned out"),
    ActionKind.SAVE: _("Get in touch before we lose them"),
    ActionKind.OFFER: _("Offer the next one"),
    ActionKind.REST: _("Leave in peace for now"),
}
LATE = _("It should have been done on %(due)s.")
REASONS = {
    Reason.TASK_DUE: _("It is to be done today."),
    Reason.RETURNED: _("Something came back on %(returned)s, and we have not spoken since."),
    Reason.FIRST_PURCHASE: _("Bought for the first time on %(bought)s."),
    Reason.NOT_HEARD_SINCE_PURCHASE: _("Bought on %(bought)s, and we have not heard how it is."),
    Reason.SLIPPING: _("Last bought on %(bought)s; %(chance)s %% still with us."),
    Reason.JUST_IN_TOUCH: _("We were in touch on %(spoken)s."),
    Reason.NEVER_BOUGHT: _("Has not bought anything yet."),
    Reason.NOTHING_PRESSING: _("Nothing is late, and nothing is owed."),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the page, the API and the terminal say."""

    title: str
    reason: str


def in_words(action: NextBestAction, situation: Situation) -> Suggestion:
    """Return *action* as a colleague would say it, in the language of whoever reads."""
    sentence = _sentence(action.reason, situation)
    days = {
        "due": situation.task.due_on if situation.task else None,
        "returned": situation.last_return_on,
        "bought": situation.last_purchase_on,
        "spoken": situation.last_dialogue_on,
    }
    said = {name: _day(day) for name, day in days.items() if f"%({name})" in sentence}
    chance = round(100 * (situation.probability_alive or 0))
    facts = {**said, "chance": chance, "months": _months(situation)}
    return Suggestion(title=_title(action.kind, situation), reason=sentence % facts)


def _title(kind: ActionKind, situation: Situation) -> str:
    return situation.task.title if kind is ActionKind.DO and situation.task else str(TITLES[kind])


def _sentence(reason: Reason, situation: Situation) -> str:
    if reason is Reason.TASK_DUE and situation.task and situation.task.due_on < situation.today:
        return str(LATE)
    if reason is Reason.DUE_AGAIN:
        return ngettext(
            "Buys about every month; the last time was %(bought)s.",
            "Buys about every %(months)s months; the last time was %(bought)s.",
            _months(situation),
        )
    return str(REASONS[reason])


def _months(situation: Situation) -> int:
    return max(1, round((situation.usual_gap or MONTH) / MONTH))


def _day(day: date | None) -> str:
    if day is None:
        return ""
    skeleton = "MMMd" if day.year == timezone.localdate().year else "yMMMd"
    return format_skeleton(skeleton, day, locale=locale_of(get_language() or "en"))
