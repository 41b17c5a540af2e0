"""What a card asks for is looked up: nothing it reads grows with the base."""

from collections.abc import Iterable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stamkund.customers.actions.add_parties import NewParty, ReadyContactPoint, add_parties
from stamkund.customers.models import Party
from stamkund.staff.models import User
from stamkund.timeline.models import Event

OTHERS, NOTES = 200, 20
AS_LARGE_AS_THE_COMPANY = {"staff_user", "valuation_equity"}


@pytest.fixture
def many_others(karin: Party) -> None:
    """Everybody said something, nothing was corrected yet, and the database has looked at what it holds."""
    points = [ReadyContactPoint("mail", "post@example.com", "post@example.com")]
    others = [NewParty(name=f"Nr {n}", contact_points=points, identifiers=[("till", f"n{n}")]) for n in range(OTHERS)]
    add_parties(parties=others, actor=None, source="test")
    said = {"kind": "note.written", "data": {"text": "Likes round toes"}, "source": "test"}
    Event.objects.bulk_create(Event(party=party, **said) for party in Party.objects.all() for _ in range(NOTES))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.usefixtures("many_others")
def test_a_card_looks_up_what_it_shows(client: Client, karin: Party, asa: User) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL scans tables this small whatever their indexes are")
    client.force_login(asa)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/customers/{karin.public_id}")

    assert set(_scanned(query["sql"] for query in asked)) <= AS_LARGE_AS_THE_COMPANY


def _scanned(questions: Iterable[str]) -> Iterator[str]:
    for question in questions:
        if question.startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {question.replace('%', '%%')}")
                yield from (step.split()[1] for *_, step in cursor.fetchall() if step.startswith("SCAN"))
