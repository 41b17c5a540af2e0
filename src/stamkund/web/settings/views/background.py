"""What is done in the background, what failed, and what to do about it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from stamkund.web.settings.background import background_page
from stamkund.web.viewer import administrators_only
from stamkund.worker.actions.dismiss_task import dismiss_task
from stamkund.worker.actions.retry_task import retry_task
from stamkund.worker.models import Task
from stamkund.worker.queries import find_task


@require_GET
@administrators_only
def background_tasks(request: HttpRequest) -> HttpResponse:
    """Show what failed, what waits and who works; as a part of the page when it asks again."""
    template = (
        "settings/background.html#background" if request.headers.get("HX-Request") else "settings/background.html"
    )
    return render(request, template, {"page": background_page()})


@require_POST
@administrators_only
def retry(request: HttpRequest, task_id: int) -> HttpResponse:
    """Try a failed task again, now."""
    return _answer(request, task_id, lambda task: retry_task(task=task))


@require_POST
@administrators_only
def dismissal(request: HttpRequest, task_id: int) -> HttpResponse:
    """Put a failed task aside."""
    return _answer(request, task_id, lambda task: dismiss_task(task=task))


def _answer(request: HttpRequest, task_id: int, act: Callable[[Task], Task]) -> HttpResponse:
    task = find_task(task_id)
    if task is None:
        raise Http404
    act(task)
    return render(request, "settings/background.html#background", {"page": background_page()})
