"""The list and its views."""

from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from stamkund.staff.actions.keep_view import drop_view, keep_view
from stamkund.staff.queries import views_for
from stamkund.web.customers.forms import ViewForm
from stamkund.web.customers.listing import Listing, amount
from stamkund.web.customers.pages import customer_list, more_rows
from stamkund.web.customers.tabs import PAGE, sizes_of
from stamkund.web.viewer import viewer_of


@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """Show a list of customers; a fragment's request for what follows gets the rows alone."""
    viewer, listing = viewer_of(request), Listing.from_query(request.GET)
    if listing.after and request.headers.get("HX-Request"):
        return render(
            request, "customers/rows.html", {"page": more_rows(viewer, listing, amount(request.GET.get("top", "")))}
        )
    return render(request, "customers/list.html", {"page": customer_list(viewer, listing)})


@require_GET
def sizes(request: HttpRequest) -> HttpResponse:
    """Answer how many are in the views above the list and in the list itself."""
    found = sizes_of(viewer_of(request), Listing.from_query(request.GET))
    return render(request, "customers/sizes.html", {"sizes": found})


@require_POST
def views(request: HttpRequest) -> HttpResponse:
    """Keep a list under a name."""
    form = ViewForm(request.POST)
    if not form.is_valid():
        return render(request, "customers/keep_view.html", {"form": form}, status=422)
    query = Listing.from_query(dict(parse_qsl(form.cleaned_data["query"]))).query()
    facts = {"name": form.cleaned_data["name"], "shared": form.cleaned_data["shared"]}
    keep_view(owner=viewer_of(request), page=PAGE, query=query, **facts)
    return _go(request, query)


@require_POST
def view_removal(request: HttpRequest, view_id: int) -> HttpResponse:
    """Forget a view of one's own."""
    viewer = viewer_of(request)
    view = views_for(viewer, PAGE).filter(pk=view_id, owner=viewer).first()
    if view is None:
        raise Http404
    drop_view(view=view, owner=viewer)
    return _go(request, "")


def _go(request: HttpRequest, query: str) -> HttpResponse:
    address = f"{reverse('customers')}?{query}".rstrip("?")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
