"""The second step: match columns."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stamkund.imports.actions.preview_file import preview_of
from stamkund.imports.actions.set_aside import announce_work
from stamkund.imports.fields import FIELDS
from stamkund.imports.tasks import match_and_check
from stamkund.timeline.actions import refuse_readers
from stamkund.web.imports.forms import ColumnsForm
from stamkund.web.imports.pages import import_of, steps_at
from stamkund.web.viewer import viewer_of


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show what every column probably is, or take the answer and begin to check."""
    run = import_of(import_id)
    if run.work or run.done_row:
        return redirect("import", run.public_id)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    preview = preview_of(run, kind if kind in FIELDS else "")
    options = {
        "months_as_first_day": run.mapping.get("months_as_first_day", False),
        "numbers_restart_daily": run.mapping.get("numbers_restart_daily", False),
        "known_customers_only": not run.mapping.get("add_unknown_customers", True),
    }
    form = ColumnsForm(request.POST or None, preview=preview, options=options)
    if form.is_valid():
        refuse_readers(viewer_of(request))
        with transaction.atomic():
            announce_work(run=run, work="check")
            match_and_check.enqueue(import_id=str(run.public_id), wishes=form.wishes())
        return redirect("import_check", run.public_id)
    rows = [(column, form[f"column_{column.index}"]) for column in preview.columns]
    context = {"run": run, "preview": preview, "form": form, "rows": rows, "steps": steps_at("columns")}
    return render(request, "imports/columns.html", context, status=422 if form.is_bound else 200)
