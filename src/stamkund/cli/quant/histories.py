"""Purchase histories from a file: summed up from a log of purchases, or taken from a summary made elsewhere.

A log goes through the same metrics as the product's own purchases: purchases of one day are one, refunds (amounts below
zero) lower the money and can undo a day, and time is counted in days, divided by the days of the unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from stamkund.cli.output import fail
from stamkund.cli.quant.refusals import refuse_ids_twice
from stamkund.cli.quant.tables import Column, Kind, Table
from stamkund.cli.words import gettext as _
from stamkund.quant.clv.arrays import Floats
from stamkund.warehouse.metrics import define_stack


class Unit(StrEnum):
    """What time is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


DAYS = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 365.25 / 12, Unit.YEAR: 365.25}
OPTIONAL = ("weight", "m_x", "litt")
SUM_UP = "SELECT ids.id, customer_summary.* FROM customer_summary JOIN ids USING (party) ORDER BY party"


@dataclass(frozen=True, slots=True)
class PurchaseHistories:
    """One entry per customer (or per `weight` customers); what the file does not tell is ``None``.

    `m_x` is the mean money of the x repeat purchase days, `litt` the sum of the logarithms of the gaps between them,
    `later` the repeat purchase days between the end of calibration and of observation, `until` that span,
    `without_customer` how many purchases of a log nobody's name is on: they were left out. A log was summed up on the
    day `as_of`. `covariates` and `group` are what else is known of each customer.
    """

    ids: NDArray[Any]
    x: Floats
    t_x: Floats
    T: Floats
    weight: Floats | None = None
    m_x: Floats | None = None
    litt: Floats | None = None
    later: Floats | None = None
    until: float = 0.0
    as_of: date | None = None
    without_customer: int = 0
    covariates: Mapping[str, Floats] = field(default_factory=dict)
    group: NDArray[Any] | None = None

    @property
    def is_log(self) -> bool:
        return self.as_of is not None

    @property
    def history(self) -> tuple[Floats, Floats, Floats]:
        return self.x, self.t_x, self.T

    @property
    def money(self) -> Floats:
        """`m_x`, or the end of the command where the file does not tell it."""
        if self.m_x is None:
            fail(_("gamma-gamma needs money: --amount for a log, a column m_x in a summary"))
        return self.m_x


@dataclass(frozen=True, slots=True)
class Log:
    """Which columns of a file hold its purchases, and what time is counted in."""

    who: str
    when: str
    amount: str | None
    unit: Unit


def sum_up(table: Table, log: Log, calibration_end: date | None, observation_end: date | None) -> PurchaseHistories:
    """Sum a purchase log up as of the end of calibration, and count what came after; both default to the last day."""
    if observation_end and not calibration_end:
        fail(_("--observation-end needs --calibration-end"))
    for end in (calibration_end, observation_end):
        if end and end > _today():
            fail(_("%(day)s is still to come") % {"day": end})
    nobodys = _define_purchases(table, log)
    last = observation_end or _last_day(table)
    calibrated = calibration_end or last
    if observation_end and observation_end <= calibrated:
        fail(_("the observation must end after the calibration"))
    known = replace(_as_of(table, calibrated, log), without_customer=nobodys)
    if last <= calibrated:
        return known
    seen = _as_of(table, last, log)
    later = dict(zip(seen.ids.tolist(), seen.x.tolist(), strict=True))
    total = np.array([later[name] for name in known.ids.tolist()])
    return replace(known, later=total - known.x, until=(last - calibrated).days / DAYS[log.unit])


def take_summary(table: Table, id_column: str | None) -> PurchaseHistories:
    """Take columns x, t_x, T and, where they are there, id, weight, m_x and litt as they stand."""
    optional = [name for name in OPTIONAL if name in table.names]
    id_column = id_column or ("id" if "id" in table.names else None)
    identity = [Column(id_column, Kind.TEXT)] if id_column else []
    found = table.read([*identity, *(Column(name) for name in ("x", "t_x", "T", *optional))])
    ids = found[id_column] if id_column else np.arange(1, found["x"].size + 1)
    if id_column:
        refuse_ids_twice(ids)
    weight, m_x, litt = (found.get(name) for name in OPTIONAL)
    return PurchaseHistories(ids, found["x"], found["t_x"], found["T"], weight, m_x, litt)


def _define_purchases(table: Table, log: Log) -> int:
    """Give the log the shape of the warehouse's purchases, with a number for every customer as they come up.

    Returns how many rows name nobody.
    """
    columns = [Column(log.who, Kind.TEXT, may_be_blank=True), Column(log.when, Kind.DATE)]
    if log.amount:
        columns.append(Column(log.amount))
    table.refuse_wrong(columns)
    who, when, *amount = (column.sql for column in columns)
    said = _("%(file)s, column %(column)s: a day that is still to come in %(rows)s")
    table.refuse_where(f"{when} > DATE '{_today():%Y-%m-%d}'", columns[1], said)
    money = amount[0] if amount else "0"
    rows = f"SELECT {who} AS id, {when} AS day, {money} AS money FROM file WHERE {who} IS NOT NULL"
    table.engine.keep("ids", _numbered_customers(rows))
    table.engine.keep(
        "purchases",
        "SELECT ids.party, CASE WHEN money < 0 THEN 0 ELSE 1 END AS sale, day AS purchased_on, "
        "CAST(NULL AS DATE) AS reversed_on, '' AS currency, money AS revenue, CAST(NULL AS DOUBLE) AS direct_cost "
        f"FROM ({rows}) JOIN ids USING (id)",
    )
    table.engine.keep("rates", "SELECT '' AS currency, 1.0 AS rate")
    table.engine.keep("merges", "SELECT CAST(NULL AS BIGINT) AS party, CAST(NULL AS BIGINT) AS survivor WHERE FALSE")
    return table.count(f"{who} IS NULL")


def _today() -> date:
    """Where the day has come furthest: a log may be from anywhere."""
    return datetime.now(timezone(timedelta(hours=14))).date()


def _last_day(table: Table) -> date:
    (last,) = table.engine.connection.execute("SELECT MAX(purchased_on) FROM purchases").fetchone() or (None,)
    if last is None:
        fail(_("%(file)s has no rows") % {"file": table.path.name})
    return cast(date, last)


def _numbered_customers(rows: str) -> str:
    numbered = f"SELECT id, ROW_NUMBER() OVER () AS number FROM ({rows})"
    return f"SELECT id, ROW_NUMBER() OVER (ORDER BY MIN(number)) AS party FROM ({numbered}) GROUP BY id"


def _as_of(table: Table, day: date, log: Log) -> PurchaseHistories:
    """The summary as of the end of a day, in the unit of time that was asked for."""
    engine = table.engine
    engine.keep("terms", f"SELECT DATE '{day:%Y-%m-%d}' AS as_of, 1 AS every, CAST(NULL AS DOUBLE) AS cost_share")
    define_stack(engine)
    found = engine.columns(SUM_UP)
    if not found["id"].size:
        said = _("nobody in %(file)s had bought anything by %(day)s")
        fail(said % {"file": table.path.name, "day": day})
    first, last = (found[name].astype("datetime64[D]") for name in ("first_on", "last_on"))
    x, days = found["purchase_days"].astype(np.float64) - 1.0, DAYS[log.unit]
    repeat_money = found["money"] - found["first_money"]
    return PurchaseHistories(
        ids=found["id"],
        x=x,
        t_x=(last - first).astype(np.float64) / days,
        T=(np.datetime64(day, "D") - first).astype(np.float64) / days,
        m_x=repeat_money / np.maximum(x, 1.0) if log.amount else None,
        litt=found["log_gaps"] - x * np.log(days),
        as_of=day,
    )
