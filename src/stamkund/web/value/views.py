"""The Value page, its live parts, and the model behind it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import condition, require_GET, require_http_methods

from stamkund.valuation.queries import equity_now
from stamkund.valuation.tasks import value_base
from stamkund.web.value.model import model_page
from stamkund.web.value.pages import equity_part, equity_tag, value_page
from stamkund.web.value.valuing import valuing_now
from stamkund.web.viewer import viewer_of

VALUED = "stamkund:valued"


def _equity_tag(request: HttpRequest) -> str | None:
    now = equity_now()
    return equity_tag(now) if now else None


@require_GET
def value(request: HttpRequest) -> HttpResponse:
    """Show what the customer base is worth, what changed, who stays and who is worth saving."""
    return render(request, "value/value.html", {"page": value_page(viewer_of(request))})


@require_GET
@condition(etag_func=_equity_tag)
def equity(request: HttpRequest) -> HttpResponse:
    """Show the total again, if it has moved; after a new run the whole page reads itself again."""
    part = equity_part()
    if part is None:
        return HttpResponse(status=204)
    answer = render(request, "value/equity.html", {"part": part, "is_fresh": True})
    if request.GET.get("run") != str(part.equity.run.pk):
        answer.headers["HX-Trigger"] = VALUED
    return answer


@require_http_methods(["GET", "POST"])
def valuations(request: HttpRequest) -> HttpResponse:
    """Ask for a valuation of the whole base, or show how far the one under way has come."""
    if request.method == "POST":
        if not viewer_of(request).may_write:
            raise PermissionDenied("readers do not start work")
        value_base.enqueue(unique="value_base")
        if not request.headers.get("HX-Request"):
            return redirect("value")
    valuing = valuing_now()
    answer = render(request, "value/valuing.html", {"valuing": valuing})
    if request.method == "GET" and not valuing.is_under_way:
        answer.headers["HX-Trigger"] = VALUED
    return answer


@require_GET
def model(request: HttpRequest) -> HttpResponse:
    """Show the fitted model: its parameters, whether it holds, and every run."""
    return render(request, "value/model.html", {"page": model_page()})
