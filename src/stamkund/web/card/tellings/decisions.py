"""What staff answered to a suggestion."""

from django.utils.translation import gettext as _

from stamkund.decisions.events import SuggestionPutAside, SuggestionTakenUp
from stamkund.web.card.tellings.telling import Names, Telling, say, tell
from stamkund.web.templatetags.words import near_day


@tell.register
def _put_aside(payload: SuggestionPutAside, names: Names) -> Telling:
    sentence = _("{who} put a suggestion aside until {day}")
    return Telling(icon="zzz", heading=say(sentence, who=names.who, day=near_day(payload.until)), is_quiet=True)


@tell.register
def _taken_up(payload: SuggestionTakenUp, names: Names) -> Telling:
    heading = say(_("{who} took a suggestion up again"), who=names.who)
    return Telling(icon="arrow-back-up", heading=heading, is_quiet=True)
