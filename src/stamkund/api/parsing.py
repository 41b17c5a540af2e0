"""Reading JSON from strangers."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from stamkund.api.refusals import NotJsonError


class StrictParser(Parser):
    """Takes JSON that calls itself JSON, without the numbers JSON does not have."""

    def parse_body(self, request: HttpRequest) -> Any:
        kind = request.content_type or ""
        if kind != "application/json" and not kind.endswith("+json"):
            raise NotJsonError(f"send application/json, not {kind[:80] or 'nothing'}")
        content = json.loads(request.body, parse_constant=_refuse_constant)
        if b"\\u" in request.body:
            _refuse_half_characters(content)
        return content


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")


def _refuse_half_characters(content: Any) -> None:
    """Raise for half of a surrogate pair: JSON can spell it, but it is no character and nothing can store it."""
    json.dumps(content, ensure_ascii=False).encode()
