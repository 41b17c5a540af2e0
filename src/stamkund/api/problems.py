"""Errors as programs read them: ``application/problem+json`` (RFC 9457)."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpResponse
from pydantic import BaseModel, Field

PROBLEM_JSON = "application/problem+json"


class Fault(BaseModel):
    """One thing that is wrong, and where."""

    where: str = Field(description="Where in the request, as in `body/lines/0/amount`.")
    detail: str = Field(description="What is wrong there.")


class Problem(BaseModel):
    """Why the request was not carried out. Nothing of it was stored."""

    type: str = "about:blank"
    title: str = Field(description="The meaning of the status.")
    status: int
    detail: str = Field(description="What went wrong this time.")
    errors: list[Fault] = Field(default_factory=list, description="Each fault, where the request itself was at fault.")


def problem(status: int, detail: str, errors: Sequence[Fault] = (), **headers: str) -> HttpResponse:
    """Return the answer to a request that was not carried out; underscores in *headers* stand for hyphens."""
    content = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(content.model_dump_json(), status=status, content_type=PROBLEM_JSON, headers=named)
