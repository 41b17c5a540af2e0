"""The people, adding one, changing one."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from stamkund.staff.actions.add_staff import add_staff
from stamkund.staff.actions.change_staff import change_staff
from stamkund.web.people.forms.person import NewPersonForm, PersonForm
from stamkund.web.people.pages import find_person, people_page
from stamkund.web.people.passwords import new_password
from stamkund.web.people.views.answers import changed
from stamkund.web.viewer import administrators_only, viewer_of


@require_GET
@administrators_only
def people(request: HttpRequest) -> HttpResponse:
    """Show who works here and what each may do."""
    return render(request, "people/people.html", {"page": people_page()})


@require_http_methods(["GET", "POST"])
@administrators_only
@never_cache
def new_person(request: HttpRequest) -> HttpResponse:
    """Ask for a new colleague, or let one in and show the way in, this once."""
    form = NewPersonForm(request.POST or None, initial={"language": viewer_of(request).language})
    if not form.is_valid():
        return render(request, "people/new.html", {"form": form}, status=422 if form.is_bound else 200)
    fields = form.cleaned_data
    fields["password"] = fields["password"] or new_password()
    person = add_staff(**fields, actor=viewer_of(request), source="web")
    context = {"page": people_page(), "person": person, "password": fields["password"], "is_new": True}
    return render(request, "people/way_in.html", context, status=201)


@require_http_methods(["GET", "POST"])
@administrators_only
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show one colleague, or change the name or role."""
    found = find_person(person_id)
    form = PersonForm(request.POST or None, initial={"name": found.user.name, "role": found.user.role})
    if form.is_valid():
        try:
            change_staff(user=found.user, changes=form.cleaned_data, actor=viewer_of(request), source="web")
        except ValidationError as refusal:
            form.add_error("role", refusal)
        else:
            return changed(
                request, _("From now on that is how it is for %(name)s.") % {"name": form.cleaned_data["name"]}
            )
    context = {"person": found, "form": form}
    return render(request, "people/person.html", context, status=422 if form.is_bound else 200)
