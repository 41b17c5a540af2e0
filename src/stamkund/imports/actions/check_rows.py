"""Checking: every row is read and decided as if it were published, and nothing is written but what was found."""

from django.db import transaction
from django.utils import timezone

from stamkund.imports.actions.run_rows import (
    OvertakenError,
    Progress,
    batches_of,
    context_of,
    handle_batch,
    hold,
    no_progress,
)
from stamkund.imports.models import Import, ImportState, Issue, Work
from stamkund.imports.publishing.changes import keep_issues
from stamkund.imports.publishing.context import Context
from stamkund.imports.rows.problems import Problem
from stamkund.staff.models import User
from stamkund.timeline.actions import refuse_readers


def check_rows(*, run: Import, actor: User | None, progress: Progress = no_progress) -> Import:
    """Try every row. What is wrong is listed with row, field and reason as it is found; customers stay as they are."""
    refuse_readers(actor)
    context = context_of(run, actor, is_trial=True)
    _begin(run)
    kept = 0
    try:
        for batch in batches_of(context):
            problems = handle_batch(context, batch)
            kept = _keep(context, problems, kept)
            progress(context.tally.rows, run.rows)
        _finish(run)
    except OvertakenError:
        run.refresh_from_db()
    return run


@transaction.atomic
def _begin(run: Import) -> None:
    Issue.objects.filter(import_run=run).delete()
    run.work, run.started_at, run.moved_at = Work.CHECK, timezone.now(), timezone.now()
    run.counts, run.done_rows, run.failure = {}, 0, ""
    run.save(update_fields=["work", "started_at", "moved_at", "counts", "done_rows", "failure"])


@transaction.atomic
def _keep(context: Context, problems: list[Problem], kept: int) -> int:
    run = context.run
    hold(run, work=Work.CHECK)
    run.counts, run.done_rows, run.moved_at = context.tally.as_json(), context.tally.rows, timezone.now()
    run.save(update_fields=["counts", "done_rows", "moved_at"])
    return keep_issues(run, problems, kept)


@transaction.atomic
def _finish(run: Import) -> None:
    hold(run, work=Work.CHECK)
    run.work = Work.NONE
    if run.state != ImportState.PUBLISHED:
        run.state = ImportState.CHECKED
    run.save(update_fields=["state", "work"])
