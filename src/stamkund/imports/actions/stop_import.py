"""Stopping a check or a publication that is under way."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.imports.events import ImportStopped
from stamkund.imports.models import Import, ImportState, Work
from stamkund.staff.models import User
from stamkund.timeline.actions import record_event, refuse_readers


@transaction.atomic
def stop_import(*, run: Import, actor: User | None) -> Import:
    """Take the work away from whoever does it: the batch under way is stored whole or not at all, and is the last.

    What was published stays; it can be gone on with, or taken back. `ValidationError` when nothing can be stopped.
    """
    refuse_readers(actor)
    held = Import.objects.select_for_update().get(pk=run.pk)
    if not held.is_stoppable:
        raise ValidationError({"import": _("Nothing of this import is being checked or published.")})
    was_publishing = held.work == Work.PUBLISH
    held.state, held.work, held.moved_at = ImportState.STOPPED, Work.NONE, timezone.now()
    held.save(update_fields=["state", "work", "moved_at"])
    if was_publishing:
        rows = held.counts.get("rows", 0) if held.done_row else 0
        payload = ImportStopped(import_id=str(held.public_id), file_name=held.file_name, rows=rows)
        record_event(payload=payload, actor=actor, source=held.source, subject=f"import:{held.public_id}")
    return held
