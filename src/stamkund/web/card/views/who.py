"""Editing who somebody is, in place, each change with its way back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stamkund.customers.actions.change_party import change_keeper, change_party
from stamkund.web.card.forms.who import KeeperForm, NameForm
from stamkund.web.card.notices import notice
from stamkund.web.card.views.answers import answer
from stamkund.web.card.views.finding import customer_of
from stamkund.web.card.writing import SOURCE
from stamkund.web.viewer import writer_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the customer's name, or change it."""
    writer, party = writer_of(request), customer_of(request, public_id)
    form = NameForm(request.POST or None, party=party)
    if request.method == "POST" and form.is_valid():
        before = {field: getattr(party, field) for field in form.fields}
        changed = change_party(party=party, changes=form.changes(), actor=writer, source=SOURCE)
        told = _("Now called %(name)s.") % {"name": changed.name}
        return answer(request, changed, notice(told, party, "customer_name", **before))
    return _ask(request, "card/name.html", party, form)


@require_http_methods(["GET", "POST"])
def keeper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask who keeps the customer, or hand over."""
    writer, party = writer_of(request), customer_of(request, public_id)
    form = KeeperForm(request.POST if request.method == "POST" else None, keeper=party.keeper)
    if request.method == "POST" and form.is_valid():
        before = str(party.keeper_id or "")
        chosen = form.cleaned_data["keeper"]
        changed = change_keeper(party=party, keeper=chosen, actor=writer, source=SOURCE)
        told = _("Kept by %(name)s.") % {"name": chosen.name} if chosen else _("Kept by nobody.")
        return answer(request, changed, notice(told, party, "customer_keeper", keeper=before))
    return _ask(request, "card/keeper.html", party, form)


def _ask(request: HttpRequest, template: str, party: "Party", form: NameForm | KeeperForm) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"party": party, "form": form}, status=status)
