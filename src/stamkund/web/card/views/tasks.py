"""What must be done for one customer: done, later, not at all, and back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stamkund.customers.queries import entries_of
from stamkund.dialogue.actions.plan_task import finish_task, postpone_task, reopen_task, withdraw_task
from stamkund.dialogue.queries import find_task
from stamkund.web.card.notices import notice
from stamkund.web.card.postponing import later_than, postponed_to
from stamkund.web.card.views.answers import answer, regret
from stamkund.web.card.views.finding import customer_of
from stamkund.web.card.writing import SOURCE, plan_again
from stamkund.web.templatetags.words import near_day
from stamkund.web.viewer import writer_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party
    from stamkund.dialogue.models import Task


@require_POST
def completion(request: HttpRequest, public_id: UUID, task_id: int) -> HttpResponse:
    """Say that it is done."""
    writer, party = writer_of(request), customer_of(request, public_id)
    task = finish_task(task=_task_of(request, party, task_id), actor=writer, source=SOURCE)
    told = _("Done: %(title)s") % {"title": task.title}
    return answer(request, party, notice(told, party, "reopen_customer_task", task.pk))


@require_POST
def reopening(request: HttpRequest, public_id: UUID, task_id: int) -> HttpResponse:
    """Say that it was not done after all."""
    writer, party = writer_of(request), customer_of(request, public_id)
    task = reopen_task(task=_task_of(request, party, task_id), actor=writer, source=SOURCE)
    told = _("Waiting again: %(title)s") % {"title": task.title}
    return answer(request, party, notice(told, party, "finish_customer_task", task.pk))


@require_POST
def postponement(request: HttpRequest, public_id: UUID, task_id: int) -> HttpResponse:
    """Move it to a later day: the one that is posted, or the next."""
    writer, party = writer_of(request), customer_of(request, public_id)
    task = _task_of(request, party, task_id)
    before = task.due_on
    due_on = postponed_to(request.POST.get("due_on", "")) or later_than(before)
    postpone_task(task=task, due_on=due_on, actor=writer, source=SOURCE)
    told = _("%(day)s: %(title)s") % {"day": capfirst(near_day(due_on)), "title": task.title}
    return answer(request, party, notice(told, party, "postpone_customer_task", task.pk, due_on=before.isoformat()))


@require_POST
def withdrawal(request: HttpRequest, public_id: UUID, task_id: int) -> HttpResponse:
    """Say that it need not be done at all."""
    writer, party = writer_of(request), customer_of(request, public_id)
    task = _task_of(request, party, task_id)
    try:
        withdraw_task(task=task, actor=writer, source=SOURCE)
    except ValidationError as error:
        return regret(request, party, error)
    return answer(request, party, notice(_("Taken back."), party, "customer_entries", **plan_again(task)))


def _task_of(request: HttpRequest, party: "Party", task_id: int) -> "Task":
    task = find_task(writer_of(request), task_id)
    if task is None or task.party_id not in entries_of(party):
        raise Http404
    return task
