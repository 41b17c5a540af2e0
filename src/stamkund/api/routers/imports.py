"""Files that become customers and purchases."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Router, UploadedFile

from stamkund.api.answers import accepted, answer, created
from stamkund.api.idempotency import once
from stamkund.api.requests import ApiRequest
from stamkund.api.schemas.imports import ImportOut, NewCorrection, NewImport
from stamkund.imports import tasks
from stamkund.imports.actions.correct_value import correct_value
from stamkund.imports.actions.map_columns import map_columns
from stamkund.imports.actions.receive_file import receive_file
from stamkund.imports.actions.set_aside import announce_work
from stamkund.imports.actions.stop_import import stop_import
from stamkund.imports.queries import find_import
from stamkund.timeline.actions import refuse_readers

if TYPE_CHECKING:
    from stamkund.imports.models import Import

router = Router(tags=["Imports"])


@router.post("", response={202: ImportOut}, summary="Import a file")
@once
def create_import(request: ApiRequest, form: Form[NewImport], file: File[UploadedFile]) -> HttpResponse:
    """Takes a CSV or XLSX file. The raw bytes are kept; the rows are published in the background, or only checked."""
    run = receive_file(
        chunks=file.chunks(), file_name=file.name or "", source=form.source, sheet=form.sheet, actor=request.auth
    )
    run = map_columns(
        run=run, kind=form.kind, told=form.told, mapping=form.mapping, options=form.options, actor=request.auth
    )
    announce_work(run=run, work="check" if form.dry_run else "publish")
    work = tasks.check if form.dry_run else tasks.publish
    work.enqueue(import_id=str(run.public_id))
    return accepted(ImportOut.of(run))


@router.get("/{uuid:import_id}", response=ImportOut, summary="Read an import")
def read_import(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """How far an import has come, and which rows were not as they should be."""
    return answer(ImportOut.of(_require(import_id)))


@router.post("/{uuid:import_id}/revert", response={202: ImportOut}, summary="Take an import back")
@once
def revert_import(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """Undoes every change of the import in the background; what was changed since by somebody else is left."""
    refuse_readers(request.auth)
    run = _require(import_id)
    if run.is_revertable:
        announce_work(run=run, work="revert")
        tasks.revert.enqueue(import_id=str(run.public_id), unique=f"revert:{run.public_id}")
    elif run.work != "revert" and run.state != "reverted":
        raise ValidationError({"import": _("There is nothing of this import to take back.")})
    return accepted(ImportOut.of(run))


@router.post("/{uuid:import_id}/stops", response=ImportOut, summary="Stop an import")
@once
def create_stop(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """Stops checking or publishing at once. What was published stays; it can be gone on with, or taken back."""
    return answer(ImportOut.of(stop_import(run=_require(import_id), actor=request.auth)))


@router.post("/{uuid:import_id}/publications", response={202: ImportOut}, summary="Publish an import")
@once
def create_publication(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """Publishes what was checked, or goes on where it was stopped, in the background."""
    refuse_readers(request.auth)
    run = _require(import_id)
    if not run.is_publishable:
        raise ValidationError({"import": _("This import cannot be published now.")})
    announce_work(run=run, work="publish")
    tasks.publish.enqueue(import_id=str(run.public_id), unique=f"publish:{run.public_id}")
    return accepted(ImportOut.of(run))


@router.post("/{uuid:import_id}/corrections", response={201: ImportOut}, summary="Correct a value")
@once
def create_correction(request: ApiRequest, import_id: UUID, new: NewCorrection) -> HttpResponse:
    """Corrects a value of a row that was refused and checks the row again; the file itself stays as it came."""
    run = _require(import_id)
    correct_value(run=run, row=new.row, field=new.field, value=new.value, actor=request.auth)
    return created(ImportOut.of(run))


def _require(public_id: UUID) -> "Import":
    run = find_import(public_id)
    if run is None:
        raise Http404(_("There is no such import."))
    return run
