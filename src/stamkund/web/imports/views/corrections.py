"""Values that are corrected on the page of the check."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stamkund.imports.actions.correct_value import correct_value
from stamkund.timeline.actions import refuse_readers
from stamkund.web.imports.forms import CorrectionForm
from stamkund.web.imports.pages import import_of, work_page
from stamkund.web.viewer import viewer_of


@require_POST
def corrections(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Let what was written stand in the row, and show what is left to mend."""
    run = import_of(import_id)
    refuse_readers(viewer_of(request))
    form = CorrectionForm(request.POST)
    told, reason = "", request.POST.get("reason", "")
    if form.is_valid():
        try:
            correct_value(run=run, actor=viewer_of(request), **form.cleaned_data)
        except ValidationError as refused:
            told = " ".join(refused.messages)
    else:
        told = _("Write one line of at most 200 characters.")
    if not request.headers.get("HX-Request"):
        if told:
            messages.error(request, told)
        return redirect(reverse("import_check", args=[run.public_id], query={"reason": reason}))
    page = work_page(run, "check", reason, told=told)
    return render(request, "imports/check.html#work", {"page": page, "goes_on": True})
