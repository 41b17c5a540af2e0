"""A column that SQLite meets while it walks a list in its order, instead of looking it up and sorting what it found.

A filter that fits few is looked up in its index, and the few are sorted. A filter that fits many is met soon when the
list is walked in its own order. SQLite cannot tell the two apart and would look up and sort a hundred thousand.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Field, Func
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

# So many are looked up and sorted in a few milliseconds.
FEW = 1_000


class Walked(Func):
    """*column*, made to depend on the *key* of the order it is walked in; PostgreSQL has its statistics instead."""

    function = "iif"
    template = "%(function)s(%(expressions)s, NULL)"
    arity = 2

    def _resolve_output_field(self) -> "Field[Any, Any]":
        field: Field[Any, Any] = self.get_source_expressions()[1].output_field
        return field

    def as_postgresql(self, compiler: SQLCompiler, _connection: "BaseDatabaseWrapper", **_context: Any) -> Any:
        return compiler.compile(self.get_source_expressions()[1])
