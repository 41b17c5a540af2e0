"""What a file tells of its customers beside their purchases: covariates, and the group each belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stamkund.cli.output import fail
from stamkund.cli.quant.histories import Log, PurchaseHistories
from stamkund.cli.quant.tables import NAMED_ROWS, Column, Kind, Table
from stamkund.cli.words import gettext as _
from stamkund.warehouse.engine import Columns


@dataclass(frozen=True, slots=True)
class Traits:
    """Which columns tell it."""

    covariates: tuple[str, ...] = ()
    group: str | None = None

    @property
    def columns(self) -> list[Column]:
        covariates = [Column(name) for name in self.covariates]
        return [*covariates, Column(self.group, Kind.TEXT)] if self.group else covariates


def add_traits(known: PurchaseHistories, table: Table, traits: Traits, log: Log | None) -> PurchaseHistories:
    """The same histories with the traits of their customers, from a summary or from every purchase of a log."""
    if not traits.columns:
        return known
    found = _of_customers(known, table, traits.columns, log) if log else table.read(traits.columns)
    covariates = {name: found[name] for name in traits.covariates}
    return replace(known, covariates=covariates, group=found[traits.group] if traits.group else None)


def _of_customers(known: PurchaseHistories, table: Table, columns: Sequence[Column], log: Log) -> Columns:
    """One value per customer; fails where their purchases tell several."""
    table.refuse_wrong(columns)
    who = Column(log.who, Kind.TEXT)
    values = ", ".join(f"MIN({column.sql}) AS trait{place}" for place, column in enumerate(columns))
    for column in columns:
        _refuse_several(table, who, column)
    found = table.engine.columns(f"SELECT {who.sql} AS id, {values} FROM file WHERE {who.sql} IS NOT NULL GROUP BY ALL")
    place = {name: row for row, name in enumerate(found["id"].tolist())}
    rows = [place[name] for name in known.ids.tolist()]
    return {column.name: found[f"trait{number}"][rows] for number, column in enumerate(columns)}


def _refuse_several(table: Table, who: Column, column: Column) -> None:
    several = table.engine.connection.execute(
        f"SELECT {who.sql} AS id FROM file WHERE {who.sql} IS NOT NULL "
        f"GROUP BY id HAVING COUNT(DISTINCT {column.sql}) > 1 ORDER BY id LIMIT {NAMED_ROWS}"
    ).fetchall()
    if several:
        said = _("%(file)s, column %(column)s: not the same in all purchases of %(customers)s")
        customers = ", ".join(str(name) for (name,) in several)
        fail(said % {"file": table.path.name, "column": column.name, "customers": customers})
