"""Finding customers, what was said, and purchases by their number."""

from django.db import connection

from stamkund.search.at_home import number_plan
from stamkund.search.hits import Hit, event_hits, party_hits, purchase_hits, visible
from stamkund.search.reader import Reader
from stamkund.search.rules.words import LONGEST_QUESTION, ask
from stamkund.staff.models import User

MOST_PURCHASES = 5
MERGED_DOUBLES = 5

_NUMBERS = """
SELECT id FROM purchases_purchase
WHERE number <> '' AND lower(number) {collate} >= %s AND lower(number) {collate} < %s LIMIT %s
"""


def search(viewer: User, q: str, limit: int = 20) -> list[Hit]:
    """Return what answers *q*, best first: customers, and with them what was said and what was bought.

    Any text may be asked. What *viewer* may not see is never found; a merged customer is shown as the one it became.
    """
    question = ask(q, number_plan())
    if not question.words or limit < 1:
        return []
    reader = Reader(question, None if viewer.may_administer else viewer.pk, limit + MERGED_DOUBLES)
    parties = reader.parties()[: reader.page]
    events = reader.events(max(limit - len(parties), limit // 4))
    seen = visible(viewer, (one.found.party for one in (*parties, *events)))
    others = [*_purchases(viewer, q), *event_hits(events, seen)][:limit]
    return sorted([*party_hits(parties, seen)[: limit - len(others)], *others], key=_best_first)


def _purchases(viewer: User, q: str) -> list[Hit]:
    typed = "".join(filter(str.isprintable, q[:LONGEST_QUESTION])).strip().lower()
    if len(typed) < 2 or not any(letter.isdigit() for letter in typed):
        return []
    sql = _NUMBERS.format(collate='COLLATE "C"' if connection.vendor == "postgresql" else "")
    with connection.cursor() as cursor:
        cursor.execute(sql, [typed, typed + "\U0010ffff", MOST_PURCHASES])
        keys = [key for (key,) in cursor.fetchall()]
    return purchase_hits(viewer, keys, typed) if keys else []


def _best_first(hit: Hit) -> tuple[float, str, str]:
    return (-hit.score, hit.title, hit.reference)
