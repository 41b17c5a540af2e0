"""Which exception becomes which problem, on one page."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Unreadable

from stamkund.api.problems import Fault, problem
from stamkund.api.refusals import CursorError, GuessingError, KeyReusedError, NotJsonError
from stamkund.imports.formats import FileRefused
from stamkund.imports.reasons import file_reason
from stamkund.purchases.refusals import KeyTakenError

logger = logging.getLogger(__name__)


def not_signed_in(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(401, _("Send a valid token: “Authorization: Bearer stk_…”."), WWW_Authenticate="Bearer")


def guessed_too_often(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(429, _("Too many unknown tokens from this address. Wait a minute."), Retry_After="60")


def not_allowed(_request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(403, str(error) or _("This token may not do that."))


def not_found(_request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(404, str(error) or _("There is nothing here."))


def unreadable(_request: HttpRequest, error: Unreadable) -> HttpResponse:
    """Return what pydantic found, fault by fault."""
    faults = [Fault(where=_place(fault["loc"]), detail=str(fault["msg"])) for fault in error.errors]
    return problem(422, _("The request is not as described."), faults)


def refused(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return what an action refused, fault by fault."""
    faults = list(_faults(error))
    return problem(422, faults[0].detail, faults)


def key_reused(_request: HttpRequest, _error: Exception) -> HttpResponse:
    detail = _("This key was used for another request.")
    return problem(422, detail, [Fault(where="header/Idempotency-Key", detail=detail)])


def bad_cursor(_request: HttpRequest, _error: Exception) -> HttpResponse:
    detail = _("This cursor does not belong to this list. Start again without it.")
    return problem(422, detail, [Fault(where="query/cursor", detail=detail)])


def file_refused(_request: HttpRequest, error: FileRefused) -> HttpResponse:
    reason = file_reason(error)
    return problem(422, reason, [Fault(where="file/file", detail=reason)])


def clashes(_request: HttpRequest, error: Exception) -> HttpResponse:
    """Log which constraint it was; what PostgreSQL says after the first line holds the key itself."""
    logger.info("the database refused a write: %s", str(error).partition("\n")[0])
    return problem(409, _("Something with the same key is already stored."))


def key_taken(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = list(_faults(error))
    return problem(409, faults[0].detail, faults)


def too_large(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(413, _("The request is too large."))


def malformed(_request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(400, str(error) or _("The request cannot be read."))


def http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Return django-ninja's own errors; it hides why a body could not be parsed in the cause."""
    if isinstance(error.__cause__, NotJsonError):
        return problem(415, str(error.__cause__))
    return problem(error.status_code, str(error.__cause__ or error))


def broken(_request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("a request could not be answered", exc_info=error)
    return problem(500, _("Something went wrong here; it is in the log."))


HANDLERS: dict[type[Exception], Any] = {
    AuthenticationError: not_signed_in,
    GuessingError: guessed_too_often,
    PermissionDenied: not_allowed,
    Http404: not_found,
    Unreadable: unreadable,
    ValidationError: refused,
    KeyReusedError: key_reused,
    CursorError: bad_cursor,
    FileRefused: file_refused,
    KeyTakenError: key_taken,
    IntegrityError: clashes,
    RequestDataTooBig: too_large,
    SuspiciousOperation: malformed,
    BadRequest: malformed,
    UnreadablePostError: malformed,
    MultiPartParserError: malformed,
    RawPostDataException: malformed,
    HttpError: http_error,
    Exception: broken,
}


def install_handlers(api: NinjaAPI) -> None:
    """Let *api* answer every exception with a problem."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)


def _place(location: Sequence[str | int]) -> str:
    """Return where a fault is; django-ninja puts the name of the view's own argument second."""
    source, *rest = location
    return "/".join(map(str, [source, *(rest[1:] if rest[:1] in (["body"], ["query"]) else rest)]))


def _faults(error: ValidationError) -> Iterable[Fault]:
    if not hasattr(error, "error_dict"):
        return [Fault(where="body", detail=message) for message in error.messages]
    return [
        Fault(where="body" if field == NON_FIELD_ERRORS else f"body/{field}", detail=message)
        for field, messages in error.message_dict.items()
        for message in messages
    ]
