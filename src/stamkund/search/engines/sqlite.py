"""Finding with SQLite's FTS5. Newer documents come first: what was said lately is what people look for."""

from stamkund.search.engines.documents import Table
from stamkund.search.rules.words import Atom

LATEST_FIRST = "ORDER BY i.rowid DESC"


def condition(table: Table, atoms: tuple[Atom, ...]) -> tuple[str, str, list[str]]:
    """Return the source, the condition and its parameters: the index is walked, its documents are looked up."""
    source = f"{table.fts} i CROSS JOIN {table.name} d ON d.{table.key} = i.rowid"
    return source, f"{table.fts} MATCH %s", [match(atoms)]


def match(atoms: tuple[Atom, ...]) -> str:
    """Return an FTS5 query. Every form consists of letters and digits and is quoted: none can be an operator."""
    return " AND ".join("(" + " OR ".join(_phrase(form) for form in atom) + ")" for atom in atoms)


def _phrase(form: str) -> str:
    return f'"{form.rstrip()}"' if form.endswith(" ") else f'"{form}" *'
