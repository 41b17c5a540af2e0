"""The answer after something was written: the parts of the card that changed, in the same response."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stamkund.timeline.queries import looked_before
from stamkund.web.card.composing import Fresh
from stamkund.web.card.notices import Notice
from stamkund.web.card.pages import customer_card
from stamkund.web.card.tabs import TABS
from stamkund.web.card.views.finding import asked_of
from stamkund.web.viewer import viewer_of

if TYPE_CHECKING:
    from stamkund.customers.models import Party


def answer(request: HttpRequest, party: "Party", notice: Notice, *, fresh: Fresh | None = None) -> HttpResponse:
    """Say what was done and swap what it changed; without scripts, go back to the card."""
    if not request.headers.get("HX-Request"):
        messages.success(request, notice.text, extra_tags=notice.tone)
        return redirect("customer", party.public_id)
    viewer = viewer_of(request)
    card = customer_card(viewer, party, asked_of(request), looked_before(viewer.pk, party.pk))
    return render(request, "card/answer.html", {"card": card, "notice": notice, "fresh": fresh, "tabs": TABS})


def regret(request: HttpRequest, party: "Party", error: ValidationError) -> HttpResponse:
    """Say why an action that has no form of its own was refused."""
    response = answer(request, party, Notice(" ".join(error.messages), tone="lost"))
    response.status_code = response.status_code if response.has_header("Location") else 422
    return response


def refuse(form: forms.Form, error: ValidationError) -> None:
    """Put what an action refused beside the fields it speaks of."""
    said = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, texts in said.items():
        form.add_error(field if field in form.fields else None, texts)
