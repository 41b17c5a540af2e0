"""What can happen to an import."""

from stamkund.timeline.events import Payload


class ImportPublished(Payload, kind="import.published"):
    """`touched` is how many customers got something new; whoever values the base follows from here."""

    import_id: str
    file_name: str
    import_kind: str
    published: int
    refused: int
    parties: int
    purchases: int


class ImportReverted(Payload, kind="import.reverted"):
    import_id: str
    file_name: str
    taken_back: int
    left: int


class ImportStopped(Payload, kind="import.stopped"):
    """Publishing was stopped by somebody behind so many rows, whose effects stay."""

    import_id: str
    file_name: str
    rows: int
