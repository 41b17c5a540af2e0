"""The frame's own pages: the palette, one's theme, the page of all parts."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from stamkund.staff.actions.change_settings import change_settings
from stamkund.web.shell import parts
from stamkund.web.shell.palette import palette as palette_for
from stamkund.web.shell.themes import THEMES
from stamkund.web.viewer import viewer_of


@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """Answer the palette as it is typed in."""
    q = request.GET.get("q", "").strip()[:200]
    groups = palette_for(viewer_of(request), q, urlsplit(request.headers.get("HX-Current-URL", "")).path)
    return render(request, "shell/palette_results.html", {"groups": groups, "q": q})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Set one's own light and come back to the page."""
    user, wanted = viewer_of(request), request.POST.get("theme", "")
    if wanted in dict(THEMES):
        change_settings(user=user, name=user.name, language=user.language, theme=wanted)
    return HttpResponse(status=303, headers={"Location": _where_from(request)})


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show every part the pages are made of."""
    return render(request, "shell/components.html", parts.examples())


def _where_from(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    return referer if url_has_allowed_host_and_scheme(referer, {request.get_host()}) else "/"
