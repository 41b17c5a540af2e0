"""One file through all four steps, as the command line does it."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stamkund.cli.imports_told import watched
from stamkund.cli.output import fail
from stamkund.cli.words import gettext as _
from stamkund.imports.actions.check_rows import check_rows
from stamkund.imports.actions.map_columns import map_columns
from stamkund.imports.actions.publish_import import publish_import
from stamkund.imports.actions.receive_file import receive_file
from stamkund.imports.files import chunks_of
from stamkund.imports.formats import FileRefused
from stamkund.imports.queries import Result, find_mapping, result_of
from stamkund.imports.reasons import file_reason

if TYPE_CHECKING:
    from stamkund.imports.models import Import


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line, the same for every file."""

    kind: str = ""
    told: dict[str, str] = field(default_factory=dict)
    mapping: str = ""
    source: str = "file"
    dry_run: bool = False
    options: dict[str, Any] = field(default_factory=dict)


def import_file(file: Path, wishes: Wishes) -> Result:
    """Receive, match, then check or publish. A file that is no table ends the command with one sentence."""
    begun = time.monotonic()
    try:
        run = receive_file(
            chunks=chunks_of(file),
            file_name=file.name,
            source=wishes.source,
            sheet=wishes.options.get("sheet") or "",
            actor=None,
        )
        _match(run, wishes)
        _go_through(run, dry_run=wishes.dry_run)
    except FileRefused as refused:
        fail(f"{file}: {file_reason(refused)}")
    return result_of(run, seconds=time.monotonic() - begun)


def _match(run: "Import", wishes: Wishes) -> None:
    is_known = bool(wishes.mapping) and find_mapping(wishes.mapping) is not None
    map_columns(
        run=run,
        kind=wishes.kind,
        told=wishes.told,
        options={name: value for name, value in wishes.options.items() if value is not None},
        mapping=wishes.mapping if is_known else "",
        keep_as=wishes.mapping,
        actor=None,
    )


def _go_through(run: "Import", *, dry_run: bool) -> None:
    said = _("Checking %(file)s") if dry_run else _("Publishing %(file)s")
    with watched(said % {"file": run.file_name}) as progress:
        if dry_run:
            check_rows(run=run, actor=None, progress=progress)
        else:
            publish_import(run=run, actor=None, progress=progress)
    if run.is_stopped:
        fail(_("%(file)s: stopped by somebody. What was published stands.") % {"file": run.file_name})
