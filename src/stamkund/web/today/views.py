"""The page, and what is done with a task from it."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from stamkund.dialogue.actions.plan_task import finish_task, postpone_task, reopen_task
from stamkund.dialogue.queries import find_task
from stamkund.web.card.notices import Notice
from stamkund.web.card.postponing import later_than, postponed_to
from stamkund.web.card.writing import SOURCE
from stamkund.web.templatetags.words import near_day
from stamkund.web.today.pages import today_page
from stamkund.web.today.visits import last_visit
from stamkund.web.viewer import viewer_of, writer_of

if TYPE_CHECKING:
    from stamkund.dialogue.models import Task


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Show the morning page."""
    viewer = viewer_of(request)
    shows_all = "all" in request.GET
    page = today_page(viewer, last_visit(request.session, viewer.pk), shows_all=shows_all)
    return render(request, "today/today.html", {"page": page})


@require_POST
def completion(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say that it is done."""
    writer = writer_of(request)
    task = finish_task(task=_task_of(request, task_id), actor=writer, source=SOURCE)
    return _answer(request, Notice(_("Done: %(title)s") % {"title": task.title}, _address("reopen_task", task)))


@require_POST
def reopening(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say that it was not done after all."""
    writer = writer_of(request)
    task = reopen_task(task=_task_of(request, task_id), actor=writer, source=SOURCE)
    return _answer(
        request, Notice(_("Waiting again: %(title)s") % {"title": task.title}, _address("finish_task", task))
    )


@require_POST
def postponement(request: HttpRequest, task_id: int) -> HttpResponse:
    """Move it to a later day: the one that is posted, or the next."""
    writer, task = writer_of(request), _task_of(request, task_id)
    before: date = task.due_on
    due_on = postponed_to(request.POST.get("due_on", "")) or later_than(before)
    postpone_task(task=task, due_on=due_on, actor=writer, source=SOURCE)
    told = _("%(day)s: %(title)s") % {"day": capfirst(near_day(due_on)), "title": task.title}
    return _answer(request, Notice(told, _address("postpone_task", task), {"due_on": before.isoformat()}))


def _task_of(request: HttpRequest, task_id: int) -> "Task":
    task = find_task(writer_of(request), task_id)
    if task is None:
        raise Http404
    return task


def _address(name: str, task: "Task") -> str:
    return reverse(name, args=[task.pk])


def _answer(request: HttpRequest, notice: Notice) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        messages.success(request, notice.text)
        return redirect("today")
    viewer = viewer_of(request)
    shows_all = "all" in request.POST
    page = today_page(viewer, last_visit(request.session, viewer.pk), shows_all=shows_all)
    return render(request, "today/answer.html", {"page": page, "notice": notice})
