"""Which customers are hidden from most, and why; hiding one, and opening it to everybody again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from stamkund.customers.actions.restrict_party import release_party, restrict_party
from stamkund.customers.queries import find_restriction
from stamkund.web.people.forms.hiding import HideForm, OpenForm
from stamkund.web.people.pages import hidden_page
from stamkund.web.viewer import administrators_only, viewer_of


@require_GET
@administrators_only
def hidden_customers(request: HttpRequest) -> HttpResponse:
    """Show the hidden customers, the latest first."""
    return render(request, "people/hidden.html", {"page": hidden_page()})


@require_http_methods(["GET", "POST"])
@administrators_only
def hide_customer(request: HttpRequest) -> HttpResponse:
    """Ask whom to hide, from whom not, and why; or hide."""
    viewer = viewer_of(request)
    form = HideForm(viewer, request.POST or None)
    if not form.is_valid():
        return render(request, "people/hide.html", {"form": form}, status=422 if form.is_bound else 200)
    party, fields = form.found, form.cleaned_data
    restrict_party(party=party, staff=list(fields["staff"]), reason=fields["reason"], actor=viewer, source="web")
    return _changed(request, _("%(name)s is hidden from now on.") % {"name": party.name})


@require_http_methods(["GET", "POST"])
@administrators_only
def hidden_customer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show why one customer is hidden, or open it to everybody, with the reason."""
    restriction = find_restriction(public_id)
    if restriction is None:
        raise Http404
    form = OpenForm(request.POST or None)
    if not form.is_valid():
        context = {"restriction": restriction, "form": form}
        return render(request, "people/open.html", context, status=422 if form.is_bound else 200)
    party, reason = restriction.party, form.cleaned_data["reason"]
    release_party(party=party, reason=reason, actor=viewer_of(request), source="web")
    return _changed(request, _("Everybody sees %(name)s again.") % {"name": party.name})


def _changed(request: HttpRequest, text: str) -> HttpResponse:
    response = render(request, "people/hidden_changed.html", {"page": hidden_page(), "text": text})
    response.headers["HX-Trigger"] = "stamkund:close-dialog"
    return response
