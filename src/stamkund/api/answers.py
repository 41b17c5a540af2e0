"""Answers are written straight from their schema: no second validation, no second encoder."""

from http import HTTPStatus

from django.http import HttpResponse
from pydantic import BaseModel

JSON = "application/json"


def answer(content: BaseModel, status: int = HTTPStatus.OK) -> HttpResponse:
    """Return *content* as JSON."""
    return HttpResponse(content.model_dump_json(), status=status, content_type=JSON)


def accepted(content: BaseModel) -> HttpResponse:
    """Return how far what was taken on has come."""
    return answer(content, HTTPStatus.ACCEPTED)


def created(content: BaseModel) -> HttpResponse:
    """Return what was just stored."""
    return answer(content, HTTPStatus.CREATED)
