"""Taking an import back: what it added goes, what it changed becomes what it was, what others did since stays."""

from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.imports.actions.run_rows import Progress, no_progress, take_turns
from stamkund.imports.events import ImportReverted
from stamkund.imports.models import Change, Import, ImportState, Issue, Work
from stamkund.imports.publishing.take_back import take_back
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event, refuse_readers

BATCH = 1_000
# What leans on something else goes before it: lines before products, purchases before the customers who made them.
UNDO_ORDER = (
    "event",
    "extended",
    "retold",
    "purchase",
    "product",
    "names",
    "contact_point",
    "identifier",
    "role",
    "party",
)


def revert_import(*, run: Import, actor: User | None, progress: Progress = no_progress) -> Import:
    """Undo every change of the import, a thousand per transaction, the latest first; a stop can be gone on from.

    What somebody else has built on or changed since is left as it is, and counted in `counts["left"]`.
    """
    refuse_readers(actor)
    run.refresh_from_db()
    if run.state == ImportState.REVERTED:
        return run
    if not run.is_revertable and run.work != Work.REVERT:
        raise ValidationError({"import": _("There is nothing of this import to take back.")})
    Import.objects.filter(pk=run.pk).update(work=Work.REVERT, started_at=timezone.now(), moved_at=timezone.now())
    total = _covered(Change.objects.filter(import_run=run))
    done = 0
    while count := _take_back_batch(run):
        done += count
        progress(done, total)
    _finish(run, actor)
    return run


@transaction.atomic
def _take_back_batch(run: Import) -> int:
    take_turns()
    run.refresh_from_db()
    changes = _next_changes(run)
    if not changes:
        return 0
    left = take_back(run, changes)
    Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
    counts = Counter(run.counts.get("left", {})) + left
    covered = _covered(changes)
    back = run.counts.get("taken_back", 0) + covered - left.total()
    run.counts = run.counts | {"left": dict(counts), "taken_back": back}
    run.moved_at = timezone.now()
    run.save(update_fields=["counts", "moved_at"])
    return covered


def _next_changes(run: Import) -> list[Change]:
    """The latest changes of the first kind that is left, until they cover a thousand things."""
    remaining = Change.objects.filter(import_run=run)
    kind = next((what for what in UNDO_ORDER if remaining.filter(what=what).exists()), "")
    found: list[Change] = []
    for change in remaining.filter(what=kind).order_by("-id")[:BATCH]:
        found.append(change)
        if _covered(found) >= BATCH:
            break
    return found


def _covered(changes: Iterable[Change]) -> int:
    return sum(change.last_id - change.object_id + 1 for change in changes)


@transaction.atomic
def _finish(run: Import, actor: User | None) -> None:
    run.refresh_from_db()
    run.state, run.work, run.reverted_at = ImportState.REVERTED, Work.NONE, timezone.now()
    run.done_row, run.done_rows = 0, 0
    run.save(update_fields=["state", "work", "reverted_at", "done_row", "done_rows"])
    Issue.objects.filter(import_run=run).delete()
    payload = ImportReverted(
        import_id=str(run.public_id),
        file_name=run.file_name,
        taken_back=run.counts.get("taken_back", 0),
        left=sum(run.counts.get("left", {}).values()),
    )
    record_event(payload=payload, actor=actor, source=run.source, subject=f"import:{run.public_id}")
