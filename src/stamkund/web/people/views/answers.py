"""What a dialog about a colleague answers when something was changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stamkund.web.people.pages import people_page


def changed(request: HttpRequest, text: str) -> HttpResponse:
    """Close the dialog, show the people as they are now, and say what happened."""
    response = render(request, "people/changed.html", {"page": people_page(), "text": text})
    response.headers["HX-Trigger"] = "stamkund:close-dialog"
    return response
