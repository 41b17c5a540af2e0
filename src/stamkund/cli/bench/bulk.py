"""Writing a whole base at once. For databases of the bench's own: what breaks off in between leaves them half built."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

SQLITE_CACHE_KIB = 400_000
SQLITE_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
)
POSTGRESQL_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN ({marks})
AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = quote_ident(indexname)::regclass)
"""
TABLES = (
    "customers_party", "customers_contactpoint", "customers_identifier", "timeline_event",
    "purchases_purchase", "purchases_purchaseline",
)  # fmt: skip


@contextmanager
def without_waiting() -> Iterator[None]:
    """Let SQLite keep in memory what it writes inside and not wait for the disk."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{SQLITE_CACHE_KIB}")
            cursor.execute("PRAGMA synchronous = OFF")
    yield
    connection.close()  # the next one has its ordinary settings again


@contextmanager
def indexes_aside() -> Iterator[None]:
    """Drop the secondary indexes of the tables a base is written to and build them in the end: from sorted rows."""
    asked = SQLITE_INDEXES if connection.vendor == "sqlite" else POSTGRESQL_INDEXES
    with connection.cursor() as cursor:
        cursor.execute(asked.format(marks=", ".join(["%s"] * len(TABLES))), TABLES)
        indexes = cursor.fetchall()
        for name, _statement in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        for _name, statement in indexes:
            cursor.execute(statement)
