"""Programs are answered before sessions, messages and CSRF are set up: a bearer token needs none of them."""

import logging
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase, HttpResponseNotAllowed
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _

from stamkund.api.problems import problem

logger = logging.getLogger(__name__)

PREFIX = "/api/"
SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


class ApiMiddleware:
    """Goes first; everything under ``/api/`` is answered here, in English, and goes no further."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        with translation.override("en"):
            response = _answer(request)
        for name, value in SAFE_HEADERS.items():
            response.headers[name] = value
        if hasattr(response, "content"):
            response.headers["Content-Length"] = str(len(response.content))
        return response


def _answer(request: HttpRequest) -> HttpResponseBase:
    try:
        request.get_host()
        match = resolve(request.path_info)
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    except SuspiciousOperation as error:
        return problem(400, str(error))
    except Http404:
        return problem(404, _("There is no such address."))
    if isinstance(response, HttpResponseNotAllowed):
        return problem(405, _("This address knows other methods."), Allow=response.headers["Allow"])
    return response
