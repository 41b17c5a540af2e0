"""What the pages about imports show, each one frozen object."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stamkund.imports.fields import field_label
from stamkund.imports.queries import (
    Reason,
    Result,
    all_imports,
    corrections_made,
    find_import,
    issues_of,
    reasons_of,
    refused_among,
    result_of,
)
from stamkund.imports.reasons import row_reason
from stamkund.web.imports.dates import DateReading, date_reading

LISTED = 100
ROWS_SHOWN = 50
MENDED = "mended"
STEPS = (("receive", _("Receive")), ("columns", _("Match columns")), ("check", _("Check")), ("publish", _("Publish")))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the four, and whether it is done, here, or still to come."""

    title: str | Promise
    state: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One import in the list, and how many of its rows stand in memory: none that were only checked or taken back."""

    run: Any
    result: Result

    @property
    def brought_in(self) -> int:
        return self.result.published if self.run.done_row else 0


@dataclass(frozen=True, slots=True)
class IssueRow:
    """A value that was refused, or left out: where it stands, and whether it is being mended or can be."""

    row: int
    who: str
    name: str
    field: str
    value: str
    before: str | None = None
    can_be_mended: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class MendedRow:
    """A value that somebody corrected, and whether its row is still refused."""

    row: int
    name: str
    field: str
    before: str
    value: str
    reason: str
    by: str
    at: datetime
    is_refused: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Checking or publishing, while it lasts and afterwards."""

    run: Any
    result: Result
    steps: tuple[Step, ...]
    reasons: Sequence[Reason] = ()
    chosen: Reason | None = None
    issues: Sequence[IssueRow] = ()
    mended: Sequence[MendedRow] = ()
    shows_mended: bool = False
    told: str = ""
    dates: DateReading | None = None
    rate: int = 0
    seconds_left: int | None = None
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def is_working(self) -> bool:
        return not self.run.is_at_rest

    @property
    def has_stalled(self) -> bool:
        """Whoever worked on it is gone."""
        return bool(self.run.work) and self.run.is_at_rest

    @property
    def can_be_checked(self) -> bool:
        """Its rows may be tried, once more or for the first time."""
        return bool(self.run.mapping) and self.run.is_at_rest and not self.run.done_row

    @property
    def would_add(self) -> int:
        return self.result.published - int(self.result.more.get("changed", 0))


def steps_at(name: str) -> tuple[Step, ...]:
    """The four steps as they stand while the reader is at `name`; "" when all are done."""
    names = [step for step, _title in STEPS]
    here = names.index(name) if name else len(names)
    states = ["done" if place < here else "here" if place == here else "" for place in range(len(names))]
    return tuple(Step(title, state) for (_name, title), state in zip(STEPS, states, strict=True))


def import_of(import_id: UUID) -> Any:
    """The import with that id."""
    run = find_import(import_id)
    if run is None:
        raise Http404
    return run


def list_page() -> list[Listed]:
    """The latest imports."""
    return [Listed(run, result_of(run)) for run in all_imports()[:LISTED]]


def work_page(run: Any, step: str, code: str = "", mending: str = "", told: str = "") -> WorkPage:
    """How far the work has come and what was found so far, with the rows of one reason or those that were mended.

    `mending` says which value is being written, as row-field; `told` why one could not be.
    """
    reasons = reasons_of(run)
    mended = _mended(run, mending) if run.is_correctable else []
    shows_mended = bool(mended) and (code == MENDED or not reasons)
    chosen = next((reason for reason in reasons if reason.code == code), reasons[0] if reasons else None)
    rate = _rate(run)
    left = round((run.rows - run.done_rows) / rate) if rate and not run.is_at_rest else None
    return WorkPage(
        run=run,
        result=result_of(run),
        steps=steps_at(step),
        reasons=reasons,
        chosen=None if shows_mended else chosen,
        issues=_issues(run, chosen.code, mending, mended) if chosen and not shows_mended else (),
        mended=mended,
        shows_mended=shows_mended,
        told=told,
        dates=date_reading(run.facts.get("profile", {}).get("dates") or {}, run.mapping.get("dates_as", "")),
        rate=rate,
        seconds_left=left,
        options=run.mapping,
    )


def _rate(run: Any) -> int:
    if not run.started_at or not run.done_rows:
        return 0
    until = timezone.now() if run.work else run.moved_at
    return int(run.done_rows / max((until - run.started_at).total_seconds(), 0.1))


def _issues(run: Any, code: str, mending: str, mended: Sequence[MendedRow]) -> list[IssueRow]:
    before = {(one.row, one.name): one.before for one in mended}
    columns = run.mapping.get("columns", {}) if run.is_correctable else {}
    return [
        IssueRow(
            row=one.row,
            who=one.who,
            name=one.field,
            field=field_label(run.kind, one.field),
            value=one.value,
            before=before.get((one.row, one.field)),
            can_be_mended=one.field in columns,
            is_open=mending == f"{one.row}-{one.field}",
        )
        for one in issues_of(run, code)[:ROWS_SHOWN]
    ]


def _mended(run: Any, mending: str) -> list[MendedRow]:
    """Each corrected value once, as it stands now, the latest first."""
    latest = {(one.row, one.field): one for one in corrections_made(run)}
    shown = sorted(latest.values(), key=lambda one: -one.pk)[:ROWS_SHOWN]
    refused = refused_among(run, [one.row for one in shown])
    return [
        MendedRow(
            row=one.row,
            name=one.field,
            field=field_label(run.kind, one.field),
            before=one.before,
            value=one.value,
            reason=row_reason(one.code) if one.code else "",
            by=one.actor.name if one.actor else "",
            at=one.corrected_at,
            is_refused=one.row in refused,
            is_open=mending == f"{one.row}-{one.field}",
        )
        for one in shown
    ]
