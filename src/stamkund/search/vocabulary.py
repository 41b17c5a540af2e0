"""The words that documents consist of, known by their inner parts and by their slips. Words are only ever added; a
word that no document has any more finds nothing, and reindexing forgets it.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from stamkund.search.rules.slips import (
    LONGEST_STEM,
    LONGEST_WORD,
    SHORTEST,
    SHORTEST_PART,
    is_learnt,
    nearest,
    parts_of,
    slips_of,
    stems_of,
)
from stamkund.search.rules.words import Atom

MOST_PARTS = 40
MOST_BEGUN = 24
_AFTER_ALL = "\U0010ffff"


def learn(words: Iterable[str]) -> None:
    """Make *words* findable by their parts and slips; those already known cost one look."""
    candidates = {word[:LONGEST_WORD] for word in words if is_learnt(word)}
    new = sorted(candidates - _known(candidates))
    if not new:
        return
    stems = {stem for word in new for stem in stems_of(word)}
    _insert("search_part", ("part", "word"), sorted((part, word) for word in new for part in parts_of(word)))
    _insert("search_slip", ("slip", "stem"), sorted((slip, stem) for stem in stems for slip in slips_of(stem)))


def words_beginning(beginning: str) -> Atom:
    """Return how *beginning* is looked up: where no index has one so long, as the few known words that have it.

    An index reads a word no further than it must, but puts a long beginning together from all that have it. Where the
    words are many, or none is known, each of them is rare.
    """
    if not LONGEST_STEM < len(beginning) < LONGEST_WORD or not is_learnt(beginning):
        return (beginning,)
    sql = "SELECT word FROM search_part WHERE part >= %s AND part < %s AND word = part LIMIT %s"
    words = [word for (word,) in _rows(sql, [beginning, beginning + _AFTER_ALL, MOST_BEGUN + 1])]
    return tuple(map(written_out, words)) if 0 < len(words) <= MOST_BEGUN else (beginning,)


def written_out(word: str) -> str:
    """Return how a known word or stem is looked up: a long word as a whole, unless it is known as far as this only."""
    return f"{word} " if LONGEST_STEM < len(word) < LONGEST_WORD else word


def words_with(part: str) -> list[str]:
    """Return words that have *part* inside them."""
    if len(part) < SHORTEST_PART:
        return []
    sql = "SELECT DISTINCT word FROM search_part WHERE part >= %s AND part < %s LIMIT %s"
    return [word for (word,) in _rows(sql, [part, part + _AFTER_ALL, MOST_PARTS])]


def stems_near(word: str) -> list[str]:
    """Return beginnings of known words that *word* begins with but for one slip, the likeliest first."""
    if len(word) < SHORTEST or not word.isalpha():
        return []
    slips = {slip for stem in stems_of(word) for slip in slips_of(stem)}
    marks = ", ".join(["%s"] * len(slips))
    rows = _rows(f"SELECT DISTINCT stem FROM search_slip WHERE slip IN ({marks})", list(slips))  # noqa: S608  (marks)
    return nearest(word, (stem for (stem,) in rows))


@transaction.atomic
def forget_all() -> None:
    """Empty the vocabulary, to be learnt anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_part")
        cursor.execute("DELETE FROM search_slip")


def _known(words: set[str]) -> set[str]:
    if not words:
        return set()
    marks = ", ".join(["%s"] * len(words))
    sql = f"SELECT word FROM search_part WHERE part IN ({marks}) AND word = part"  # noqa: S608  (marks)
    return {word for (word,) in _rows(sql, list(words))}


def _rows(sql: str, parameters: list[str | int]) -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _insert(table: str, columns: tuple[str, str], rows: list[tuple[str, str]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT OR IGNORE INTO {table} ({names}) VALUES (%s, %s)", rows)  # noqa: S608  (own names)
