"""What was brought in, and the rows that could not be."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from stamkund.imports.fields import field_label
from stamkund.imports.queries import issues_of
from stamkund.imports.reasons import row_reason
from stamkund.web.imports.pages import import_of, list_page

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """List the imports, latest first."""
    return render(request, "imports/list.html", {"imports": list_page()})


@require_GET
def refused_rows(request: HttpRequest, import_id: UUID) -> StreamingHttpResponse:
    """Give the rows that were refused as CSV, all of them or those of one reason."""
    run = import_of(import_id)
    name = f"{run.file_name.rpartition('.')[0] or run.file_name}-refused.csv".replace('"', "")
    lines = _lines(run, request.GET.get("reason", ""))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name.encode("ascii", "replace").decode()}"'
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(run: object, code: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow([_("Row"), _("Customer"), _("Field"), _("In the file"), _("Reason")])
    for issue in issues_of(run, code).iterator(chunk_size=1000):  # type: ignore[arg-type]  # run is an Import, unknown to screens
        words = (issue.who, field_label(issue.import_run.kind, issue.field), issue.value, row_reason(issue.code))
        yield writer.writerow([issue.row, *map(_harmless, words)])


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would take for a formula is marked as text."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
