"""How the two databases find documents. Both answer the same questions; a page never knows which one did."""

from typing import NamedTuple, Protocol

from django.db import connection

from stamkund.search.engines import postgresql, sqlite
from stamkund.search.engines.documents import Table
from stamkund.search.rules.words import Atom

MOST_SORTED = 200


class Found(NamedTuple):
    """A document that answers: its key (party or event), the party it is shown under, and its words."""

    key: int
    party: int
    text: str


class Condition(Protocol):
    """How an engine asks for documents with one beginning of a word per atom."""

    def __call__(self, table: Table, atoms: tuple[Atom, ...]) -> tuple[str, str, list[str]]: ...


def find_latest(table: Table, atoms: tuple[Atom, ...], *, viewer: int | None, limit: int) -> list[Found]:
    """Return up to *limit* documents that answer every atom, the latest first.

    SQLite walks its index backwards; PostgreSQL's has no order, so the latest of ``MOST_SORTED`` are taken.
    """
    if connection.vendor == "sqlite":
        return find(table, atoms, viewer=viewer, limit=limit, order=sqlite.LATEST_FIRST)
    return sorted(find(table, atoms, viewer=viewer, limit=MOST_SORTED), reverse=True)[:limit]


def find(table: Table, atoms: tuple[Atom, ...], *, viewer: int | None, limit: int, order: str = "") -> list[Found]:
    """Return up to *limit* documents, in no order of merit, that answer every atom and that *viewer* may see.

    *viewer* is the key of a member of staff, or ``None`` for one who may see everything.
    """
    if not atoms:
        return []
    engine: Condition = sqlite.condition if connection.vendor == "sqlite" else postgresql.condition
    source, where, parameters = engine(table, tuple(_shortest(atom) for atom in atoms))
    sql = FIND.format(source=source, where=where, key=table.key, seen=SEEN if viewer is not None else "", order=order)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *([viewer, viewer] if viewer is not None else []), limit])
        return [Found(*row) for row in cursor.fetchall()]


def _shortest(atom: Atom) -> Atom:
    """Leave out the forms that begin with another one: they find nothing that it does not find."""
    kept: list[str] = []
    for form in sorted(atom):
        if not (kept and form.startswith(kept[-1])):
            kept.append(form)
    return tuple(kept)


FIND = """
SELECT d.{key}, COALESCE(p.merged_into_id, p.id), d.text
FROM {source} JOIN customers_party p ON p.id = d.party_id LEFT JOIN customers_party s ON s.id = p.merged_into_id
WHERE {where} {seen} {order} LIMIT %s
"""
_OPENED = """EXISTS (
  SELECT 1 FROM customers_restriction r JOIN customers_restriction_staff o ON o.restriction_id = r.id
  WHERE r.party_id = {party}.id AND o.user_id = %s)"""
SEEN = (
    f"AND (NOT p.restricted OR {_OPENED.format(party='p')}) "
    f"AND (s.id IS NULL OR NOT s.restricted OR {_OPENED.format(party='s')})"
)
