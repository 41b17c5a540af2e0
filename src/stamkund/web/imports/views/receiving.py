"""The first step: receive."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stamkund.imports.actions.receive_file import receive_file
from stamkund.imports.formats import FileRefused
from stamkund.imports.reasons import file_reason
from stamkund.web.imports.forms import FileForm
from stamkund.web.imports.pages import steps_at
from stamkund.web.viewer import writer_of


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Ask for a file, or keep the one that was sent."""
    writer = writer_of(request)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = receive_file(chunks=file.chunks(), file_name=file.name or "", actor=writer)
        except FileRefused as refused:
            form.add_error("file", f"{file.name}: {file_reason(refused)}")
        else:
            return redirect("import_columns", run.public_id)
    context = {"form": form, "steps": steps_at("receive")}
    return render(request, "imports/receive.html", context, status=422 if form.is_bound else 200)
