"""Access for programs that act in one's own name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from stamkund.staff.actions.issue_token import issue_token, revoke_token
from stamkund.staff.queries import tokens_of
from stamkund.web.settings.forms import TokenForm
from stamkund.web.settings.pages import own_page
from stamkund.web.viewer import viewer_of

PART = "settings/own.html#tokens"


@require_POST
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Issue a token and show its secret, this once."""
    viewer, form = viewer_of(request), TokenForm(request.POST)
    if not form.is_valid():
        return render(request, PART, {"page": own_page(viewer), "token_form": form}, status=422)
    token, secret = issue_token(user=viewer, name=form.cleaned_data["name"], actor=viewer, source="web")
    return render(request, PART, {"page": own_page(viewer), "issued": token, "secret": secret}, status=201)


@require_POST
def revocation(request: HttpRequest, token_id: int) -> HttpResponse:
    """Make one of one's own tokens useless from now on."""
    viewer = viewer_of(request)
    token = tokens_of(viewer).filter(pk=token_id).first()
    if token is None:
        raise Http404
    revoke_token(token=token, actor=viewer, source="web")
    return render(request, PART, {"page": own_page(viewer), "revoked": token})
