"""Publishing: the rows become customers and purchases, batch by batch, and a stop anywhere can be gone on from.

Each batch is one transaction together with the row it ends at. Whoever comes back after a crash begins behind that row;
whoever publishes the same file again finds every row there already.
"""

import time
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.imports.actions.run_rows import (
    AnyBatch,
    OvertakenError,
    Progress,
    batches_of,
    context_of,
    handle_batch,
    hold,
    no_progress,
    rare_collection,
    roomy_sqlite,
    take_turns,
)
from stamkund.imports.events import ImportPublished
from stamkund.imports.models import Import, ImportState, Issue, Work
from stamkund.imports.publishing.changes import keep_issues
from stamkund.imports.publishing.context import Context
from stamkund.imports.publishing.settle import settle_extended
from stamkund.imports.reasons import sentence_of
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event, refuse_readers

STALE_AFTER = timedelta(seconds=30)
LOOK_AGAIN_SECONDS = 0.2


def publish_import(*, run: Import, actor: User | None, progress: Progress = no_progress) -> Import:
    """Publish what is not published yet. One import of a source publishes at a time; the next one waits its turn."""
    refuse_readers(actor)
    if run.state == ImportState.PUBLISHED:
        return run
    if not run.mapping:
        raise ValidationError({"import": _("Match the columns first.")})
    try:
        while not _begin(run):
            time.sleep(LOOK_AGAIN_SECONDS)
        context = context_of(run, actor, is_trial=False)
        with rare_collection(), roomy_sqlite():
            for batch in batches_of(context):
                _publish_batch(context, batch)
                progress(context.tally.rows, run.rows)
        _finish(context)
    except OvertakenError:
        run.refresh_from_db()
    except Exception as error:
        _stop(run, sentence_of(error))
        raise
    return run


@transaction.atomic
def _begin(run: Import) -> bool:
    """Take the source, unless somebody else holds it and has moved lately."""
    take_turns()
    others = Import.objects.filter(source=run.source, work=Work.PUBLISH, moved_at__gt=timezone.now() - STALE_AFTER)
    if others.exclude(pk=run.pk).exists():
        return False
    was_stopped = run.state == ImportState.STOPPED
    run.refresh_from_db(fields=["done_row", "done_rows", "counts", "state", "work"])
    if run.is_stopped and not was_stopped:
        raise OvertakenError
    if not run.done_row:
        Issue.objects.filter(import_run=run).delete()
        run.counts = {}
    run.work, run.started_at, run.moved_at, run.failure = Work.PUBLISH, timezone.now(), timezone.now(), ""
    run.save(update_fields=["work", "started_at", "moved_at", "failure", "counts"])
    return True


@transaction.atomic
def _publish_batch(context: Context, batch: AnyBatch) -> None:
    run = context.run
    take_turns()
    hold(run, work=Work.PUBLISH, done_row=run.done_row)
    problems = handle_batch(context, batch)
    keep_issues(run, problems, kept=run.counts.get("refused", 0) + run.counts.get("left_out", 0))
    run.done_row, run.done_rows, run.counts = batch.last_row, context.tally.rows, context.tally.as_json()
    run.moved_at = timezone.now()
    run.save(update_fields=["done_row", "done_rows", "counts", "moved_at"])


@transaction.atomic
def _finish(context: Context) -> None:
    run, tally = context.run, context.tally
    hold(run, work=Work.PUBLISH, done_row=run.done_row)
    settle_extended(run, context.actor)
    run.state, run.work, run.published_at = ImportState.PUBLISHED, Work.NONE, timezone.now()
    run.counts = tally.as_json()
    run.save(update_fields=["state", "work", "published_at", "counts"])
    payload = ImportPublished(
        import_id=str(run.public_id),
        file_name=run.file_name,
        import_kind=run.kind,
        published=tally.published,
        refused=tally.refused,
        parties=tally.parties,
        purchases=tally.purchases,
    )
    record_event(payload=payload, actor=context.actor, source=run.source, subject=f"import:{run.public_id}")


def _stop(run: Import, sentence: str) -> None:
    """What was stored stays, and can be gone on from or taken back."""
    Import.objects.filter(pk=run.pk).update(state=ImportState.FAILED, work=Work.NONE, failure=sentence[:500])
    run.refresh_from_db()
