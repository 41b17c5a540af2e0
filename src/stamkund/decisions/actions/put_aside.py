"""Answering a suggestion: later, or not this."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stamkund.customers.models import Party
from stamkund.decisions.events import SuggestionPutAside, SuggestionTakenUp
from stamkund.decisions.models import Answer, Verdict
from stamkund.decisions.rules import ActionKind
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event

WAIT = {Verdict.LATER: timedelta(days=7), Verdict.NOT_THIS: timedelta(days=90)}


@transaction.atomic
def put_aside(*, party: Party, action: ActionKind, verdict: Verdict, actor: User, source: str) -> Answer:
    """Do not suggest *action* for this customer for a week (later) or a quarter (not this)."""
    until = timezone.localdate() + WAIT[verdict]
    fields = {"verdict": verdict, "until_on": until, "by": actor, "at": timezone.now()}
    answer = Answer.objects.update_or_create(party=party, action=action, defaults=fields)[0]
    payload = SuggestionPutAside(action=action, verdict=verdict, until=until)
    record_event(payload=payload, party=party, actor=actor, source=source)
    return answer


@transaction.atomic
def take_up(*, party: Party, action: ActionKind, actor: User, source: str) -> None:
    """Undo: let *action* be suggested again."""
    if Answer.objects.filter(party=party, action=action).delete()[0]:
        record_event(payload=SuggestionTakenUp(action=action), party=party, actor=actor, source=source)
