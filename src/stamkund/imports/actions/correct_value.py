"""Correcting a value that was refused: beside the file, which stays as it came."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stamkund.imports.actions.run_rows import batches_in, context_of, file_table, handle_batch
from stamkund.imports.fields import field_label
from stamkund.imports.formats import Record, Table
from stamkund.imports.models import Correction, Import, ImportKind, Issue
from stamkund.imports.publishing.changes import keep_issues
from stamkund.imports.publishing.tally import Tally
from stamkund.imports.queries import corrections_of
from stamkund.imports.reasons import row_reason
from stamkund.imports.rows.corrected import corrected_record
from stamkund.imports.rows.problems import Problem, flaw_of
from stamkund.imports.rows.settings import MappingSettings
from stamkund.staff.models import User
from stamkund.timeline.actions import refuse_readers

LONGEST = 200


def correct_value(*, run: Import, row: int, field: str, value: str, actor: User | None) -> Correction:
    """Let `value` stand where the file says something else, and check the row again; it is published with the rest.

    The row is checked by itself: that it contradicts another row of the file is found when all are checked again, or
    published. `ValidationError` when nothing is wrong with the row, or a correction could change nothing.
    """
    refuse_readers(actor)
    value = value.strip()
    _require_value(run, row, field, value)
    table = file_table(run)
    record = _find_record(table, row)
    _require_readable(run, table, record)
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=run.pk)
        _require_unpublished(held)
        known = corrections_of(held).get(row, {})
        correction = _write(held, record, field, value, actor)
        tables = [_table_of_one(table, held, record, values) for values in (known, known | {field: value})]
        _count_again(held, actor, row, *tables)
    run.refresh_from_db()
    return correction


def _require_value(run: Import, row: int, field: str, value: str) -> None:
    _require_unpublished(run)
    issues = Issue.objects.filter(import_run=run, row=row)
    if not issues.exists() and row not in corrections_of(run):
        raise ValidationError({"row": _("Nothing is wrong with row %(row)s.") % {"row": row}})
    if field not in run.mapping["columns"]:
        label = field_label(run.kind, field)
        raise ValidationError({"field": _("No column of the file is matched with “%(field)s”.") % {"field": label}})
    if len(value) > LONGEST or "\0" in value or "\n" in value:
        raise ValidationError({"value": _("Write one line of at most %(count)s characters.") % {"count": LONGEST}})


def _require_unpublished(run: Import) -> None:
    if not run.is_correctable:
        raise ValidationError(
            {"import": _("Values can be corrected once the rows are checked, until they are published.")}
        )


def _find_record(table: Table, row: int) -> Record:
    """The row as the file says it."""
    record = next((one for one in table.records() if one.row >= row), None)
    if record is None or record.row != row:
        raise ValidationError({"row": _("There is no row %(row)s.") % {"row": row}})
    return record


def _require_readable(run: Import, table: Table, record: Record) -> None:
    if flaw := flaw_of(record, len(table.columns), MappingSettings.model_validate(run.mapping)):
        said = _("Row %(row)s cannot be read (%(reason)s). Mend it in the file.")
        raise ValidationError({"row": said % {"row": record.row, "reason": row_reason(flaw).lower()}})


def _write(run: Import, record: Record, field: str, value: str, actor: User | None) -> Correction:
    issue = Issue.objects.filter(import_run=run, row=record.row, field=field).order_by("id").first()
    return Correction.objects.create(
        import_run=run,
        row=record.row,
        field=field,
        code=issue.code if issue else "",
        before=_in_the_file(record, run.mapping["columns"][field]),
        value=value,
        actor=actor,
    )


def _in_the_file(record: Record, index: int) -> str:
    is_there = -len(record.cells) <= index < len(record.cells)
    return str(record.cells[index])[:LONGEST] if is_there else ""


def _table_of_one(table: Table, run: Import, record: Record, values: Mapping[str, str]) -> Table:
    corrected = corrected_record(record, values, run.mapping["columns"])
    return replace(table, read=lambda: iter((corrected,)))


def _count_again(run: Import, actor: User | None, row: int, before: Table, after: Table) -> None:
    """Let the row count as what it is now, and list what is still wrong with it."""
    was = _as_listed(run, row) or _try(run, actor, before)[0]
    now, problems = _try(run, actor, after)
    if run.kind == ImportKind.PURCHASES:
        # Whether the customer is new to us, or in other rows of the file too, one row alone cannot tell.
        now.parties = was.parties
    Issue.objects.filter(import_run=run, row=row).delete()
    keep_issues(run, problems, kept=0)
    tally = Tally.from_json(run.counts)
    tally.recount(was, now)
    run.counts = tally.as_json()
    run.save(update_fields=["counts"])


def _as_listed(run: Import, row: int) -> Tally | None:
    """How a refused row was counted; the rest of the file may have refused it, so that it cannot be tried alone."""
    issue = Issue.objects.filter(import_run=run, row=row, refused=True).order_by("id").first()
    return Tally(rows=1, refused=1, reasons=Counter({issue.code: 1})) if issue else None


def _try(run: Import, actor: User | None, table: Table) -> tuple[Tally, list[Problem]]:
    context = context_of(run, actor, is_trial=True)
    problems = [problem for batch in batches_in(context, table) for problem in handle_batch(context, batch)]
    context.met.close()
    return context.tally, problems
