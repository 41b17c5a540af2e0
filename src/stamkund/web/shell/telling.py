"""Saying what happened, in a toast, with a way back."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

CHANGED = "stamkund:changed"


@dataclass(frozen=True, slots=True)
class Undo:
    """The address that takes something back, and the signed note of how it was before."""

    url: str
    token: str


def undo(url: str, before: Any) -> Undo:
    """Return a way back to *before* (plain data), which only we can have written."""
    return Undo(url, signing.dumps(before, salt=url))


def remembered(request: HttpRequest) -> Any:
    """Return what the undo at this address was to go back to; raises ``signing.BadSignature`` for anything else."""
    return signing.loads(request.POST.get("token", ""), salt=request.path)


def tell(request: HttpRequest, text: str, way_back: Undo | None = None, tone: str = "") -> HttpResponse:
    """Answer a fragment's request with a toast alone, and let the lists of the page read themselves again."""
    answer = render(request, "shell/told.html", {"text": text, "undo": way_back, "tone": tone})
    answer.headers["HX-Trigger"] = CHANGED
    return answer
