"""Getting to know somebody."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stamkund.customers.actions.add_party import add_party
from stamkund.web.customers.forms import NewCustomerForm
from stamkund.web.viewer import writer_of

if TYPE_CHECKING:
    from stamkund.staff.models import User


@require_http_methods(["GET", "POST"])
def new_customer(request: HttpRequest) -> HttpResponse:
    """Ask for a new customer, or write one down and open the card."""
    writer = writer_of(request)
    form = NewCustomerForm(request.POST or None, initial=_guess(request.GET.get("name", "")))
    if form.is_valid():
        try:
            return _opened(request, form, writer)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    status = 422 if form.is_bound else 200
    is_fragment = bool(request.headers.get("HX-Request"))
    template = "customers/new.html" if is_fragment else "customers/new_page.html"
    return render(request, template, {"form": form}, status=status)


def _opened(request: HttpRequest, form: NewCustomerForm, writer: "User") -> HttpResponse:
    facts = form.cleaned_data
    party = add_party(
        kind=facts["kind"],
        name=facts["name"],
        given_name=facts["given_name"],
        family_name=facts["family_name"],
        keeper=writer,
        contact_points=form.contact_points(),
        actor=writer,
        source="web",
    )
    card = reverse("customer", args=[party.public_id])
    return HttpResponse(headers={"HX-Redirect": card}) if request.headers.get("HX-Request") else redirect(card)


def _guess(name: str) -> dict[str, str]:
    """What was looked for and not found is probably a name."""
    given, _space, family = name.strip()[:200].rpartition(" ")
    return {"given_name": given or family, "family_name": family if given else ""}
