"""Answering a suggestion: later, not this, and back."""

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stamkund.decisions.actions.put_aside import put_aside, take_up
from stamkund.decisions.rules import ActionKind
from stamkund.web.card.notices import Notice, notice
from stamkund.web.card.views.answers import answer
from stamkund.web.card.views.finding import customer_of
from stamkund.web.card.writing import SOURCE
from stamkund.web.templatetags.words import near_day
from stamkund.web.viewer import writer_of

if TYPE_CHECKING:
    from stamkund.decisions.models import Verdict

VERDICTS = ("later", "not_this")


@require_POST
def answers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put the suggestion aside: for a week, or for a quarter."""
    writer, party = writer_of(request), customer_of(request, public_id)
    action, verdict = _action(request), request.POST.get("verdict", "")
    if verdict not in VERDICTS:
        raise Http404
    put = put_aside(party=party, action=action, verdict=cast("Verdict", verdict), actor=writer, source=SOURCE)
    told = _("Put aside until %(day)s.") % {"day": near_day(put.until_on)}
    return answer(request, party, notice(told, party, "withdraw_answer", action=action.value))


@require_POST
def removal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let it be suggested again."""
    writer, party = writer_of(request), customer_of(request, public_id)
    take_up(party=party, action=_action(request), actor=writer, source=SOURCE)
    return answer(request, party, Notice(_("Suggested again.")))


def _action(request: HttpRequest) -> ActionKind:
    try:
        return ActionKind(request.POST.get("action", ""))
    except ValueError as error:
        raise Http404 from error
