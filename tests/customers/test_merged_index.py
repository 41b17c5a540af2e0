import pytest
from django.db import connection

from stamkund.customers.models import Party


@pytest.mark.django_db
def test_the_entries_of_a_customer_are_looked_up_and_not_searched_for() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL scans a table this small whatever its indexes are")
    plan = Party.objects.filter(merged_into=1).values_list("pk").explain()
    assert "party_merged" in plan
