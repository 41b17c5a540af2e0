"""Queries for several keys, compiled once for each power of two and answered in plain rows."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from stamkund.timeline.prepared import Compiled, converters_of

NUMBERS_KEPT = 64
_FIRST_STAND_IN = -1_000_000
Row = list[Any]


class PreparedRows:
    """A query for keys: ``PreparedRows(lambda keys: Event.objects.filter(party__in=keys).values_list("id", "kind"))``.

    It is put together with numbers that stand in for the keys; each must reach the SQL as it is. More than two keys are
    only looked for (``__in``): the last may be repeated. Whatever else it compares with stays as it was the first time,
    so it may hold nothing that changes, such as today.
    """

    def __init__(self, ask: "Callable[[Sequence[int]], QuerySet[Any, Any]]") -> None:
        self._ask = ask
        self._compiled = lru_cache(maxsize=NUMBERS_KEPT)(self._compile)

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """Return the rows for *keys*, values in the order they were asked for."""
        keys = rounded(keys)
        compiled = self._compiled(len(keys))
        stand_ins = dict(zip(_stand_ins(len(keys)), keys, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, [_real(value, stand_ins) for value in compiled.constants])
            return [compiled.read(row) for row in cursor.fetchall()]

    def _compile(self, count: int) -> Compiled:
        compiler = self._ask(_stand_ins(count)).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        return Compiled(sql, tuple(parameters), [], converters_of(compiler))


def rounded(keys: Sequence[int]) -> Sequence[int]:
    """Return *keys* with the last one repeated up to a power of two, so that few numbers of keys are compiled for."""
    missing = (1 << max(len(keys) - 1, 0).bit_length()) - len(keys)
    return [*keys, *[keys[-1]] * missing] if keys else keys


def _stand_ins(count: int) -> range:
    return range(_FIRST_STAND_IN, _FIRST_STAND_IN - count, -1)


def _real(value: Any, stand_ins: dict[int, int]) -> Any:
    return stand_ins.get(value, value) if type(value) is int else value
