"""Finding with PostgreSQL's index of words (``search_words`` stands in ``migrations/0004``)."""

from stamkund.search.engines.documents import Table
from stamkund.search.rules.words import Atom

# As ``search_words`` cuts them.
LONGEST_WORD = 200


def condition(table: Table, atoms: tuple[Atom, ...]) -> tuple[str, str, list[str]]:
    """Return the source, the condition and its parameters."""
    return f"{table.name} d", "search_words(d.text) @@ %s::tsquery", [match(atoms)]


def match(atoms: tuple[Atom, ...]) -> str:
    """Return a tsquery. Every form consists of letters and digits and is quoted: none can be an operator."""
    return " & ".join("(" + " | ".join(_word(form) for form in atom) + ")" for atom in atoms)


def _word(form: str) -> str:
    word = form.rstrip()[:LONGEST_WORD]
    return f"'{word}'" if form.endswith(" ") else f"'{word}':*"
