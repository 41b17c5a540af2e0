"""Writing documents; the indexes follow by themselves."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from stamkund.search.engines.documents import Table

_SETTLE = "ON CONFLICT ({key}) DO UPDATE SET text = excluded.text WHERE {name}.text <> excluded.text"


def store_documents(table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert or replace documents, given as tuples of ``table.columns``; an unchanged one costs no write."""
    if not rows:
        return
    names, settle = ", ".join(table.columns), _SETTLE.format(key=table.key, name=table.name)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{kind}[]" for kind in table.types)
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays}) {settle}", columns)  # noqa: S608  (own names)
        else:
            marks = ", ".join(["%s"] * len(table.columns))
            cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks}) {settle}", rows)  # noqa: S608  (own names)


def remove_document(table: Table, key: int) -> None:
    """Let nothing be found by this document any more."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table.name} WHERE {table.key} = %s", [key])  # noqa: S608  (own names)
