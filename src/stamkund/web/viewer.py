"""Who is looking at a page."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from stamkund.staff.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def viewer_of(request: HttpRequest) -> "User":
    """Return the member of staff who asks; pages are behind the closed door, so there always is one."""
    if not request.user.is_authenticated:
        raise PermissionDenied("nobody is signed in")
    return request.user


def writer_of(request: HttpRequest) -> "User":
    """Return who asks, if they may write; readers are told so before anything they sent is looked at."""
    viewer = viewer_of(request)
    if not viewer.may_write:
        raise PermissionDenied("readers may look but not write")
    return viewer


def administrators_only(view: View[P]) -> View[P]:
    """Let only administrators in; anybody else is told who may, and nothing is changed."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not viewer_of(request).may_administer:
            raise PermissionDenied("this page is the administrators'")
        return view(request, *args, **kwargs)

    return guarded
