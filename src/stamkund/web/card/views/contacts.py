"""Ways to reach somebody, and whom they belong to."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stamkund.customers.actions.add_contact_point import add_contact_point, remove_contact_point
from stamkund.customers.actions.begin_role import begin_role, end_role
from stamkund.customers.queries import entries_of, find_party, find_point, find_role, parties_named
from stamkund.web.card.forms.who import ContactPointForm, RoleForm
from stamkund.web.card.notices import Notice, notice
from stamkund.web.card.views.answers import answer, refuse
from stamkund.web.card.views.finding import customer_of
from stamkund.web.card.writing import SOURCE
from stamkund.web.viewer import viewer_of, writer_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party

CANDIDATES = 8
POINT_FIELDS = ("kind", "value", "label", "street", "postcode", "city", "country")


@require_http_methods(["GET", "POST"])
def contact_points(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for a way to reach the customer, or add one."""
    writer, party = writer_of(request), customer_of(request, public_id)
    form = ContactPointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            point = add_contact_point(party=party, point=form.point(), actor=writer, source=SOURCE)
        except ValidationError as error:
            refuse(form, error)
        else:
            told = _("%(value)s added.") % {"value": point.value}
            return answer(request, party, notice(told, party, "remove_contact_point", point.pk))
    return _ask(request, "card/contact_point.html", party, form)


@require_POST
def contact_point_removal(request: HttpRequest, public_id: UUID, point_id: int) -> HttpResponse:
    """Take a way to reach the customer away."""
    writer, party = writer_of(request), customer_of(request, public_id)
    point = find_point(entries_of(party), point_id)
    if point is None:
        raise Http404
    before = {field: getattr(point, field) for field in POINT_FIELDS}
    remove_contact_point(point=point, actor=writer, source=SOURCE)
    told = _("%(value)s removed.") % {"value": before["value"]}
    return answer(request, party, notice(told, party, "customer_contact_points", **before))


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask how the customer belongs to another, or say it."""
    writer, party = writer_of(request), customer_of(request, public_id)
    form = RoleForm(request.POST or None)
    other = find_party(writer, form.cleaned_data["at"]) if request.method == "POST" and form.is_valid() else None
    if other is not None:
        first, second = (other, party) if form.cleaned_data["backwards"] else (party, other)
        facts = {field: form.cleaned_data[field] for field in ("kind", "label", "since_on")}
        try:
            role = begin_role(party=first, at=second, **facts, actor=writer, source=SOURCE)
        except ValidationError as error:
            refuse(form, error)
        else:
            return answer(request, party, notice(_("Written down."), party, "end_role", role.pk))
    return _ask(request, "card/role.html", party, form)


@require_POST
def role_ending(request: HttpRequest, public_id: UUID, role_id: int) -> HttpResponse:
    """Say that a role ended today."""
    writer, party = writer_of(request), customer_of(request, public_id)
    role = find_role(entries_of(party), role_id, writer)
    if role is None:
        raise Http404
    end_role(role=role, until_on=timezone.localdate(), actor=writer, source=SOURCE)
    return answer(request, party, Notice(_("Ended. It stays in memory.")))


def candidates(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name the customers whose name begins as typed."""
    viewer, party = viewer_of(request), customer_of(request, public_id)
    typed = request.GET.get("whom", "").strip()[:200]
    found = [one for one in parties_named(viewer, typed)[: CANDIDATES + 1] if one != party] if typed else []
    return render(request, "card/candidates.html", {"found": found[:CANDIDATES], "typed": typed})


def _ask(request: HttpRequest, template: str, party: "Party", form: ContactPointForm | RoleForm) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"party": party, "form": form}, status=status)
