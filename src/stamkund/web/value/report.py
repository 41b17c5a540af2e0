"""The report a run left behind, as typed figures; what an older run did not note is simply not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from stamkund.valuation.rules import LIKELY_ALIVE, WORTHWHILE
from stamkund.web.value.charts.calibration import Group
from stamkund.web.value.charts.matrix import Dot, middle
from stamkund.web.value.charts.tracking import Period

Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """Money moved since the month began, and by how many customers."""

    amount: float
    customers: int


@dataclass(frozen=True, slots=True)
class Month:
    """What moved the value of the base since *start*."""

    start: date
    acquired: Moved
    grown: Moved
    decayed: Moved
    lost: Moved

    @property
    def change(self) -> float:
        return self.acquired.amount + self.grown.amount + self.decayed.amount + self.lost.amount


@dataclass(frozen=True, slots=True)
class Field:
    """One field of value and risk: keep, save, grow or rest."""

    name: str
    customers: int
    amount: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class CohortRow:
    """Customers first seen in the period that begins on *start*; the share of them who bought in each later one."""

    start: date
    customers: int
    retention: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Holdout:
    """What a model fitted before *since* expected of the time after it, and what came."""

    since: date
    expected: float
    actual: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Classes:
    """Customers and money by size of value, between *edges*."""

    edges: tuple[float, ...]
    customers: tuple[int, ...]
    amount: tuple[float, ...]


def read_month(report: Report) -> Month | None:
    """Return what moved the total since the month began."""
    found = report.get("bridge")
    if not found:
        return None
    parts = {name: Moved(part["amount"], part["customers"]) for name, part in found["parts"].items()}
    return Month(start=date.fromisoformat(found["start"]), **parts)


def read_matrix(report: Report) -> tuple[Field, ...]:
    """Return the four fields of value and risk."""
    fields = report.get("matrix", {}).get("fields", {})
    return tuple(
        Field(name, found["customers"], found["amount"], tuple(_dot(name, point) for point in found["points"]))
        for name, found in fields.items()
    )


def _dot(field: str, point: Mapping[str, float]) -> Dot:
    slipping = 1.0 - LIKELY_ALIVE
    return Dot(middle(point["risk"], slipping, 1.0), middle(point["rank"], WORTHWHILE, 1.0), field == "save")


def read_cohorts(report: Report) -> tuple[int, tuple[CohortRow, ...]]:
    """Return the months in a period, and the cohorts, oldest first."""
    found = report.get("cohorts", {"months": 12, "rows": []})
    rows = (
        CohortRow(date.fromisoformat(row["start"]), row["customers"], tuple(row["retention"])) for row in found["rows"]
    )
    return found["months"], tuple(rows)


def read_holdout(report: Report) -> Holdout | None:
    """Return how the model fared on what was hidden from it; ``None`` where the history is too short to hide any."""
    found = report.get("holdout")
    if not found:
        return None
    groups = tuple(
        Group(group["x"], group["open_ended"], group["customers"], group["expected"], group["actual"])
        for group in found["groups"]
    )
    return Holdout(date.fromisoformat(found["from"]), found["expected"], found["actual"], groups)


def read_tracking(report: Report) -> tuple[Period, ...]:
    """Return repeat purchases expected and come, period by period."""
    found = report.get("tracking")
    if not found:
        return ()
    start, step = date.fromisoformat(found["start"]), timedelta(weeks=found["weeks"])
    pairs = zip(found["expected"], found["actual"], strict=True)
    return tuple(Period(start + (place + 1) * step, *pair) for place, pair in enumerate(pairs))


def read_hidden_from(report: Report) -> date | None:
    """Return from when on the tracking is a forecast; ``None`` where the model has seen it all."""
    found = report.get("tracking", {}).get("hidden_from")
    return date.fromisoformat(found) if found else None


def added_up(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Return the same periods, each with everything before it."""
    return tuple(
        accumulate(
            periods, lambda sum_, next_: Period(next_.until, sum_.expected + next_.expected, sum_.actual + next_.actual)
        )
    )


def read_held_by_top(report: Report) -> dict[float, float]:
    """Return share of the customers, the most valuable first → share of the value they hold."""
    found = report.get("distribution", {}).get("held_by_top", {})
    return {float(share): held for share, held in found.items()}


def read_classes(report: Report) -> Classes | None:
    """Return customers and money by size of value."""
    found = report.get("distribution")
    return found and Classes(tuple(found["edges"]), tuple(found["customers"]), tuple(found["amount"]))
