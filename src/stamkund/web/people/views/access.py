"""Closing somebody's door, opening it again, and giving a new password."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from stamkund.staff.actions.change_staff import change_staff
from stamkund.staff.actions.reset_password import reset_password
from stamkund.web.people.forms.person import PersonForm
from stamkund.web.people.pages import find_person, people_page
from stamkund.web.people.passwords import new_password
from stamkund.web.people.views.answers import changed
from stamkund.web.viewer import administrators_only, viewer_of


@require_POST
@administrators_only
def closure(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let nobody in under this name any more."""
    return _set_access(request, person_id, is_active=False)


@require_POST
@administrators_only
def opening(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let somebody in again, with the password they had."""
    return _set_access(request, person_id, is_active=True)


@require_POST
@administrators_only
@never_cache
def password(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give somebody who is locked out a new password, and show it this once."""
    found, secret = find_person(person_id), new_password()
    reset_password(user=found.user, password=secret, actor=viewer_of(request), source="web")
    return render(request, "people/way_in.html", {"page": people_page(), "person": found.user, "password": secret})


def _set_access(request: HttpRequest, person_id: int, *, is_active: bool) -> HttpResponse:
    found = find_person(person_id)
    try:
        change_staff(user=found.user, changes={"is_active": is_active}, actor=viewer_of(request), source="web")
    except ValidationError as refusal:
        form = PersonForm(initial={"name": found.user.name, "role": found.user.role})
        context = {"person": found, "form": form, "refusals": refusal.messages}
        return render(request, "people/person.html", context, status=422)
    said = _("%(name)s can sign in again.") if is_active else _("%(name)s can no longer sign in.")
    return changed(request, said % {"name": found.user.name})
