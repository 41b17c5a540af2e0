"""Saying that work on an import has begun, or could not be done."""

from django.db import transaction
from django.utils import timezone

from stamkund.imports.models import Import, ImportState, Work


@transaction.atomic
def announce_work(*, run: Import, work: str) -> Import:
    """Let the screen say what is about to be done, from the moment it was asked for."""
    run.work, run.failure = Work(work), ""
    run.done_rows = run.done_rows if run.done_row else 0
    run.started_at = run.moved_at = timezone.now()
    run.save(update_fields=["work", "failure", "done_rows", "started_at", "moved_at"])
    return run


@transaction.atomic
def set_aside(*, run: Import, sentence: str) -> Import:
    """Let the file wait with the sentence that says why."""
    run.work, run.failure = Work.NONE, sentence[:500]
    if run.state == ImportState.RECEIVED or not run.mapping:
        run.state = ImportState.RECEIVED
    run.save(update_fields=["work", "failure", "state"])
    return run
