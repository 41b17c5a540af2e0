"""What can happen to a suggestion."""

from datetime import date

from stamkund.timeline.events import Payload


class SuggestionPutAside(Payload, kind="suggestion.put_aside"):
    action: str
    verdict: str
    until: date


class SuggestionTakenUp(Payload, kind="suggestion.taken_up"):
    """Undo: it is suggested again."""

    action: str
