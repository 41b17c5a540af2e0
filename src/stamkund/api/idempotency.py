"""The same request twice is one request: ``Idempotency-Key`` on every POST.

The key, the write and the answer are stored in one transaction, so a connection that breaks at any moment leaves either
all three or none. A request that failed stores nothing and may be sent again with the same key.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from stamkund.api.answers import JSON
from stamkund.api.models import Answer
from stamkund.api.refusals import KeyReusedError
from stamkund.api.requests import ApiRequest

HEADER = "Idempotency-Key"
LONGEST_KEY = 200
PATTERN = "^[!-~]+$"

P = ParamSpec("P")


def once(
    view: Callable[Concatenate[ApiRequest, P], HttpResponse],
) -> Callable[Concatenate[ApiRequest, P], HttpResponse]:
    """Carry out a POST in one transaction, and only once per ``Idempotency-Key``."""

    @wraps(view)
    def guarded(request: ApiRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = read_key(request)
        if key is None:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        return _answer_once(request, key, lambda: view(request, *args, **kwargs))

    return guarded


def read_key(request: HttpRequest) -> str | None:
    """Return the request's key, or ``None``."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not 0 < len(key) <= LONGEST_KEY or not re.fullmatch(PATTERN, key):
        raise BadRequest(_("An Idempotency-Key has 1 to 200 visible ASCII characters."))
    return key


def _answer_once(request: ApiRequest, key: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    fingerprint = _fingerprint(request)
    try:
        with transaction.atomic():
            return _act_and_keep(request, key, fingerprint, act)
    except IntegrityError:
        if stored := Answer.objects.filter(user=request.auth, key=key).first():
            return _repeat(request, stored, fingerprint)
        raise


def _act_and_keep(request: ApiRequest, key: str, fingerprint: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    claim = Answer.objects.create(user=request.auth, key=key, fingerprint=fingerprint)
    response = act()
    claim.status, claim.body = response.status_code, response.content
    claim.save(update_fields=["status", "body"])
    return response


def _repeat(request: ApiRequest, stored: Answer, fingerprint: str) -> HttpResponse:
    if stored.fingerprint != fingerprint:
        raise KeyReusedError
    if not request.auth.may_write:
        raise PermissionDenied("readers may look but not write")
    return HttpResponse(bytes(stored.body), status=stored.status, content_type=JSON)


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for part in _content(request):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _content(request: HttpRequest) -> Iterator[bytes]:
    """Yield what was sent; the boundary of a multipart body differs each time, its fields and files do not."""
    if not request.FILES:
        yield request.body
        return
    for name in sorted(request.POST):
        yield name.encode()
        yield "\0".join(map(str, request.POST.getlist(name))).encode()
    for name, file in sorted(request.FILES.items()):
        yield name.encode()
        yield from file.chunks()  # type: ignore[union-attr]  # without a list in the form, each is one file
        file.seek(0)  # type: ignore[union-attr]  # as above
