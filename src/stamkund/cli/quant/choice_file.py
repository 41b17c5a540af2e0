"""Customers × actions from a file. Names become numbers inside DuckDB, so that ten million rows need no texts here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stamkund.cli.output import fail
from stamkund.cli.quant.refusals import refused_plainly
from stamkund.cli.quant.tables import Column, Kind, Table
from stamkund.cli.words import gettext as _
from stamkund.quant.allocation import Choices, Limit
from stamkund.quant.rows import Floats, Indices
from stamkund.warehouse.engine import quoted


@dataclass(frozen=True, slots=True)
class ChoiceColumns:
    """Which columns hold what."""

    customer: str
    action: str
    cost: str
    value: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts: a number for every row, and the text of each number."""

    codes: Indices
    names: NDArray[Any]


@dataclass(frozen=True, slots=True)
class KnownChoices:
    """The rows as the mathematics takes them, and as the file has them."""

    choices: Choices
    customer: Coded
    action: Coded
    cost: Floats
    value: Floats

    def rows(self, which: Indices) -> dict[str, NDArray[Any]]:
        """Some rows of the file, to be written."""
        return {
            "customer": self.customer.names[self.customer.codes[which]],
            "action": self.action.names[self.action.codes[which]],
            "cost": self.cost[which],
            "value": self.value[which],
        }


def read_choices(table: Table, columns: ChoiceColumns) -> KnownChoices:
    """Read and check the rows, or fail naming those that cannot be."""
    names = [Column(columns.customer, Kind.TEXT), Column(columns.action, Kind.TEXT)]
    numbers = [Column(columns.cost), Column(columns.value)]
    table.refuse_wrong([*names, *numbers])
    customer, action = (_coded(table, column) for column in names)
    if not customer.codes.size:
        fail(_("%(file)s has no rows") % {"file": table.path.name})
    found = table.engine.columns(f"SELECT {', '.join(column.named for column in numbers)} FROM file")
    cost, value = found[columns.cost], found[columns.value]
    with refused_plainly(table.path.name):
        choices = Choices.check(customer.codes, cost, value, action.codes)
    return KnownChoices(choices, customer, action, cost, value)


def read_limits(table: Table, at_most: Sequence[str], at_least: Sequence[str]) -> tuple[Limit, ...]:
    """The limits as they were typed, COLUMN:VALUE=N."""
    most = [_limit(table, text, is_least=False) for text in at_most]
    return (*most, *(_limit(table, text, is_least=True) for text in at_least))


def _limit(table: Table, text: str, *, is_least: bool) -> Limit:
    which, _equals, number = text.rpartition("=")
    column, colon, value = which.partition(":")
    try:
        bound = float(number)
    except ValueError:
        colon = ""
    if not colon:
        fail(_("a limit is COLUMN:VALUE=N, not %(text)s") % {"text": text})
    table.require([column])
    text_of = Column(column, Kind.TEXT).sql
    sql = f"SELECT CAST(COALESCE({text_of} = $1, FALSE) AS DOUBLE) AS use FROM file"
    use = table.engine.connection.execute(sql, [value]).fetchnumpy()["use"]
    if not np.any(use):
        fail(_("no row has %(value)s in column %(column)s") % {"value": value, "column": column})
    return Limit(f"{column} {value}", use, **{"at_least" if is_least else "at_most": bound})


def _coded(table: Table, column: Column) -> Coded:
    """Number the texts of a column in their order."""
    kind = quoted(f"kind of {column.name}")
    table.engine.connection.execute(
        f"CREATE TYPE IF NOT EXISTS {kind} AS ENUM (SELECT DISTINCT {column.sql} AS name FROM file ORDER BY name)"
    )
    codes = table.engine.columns(f"SELECT ENUM_CODE(CAST({column.sql} AS {kind})) AS code FROM file")["code"]
    names = table.engine.columns(f"SELECT UNNEST(ENUM_RANGE(CAST(NULL AS {kind}))) AS name")["name"]
    return Coded(codes.astype(np.intp), names)
