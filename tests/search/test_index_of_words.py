import pytest
from django.db import connection


@pytest.mark.django_db
def test_few_new_words_wait_beside_the_index_of_words() -> None:
    """Every question reads through what waits."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets no words wait")
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reloptions FROM pg_class WHERE relname LIKE 'search_%%_index' ORDER BY relname")
        assert cursor.fetchall() == [
            (f"search_{kind}_index", ["gin_pending_list_limit=256"]) for kind in ("event", "party")
        ]
