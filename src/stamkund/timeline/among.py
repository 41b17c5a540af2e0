"""Comparing with a thousand values that travel as one parameter, so that the statement is short and always the same."""

import json
from collections.abc import Collection
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression
from django.db.models.sql.compiler import SQLCompiler


class Among(Expression):
    """``filter(matching__in=Among(mails))``: what ``in=mails`` finds, without a mark and a look at each of them."""

    def __init__(self, values: Collection[str] | Collection[int]) -> None:
        super().__init__()
        self.values = list(values)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # type: ignore[override]  # the base takes any further names
        if connection.vendor == "sqlite":
            return "(SELECT value FROM json_each(%s))", [json.dumps(self.values)]
        kind = "bigint" if self.values and isinstance(self.values[0], int) else "text"
        return f"(SELECT unnest(%s::{kind}[]))", [self.values]
