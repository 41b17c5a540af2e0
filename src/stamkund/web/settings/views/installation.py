"""What an administrator wants to know of this installation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from stamkund.web.settings.pages import installation_page
from stamkund.web.viewer import administrators_only


@require_GET
@administrators_only
def installation(request: HttpRequest) -> HttpResponse:
    """Show the facts, and how each of them is changed."""
    return render(request, "settings/installation.html", {"page": installation_page()})
