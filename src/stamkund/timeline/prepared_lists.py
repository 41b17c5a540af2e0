"""Lists compiled once for each form they are asked in; who looks, for what and from where on is filled in later."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, QuerySet, UUIDField

from stamkund.timeline.prepared import Compiled, converters_of
from stamkund.timeline.prepared_rows import Row

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

FORMS_KEPT = 256
Form = TypeVar("Form", bound=Hashable)


class Gap(Expression):
    """A place in a query for the value called *name*, which is known when the query runs."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: "SQLCompiler", _connection: "BaseDatabaseWrapper") -> tuple[str, Any]:
        """Stand where the value will: the compiler hands parameters on as they are."""
        return "%s", [self]


def gaps(name: str, count: int) -> list[Any]:
    """Return places for *count* values of one kind, whichever that is, to be filled with ``filled(name, …)``."""
    return [Gap(f"{name} {number}") for number in range(count)]


def filled(name: str, values: Iterable[object]) -> dict[str, object]:
    """Return *values* for the places that ``gaps`` has made."""
    return {f"{name} {number}": value for number, value in enumerate(values)}


class PreparedList(Generic[Form]):
    """A query that has several forms: *ask* returns it for one of them, with a ``Gap`` for every value that varies.

    Everything the query otherwise depends on is part of its form, or it would grow old.
    """

    def __init__(self, ask: "Callable[[Form], QuerySet[Any, Any]]") -> None:
        self._ask = ask
        self._compiled = lru_cache(maxsize=FORMS_KEPT)(self._compile)

    def rows(self, form: Form, values: Mapping[str, object]) -> list[Row]:
        """Return the rows of *form*, its gaps filled with *values*, in the order the columns were asked for."""
        compiled = self._compiled(form)
        if compiled is None:
            return []
        parameters = [_stored(values[one.name]) if isinstance(one, Gap) else one for one in compiled.constants]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, parameters)
            return [compiled.read(row) for row in cursor.fetchall()]

    def _compile(self, form: Form) -> Compiled | None:
        compiler = self._ask(form).query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        return Compiled(sql, tuple(parameters), [], converters_of(compiler))


def _stored(value: object) -> Any:
    if isinstance(value, UUID):
        return UUIDField().get_db_prep_value(value, connection)
    return connection.ops.adapt_unknown_value(value)
