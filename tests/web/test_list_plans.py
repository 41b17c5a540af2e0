"""A list is walked in its order: neither the page nor the API sorts everybody to show fifty."""

from collections.abc import Iterable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stamkund.api.listing import ORDERS as API_ORDERS
from stamkund.customers.actions.add_parties import NewParty, ReadyContactPoint, add_parties
from stamkund.customers.models import Party
from stamkund.staff.actions.issue_token import issue_token
from stamkund.staff.models import User
from stamkund.timeline.walked import FEW
from stamkund.valuation.models import Run
from stamkund.web.customers.orders import ORDERS

LOOKED_UP = ("", "city=Falun", "keeper=nobody", "kind=person")
BY_VALUE, BY_STANDING = ("-value", "value", "-stake"), ("worth=high", "worth=low", "risk=slipping", "risk=staying")


@pytest.fixture
def falun(valued: Run) -> None:
    """Everybody lives in Falun, more than are looked up and sorted, and the database does not know."""
    point = ReadyContactPoint("postal", "Falun", "falun", city="Falun")
    others = [NewParty(name=f"Nr {n}", contact_points=[point], identifiers=[]) for n in range(FEW)]
    add_parties(parties=others, actor=None, source="test")
    Party.objects.update(city="Falun", folded_city="falun")


@pytest.mark.slow
@pytest.mark.usefixtures("falun")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL sorts tables this small")
def test_no_list_sorts_everybody_to_show_fifty(client: Client, asa: User) -> None:
    client.force_login(asa)
    token = {"Authorization": f"Bearer {issue_token(user=asa, name='till', actor=None, source='test')[1]}"}
    pages = [f"/customers?sort={sort}&{narrowed}" for sort in ORDERS for narrowed in LOOKED_UP]
    pages += [f"/customers?sort={sort}&{narrowed}" for sort in BY_VALUE for narrowed in BY_STANDING]
    answers = [f"/api/v1/parties?sort={sort}&{narrowed}" for sort in API_ORDERS for narrowed in ("", "city=Falun")]

    with CaptureQueriesContext(connection) as asked:
        statuses = {client.get(page).status_code for page in pages}
        statuses |= {client.get(answer, headers=token).status_code for answer in answers}

    assert statuses == {200}
    assert list(_sorts_of_customers(query["sql"] for query in asked)) == []


def _sorts_of_customers(questions: Iterable[str]) -> Iterator[str]:
    """Yield the questions about customers that SQLite answers by sorting all it found."""
    for question in questions:
        if question.startswith("SELECT") and 'FROM "customers_party"' in question and "ORDER BY" in question:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {question.replace('%', '%%')}")
                if any("TEMP B-TREE FOR ORDER BY" in step for *_, step in cursor.fetchall()):
                    yield question
