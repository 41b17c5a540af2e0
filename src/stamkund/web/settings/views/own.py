"""How Stamkund looks and speaks to whoever is here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from stamkund.staff.actions.change_settings import change_settings
from stamkund.web.settings.forms import SettingsForm
from stamkund.web.settings.pages import own_page
from stamkund.web.viewer import viewer_of


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Show one's own settings, or change them."""
    viewer = viewer_of(request)
    form = SettingsForm(
        request.POST or None, initial={name: getattr(viewer, name) for name in SettingsForm.base_fields}
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "settings/own.html", {"page": own_page(viewer), "form": form}, status=status)
    change_settings(user=viewer, **form.cleaned_data)
    with override(viewer.language):
        messages.success(request, _("That is how it is from now on."))
    return redirect("settings")
