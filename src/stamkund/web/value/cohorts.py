"""Who stays, as a table of shares with a colour each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils.translation import gettext as _

from stamkund.web import formatting
from stamkund.web.value.report import CohortRow

STEPS = (0.3, 0.4, 0.5, 0.75)
"""Shares from which a cell is one step darker."""
MOST = 12
REMARKABLE = 0.05
MONTHS_IN_YEAR, QUARTERS = 12, 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One share; ``is_open`` while its period is not over."""

    share: float
    step: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    customers: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CohortTable:
    """The latest cohorts; *remark* says which one stayed less than the others."""

    lines: tuple[Line, ...]
    is_yearly: bool
    remark: str

    @property
    def later(self) -> range:
        return range(1, max((len(line.cells) for line in self.lines), default=1))


def cohort_table(months: int, rows: Sequence[CohortRow], language: str) -> CohortTable:
    """Return the table of the latest cohorts, oldest first."""
    shown = rows[-MOST:]
    is_yearly = months == MONTHS_IN_YEAR
    lines = tuple(Line(period_name(row.start, is_yearly=is_yearly), row.customers, _cells(row)) for row in shown)
    return CohortTable(lines, is_yearly, _remark(shown, language, is_yearly=is_yearly))


def period_name(start: date, *, is_yearly: bool) -> str:
    """Return "2024", or the quarter "2024 Q3"."""
    if is_yearly:
        return str(start.year)
    return _("%(year)s Q%(quarter)s") % {"year": start.year, "quarter": (start.month - 1) // QUARTERS + 1}


def _cells(row: CohortRow) -> tuple[Cell, ...]:
    last = len(row.retention) - 1
    return tuple(
        Cell(share, sum(share >= step for step in STEPS), is_open=place == last and place > 0)
        for place, share in enumerate(row.retention)
    )


def _remark(rows: Sequence[CohortRow], language: str, *, is_yearly: bool) -> str:
    """Say which cohort came back least in the period after its first, if it stands out."""
    closed = [row for row in rows if len(row.retention) > 2]
    if len(closed) < 3:
        return ""
    usual = median(row.retention[1] for row in closed)
    worst = min(closed, key=lambda row: row.retention[1])
    if usual - worst.retention[1] < REMARKABLE:
        return ""
    said = {
        "period": period_name(worst.start, is_yearly=is_yearly),
        "share": formatting.percent(worst.retention[1], language),
        "usual": formatting.percent(usual, language),
    }
    if is_yearly:
        return _("Of those who came in %(period)s, %(share)s bought again the year after; usually %(usual)s do.") % said
    return _("Of those who came in %(period)s, %(share)s bought again the quarter after; usually %(usual)s do.") % said
