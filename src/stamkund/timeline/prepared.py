"""Queries compiled once: where a customer is read, putting the SQL together costs ten times as much as running it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, Model, QuerySet

if TYPE_CHECKING:
    from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Converter = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL with its constants, the names of its columns, and which of them are stored in another form."""

    sql: str
    constants: tuple[Any, ...]
    names: list[str]
    converters: list[tuple[int, Converter, Any]]

    def read(self, row: Sequence[Any]) -> list[Any]:
        """Return the values of *row* in Python's form."""
        values = list(row)
        for place, convert, column in self.converters:
            values[place] = convert(values[place], column, connection)
        return values


def converters_of(compiler: "SQLCompiler") -> list[tuple[int, Converter, Any]]:
    """Return which columns of a compiled query are stored in another form, and how each is read."""
    columns = [column for column, _, _ in compiler.select]
    return [
        (place, convert, column)
        for place, (found, column) in compiler.get_converters(columns).items()
        for convert in found
    ]


class Prepared(Generic[M]):
    """A query for one value of *field*: ``Prepared(Token, "digest", lambda tokens: tokens.filter(revoked_at=None))``.

    *narrow* may filter, order and leave out columns, but join no columns in.
    """

    def __init__(
        self, model: type[M], field: str, narrow: "Callable[[QuerySet[M]], QuerySet[M]]" = lambda rows: rows
    ) -> None:
        self._model, self._name, self._narrow = model, field, narrow

    def rows(self, value: object) -> list[M]:
        """Return the rows whose field has *value*."""
        compiled = self._compiled
        wanted = self._field.get_db_prep_value(value, connection)
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, [wanted, *compiled.constants])
            found = cursor.fetchall()
        alias = connection.alias
        return [self._model.from_db(alias, compiled.names, compiled.read(row)) for row in found]

    def first(self, value: object) -> M | None:
        """Return the first such row."""
        found = self.rows(value)
        return found[0] if found else None

    @cached_property
    def _field(self) -> "Field[Any, Any]":
        return self._model._meta.get_field(self._name)  # type: ignore[return-value]  # noqa: SLF001  (documented model API)

    @cached_property
    def _compiled(self) -> Compiled:
        """The value looked for is the first parameter, since it is filtered by first."""
        rows: QuerySet[M] = self._model._default_manager.filter(**{self._name: self._example()})  # noqa: SLF001  (as above)
        compiler = self._narrow(rows).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        names = [column.target.attname for column, _, _ in compiler.select]
        return Compiled(sql, tuple(parameters[1:]), names, converters_of(compiler))

    def _example(self) -> Any:
        target = getattr(self._field, "target_field", self._field)
        return target.to_python("0" * 32) if target.get_internal_type() in {"UUIDField", "CharField"} else 0
