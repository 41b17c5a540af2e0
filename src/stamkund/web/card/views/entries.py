"""Writing on the timeline: new entries, corrections, withdrawals, pins."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stamkund.dialogue.actions.write_note import correct_note, withdraw_note
from stamkund.timeline.actions import pin_event, unpin_event
from stamkund.web.card.composing import fresh_composer
from stamkund.web.card.entries import latest_text
from stamkund.web.card.forms.composer import ComposerForm
from stamkund.web.card.forms.who import TextForm
from stamkund.web.card.notices import Notice, notice
from stamkund.web.card.pages import read_entry
from stamkund.web.card.tabs import TABS
from stamkund.web.card.views.answers import answer, refuse
from stamkund.web.card.views.finding import customer_of, event_of, mendable_event_of
from stamkund.web.card.writing import SOURCE, write_again, write_down
from stamkund.web.viewer import writer_of


@require_POST
def entries(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down what the composer says."""
    writer, party = writer_of(request), customer_of(request, public_id)
    form = ComposerForm(request.POST, viewer=writer)
    if form.is_valid():
        try:
            done = write_down(form, party, writer)
        except ValidationError as error:
            refuse(form, error)
        else:
            return answer(request, party, done, fresh=fresh_composer(writer, form.cleaned_data["kind"]))
    return render(request, "card/composer.html", {"party": party, "form": form, "tabs": TABS}, status=422)


@require_GET
def entry(request: HttpRequest, public_id: UUID, event_id: int) -> HttpResponse:
    """Offer what can be done with an entry."""
    writer, party = writer_of(request), customer_of(request, public_id)
    found = read_entry(writer, party, event_of(party, event_id))
    return render(request, "card/entry_acts.html", {"party": party, "entry": found})


@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, public_id: UUID, event_id: int) -> HttpResponse:
    """Ask for the text an entry should have had, or give it that text."""
    writer, party = writer_of(request), customer_of(request, public_id)
    event = mendable_event_of(party, event_id)
    form = TextForm(request.POST or None, initial={"text": latest_text(event) or event.data.get("text", "")})
    if request.method == "POST" and form.is_valid():
        correct_note(event=event, text=form.cleaned_data["text"], actor=writer, source=SOURCE)
        return answer(request, party, Notice(_("Corrected. The first text is kept beside it.")))
    status = 422 if request.method == "POST" else 200
    context = {"party": party, "event_id": event_id, "form": form}
    return render(request, "card/correction.html", context, status=status)


@require_POST
def withdrawal(request: HttpRequest, public_id: UUID, event_id: int) -> HttpResponse:
    """Take back what one wrote oneself."""
    writer, party = writer_of(request), customer_of(request, public_id)
    event = mendable_event_of(party, event_id)
    withdraw_note(event=event, actor=writer, source=SOURCE)
    return answer(request, party, notice(_("Taken back."), party, "customer_entries", **write_again(event)))


@require_POST
def pin(request: HttpRequest, public_id: UUID, event_id: int) -> HttpResponse:
    """Keep an entry at the top."""
    writer, party = writer_of(request), customer_of(request, public_id)
    pin_event(event=event_of(party, event_id), actor=writer)
    return answer(request, party, notice(_("Pinned to the top."), party, "unpin_entry", event_id))


@require_POST
def unpin(request: HttpRequest, public_id: UUID, event_id: int) -> HttpResponse:
    """Let an entry take its own place in time again."""
    writer, party = writer_of(request), customer_of(request, public_id)
    unpin_event(event=event_of(party, event_id), actor=writer)
    return answer(request, party, notice(_("No longer pinned."), party, "pin_entry", event_id))
