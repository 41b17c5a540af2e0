"""Making what was said findable, in its corrected form; what was withdrawn is found no more."""

from collections.abc import Sequence

from django.db import transaction

from stamkund.dialogue.events import SPOKEN, NoteCorrected, NoteWithdrawn
from stamkund.search.engines.documents import EVENTS
from stamkund.search.engines.store import remove_document, store_documents
from stamkund.search.rules.words import document, words_of
from stamkund.search.vocabulary import learn
from stamkund.timeline.models import Event

MOST_LEARNT = 300


def index_event(event: Event) -> None:
    """Bring the document of what was said up to date: an immediate reaction to it and to its corrections."""
    original = event.corrects if event.corrects is not None else event
    if original.party_id is None or original.kind not in SPOKEN:
        return
    # What was recorded this moment has no corrections to ask for.
    text = text_now(original) if event.corrects_id is not None else str(event.data.get("text", ""))
    if text is None:
        remove_document(EVENTS, original.pk)
        return
    words = words_of(text)
    store_documents(EVENTS, [(original.pk, original.party_id, document(words))])
    learn(dict.fromkeys(words[:MOST_LEARNT]))


@transaction.atomic
def index_events(events: Sequence[Event]) -> None:
    """Bring the documents of many events up to date; *events* have their corrections fetched."""
    texts = {event: text_now(event) for event in events if event.party_id is not None}
    for event, text in texts.items():
        if text is None:
            remove_document(EVENTS, event.pk)
    words = {event: words_of(text) for event, text in texts.items() if text is not None}
    store_documents(EVENTS, [(event.pk, event.party_id, document(found)) for event, found in words.items()])
    learn({word for found in words.values() for word in found[:MOST_LEARNT]})


def text_now(event: Event) -> str | None:
    """Return what *event* says after its last correction, or ``None`` when it was withdrawn."""
    corrections = sorted(event.corrections.all(), key=lambda correction: correction.pk)
    if any(correction.kind == NoteWithdrawn.kind for correction in corrections):
        return None
    texts = [correction.data["text"] for correction in corrections if correction.kind == NoteCorrected.kind]
    return str(texts[-1] if texts else event.data.get("text", ""))
