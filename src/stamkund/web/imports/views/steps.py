"""The third and fourth step, check and publish, and the way back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stamkund.imports import tasks
from stamkund.imports.actions.set_aside import announce_work
from stamkund.imports.actions.stop_import import stop_import
from stamkund.timeline.actions import refuse_readers
from stamkund.web.imports.pages import import_of, work_page
from stamkund.web.viewer import viewer_of


@require_GET
def where_it_stands(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Lead to the step the file has come to."""
    run = import_of(import_id)
    if run.work in ("publish", "revert") or run.published_at or run.done_row:
        return redirect("import_publication", run.public_id)
    is_matched = run.work == "check" or run.counts or (run.mapping and run.state == "stopped")
    return redirect("import_check" if is_matched else "import_columns", run.public_id)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show what was found so far, or check once more, with a month read as its first day if that is asked for."""
    run = import_of(import_id)
    if request.method == "POST":
        refuse_readers(viewer_of(request))
        if run.is_at_rest and run.mapping and not run.done_row:
            months = bool(request.POST.get("months_as_first_day")) or run.mapping["months_as_first_day"]
            wishes = {"kind": run.kind, "options": {**run.mapping, "months_as_first_day": months}}
            with transaction.atomic():
                announce_work(run=run, work="check")
                tasks.match_and_check.enqueue(import_id=str(run.public_id), wishes=wishes)
        return redirect("import_check", run.public_id)
    page = work_page(run, "check", request.GET.get("reason", ""), request.GET.get("mend", ""))
    return _answer(request, "imports/check.html", {"page": page})


@require_POST
def stop(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Stop checking or publishing."""
    run = import_of(import_id)
    try:
        stop_import(run=run, actor=viewer_of(request))
    except ValidationError as refused:
        messages.info(request, " ".join(refused.messages))
    return redirect("import", run.public_id)


@require_http_methods(["GET", "POST"])
def publication(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show how publishing goes or went, or begin it."""
    run = import_of(import_id)
    if request.method == "POST":
        refuse_readers(viewer_of(request))
        if run.is_publishable:
            with transaction.atomic():
                announce_work(run=run, work="publish")
                tasks.publish.enqueue(import_id=str(run.public_id), unique=f"publish:{run.public_id}")
        return redirect("import_publication", run.public_id)
    step = "" if run.state in ("published", "reverted") else "publish"
    page = work_page(run, step, request.GET.get("reason", ""))
    return _answer(request, "imports/publication.html", {"page": page})


@require_POST
def reversal(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take the import back."""
    run = import_of(import_id)
    refuse_readers(viewer_of(request))
    if not run.is_revertable:
        messages.info(request, _("There is nothing of this import to take back."))
        return redirect("imports")
    with transaction.atomic():
        announce_work(run=run, work="revert")
        tasks.revert.enqueue(import_id=str(run.public_id), unique=f"revert:{run.public_id}")
    return redirect("import_publication", run.public_id)


def _answer(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    part = "#work" if request.headers.get("HX-Request") else ""
    return render(request, template + part, context)
