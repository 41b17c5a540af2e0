"""Remembering what an import did, and what was wrong with its rows."""

from collections.abc import Iterable, Sequence

from stamkund.imports.models import Change, Import, Issue
from stamkund.imports.rows.problems import Problem
from stamkund.timeline.bulk import insert_rows

# Beyond this the rows are still counted by reason, but no longer listed one by one.
MOST_ISSUES = 100_000


def keep_added(run: Import, what: str, ids: Sequence[int]) -> None:
    """Remember what was added, as runs of numbers: a batch draws them in one go, so that it is mostly one run."""
    runs: list[list[int]] = []
    for number in sorted(ids):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    rows = [(what, first, last) for first, last in runs]
    insert_rows(Change, ("what", "object_id", "last_id"), rows, {"import_run": run.pk})


def added_by(run: Import, what: str, ids: Sequence[int]) -> set[int]:
    """Which of the ids this import added."""
    if not ids:
        return set()
    runs = Change.objects.filter(import_run=run, what=what, object_id__lte=max(ids), last_id__gte=min(ids))
    ranges = [range(first, last + 1) for first, last in runs.values_list("object_id", "last_id")]
    return {number for number in ids if any(number in run_of_ids for run_of_ids in ranges)}


def keep_changed(run: Import, what: str, changes: Sequence[tuple[int, object, object]]) -> None:
    """Remember what was changed, as (id, before, after), in the order it happened."""
    rows = [(what, number, number, before, after) for number, before, after in changes]
    insert_rows(Change, ("what", "object_id", "last_id", "before", "after"), rows, {"import_run": run.pk})


def keep_issues(run: Import, problems: Iterable[Problem], kept: int) -> int:
    """Store problems for the screen, as long as fewer than the most are `kept`. Returns how many are kept now."""
    listed = list(problems)[: max(0, MOST_ISSUES - kept)]
    columns = ("row", "field", "value", "code", "refused", "who")
    insert_rows(Issue, columns, listed, {"import_run": run.pk})
    return kept + len(listed)
