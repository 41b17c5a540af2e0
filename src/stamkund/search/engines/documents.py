"""The two kinds of documents and what their indexes are called."""

from typing import NamedTuple


class Table(NamedTuple):
    name: str
    key: str
    fts: str
    columns: tuple[str, ...]
    types: tuple[str, ...]


PARTIES = Table("search_partydocument", "party_id", "search_party_index", ("party_id", "text"), ("bigint", "text"))
EVENTS = Table(
    "search_eventdocument",
    "event_id",
    "search_event_index",
    ("event_id", "party_id", "text"),
    ("bigint", "bigint", "text"),
)
