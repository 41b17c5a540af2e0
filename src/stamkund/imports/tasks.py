"""Work on an import that is done in the background."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop

from stamkund.imports.actions.check_rows import check_rows
from stamkund.imports.actions.map_columns import map_columns
from stamkund.imports.actions.publish_import import publish_import
from stamkund.imports.actions.revert_import import revert_import
from stamkund.imports.actions.run_rows import OvertakenError
from stamkund.imports.actions.set_aside import set_aside
from stamkund.imports.formats import FileRefused
from stamkund.imports.models import Import
from stamkund.imports.reasons import sentence_of
from stamkund.worker.progress import report_progress
from stamkund.worker.tasks import task

QUEUE = "imports"


@task(queue=QUEUE, retries=3)
def match_and_check(import_id: str, wishes: dict[str, Any]) -> None:
    """Match the columns as wished, looking into the whole file, then try every row."""
    run = _find(import_id)
    if run.is_stopped:
        return
    try:
        map_columns(run=run, actor=run.actor, **wishes)
    except OvertakenError:
        return
    except (FileRefused, ValidationError) as refused:
        set_aside(run=run, sentence=sentence_of(refused))
        return
    check(import_id)


@task(queue=QUEUE, retries=3)
def check(import_id: str) -> None:
    """Try every row of the import."""
    run = _find(import_id)
    if run.is_stopped:
        return
    check_rows(run=run, actor=run.actor, progress=_telling(gettext_noop("%(done)s of %(total)s rows checked")))


@task(queue=QUEUE, retries=5)
def publish(import_id: str) -> None:
    """Publish the import, or go on where it stopped."""
    run = _find(import_id)
    if run.is_stopped:
        return
    publish_import(run=run, actor=run.actor, progress=_telling(gettext_noop("%(done)s of %(total)s rows published")))


@task(queue=QUEUE, retries=5)
def revert(import_id: str) -> None:
    """Take the import back, or go on doing so."""
    run = _find(import_id)
    revert_import(run=run, actor=run.actor, progress=_telling(gettext_noop("%(done)s of %(total)s taken back")))


def _find(import_id: str) -> Import:
    return Import.objects.select_related("actor").get(public_id=UUID(import_id))


def _telling(sentence: str) -> Callable[[int, int], None]:
    return lambda done, total: report_progress(done=done, total=total, sentence=sentence)
