"""Receiving a file: its raw bytes are kept before anything is made of them."""

from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path, PurePath

from django.db import transaction

from stamkund.imports.columns.synonyms import plain
from stamkund.imports.files import keep_file, path_of
from stamkund.imports.formats import FileRefused, Table, open_table
from stamkund.imports.models import Import
from stamkund.staff.models import User
from stamkund.timeline.actions import refuse_readers

DEFAULT_SOURCE = "file"


@transaction.atomic
def receive_file(
    *,
    chunks: Iterable[bytes],
    file_name: str,
    source: str = DEFAULT_SOURCE,
    sheet: str = "",
    actor: User | None,
) -> Import:
    """Keep the bytes and open them as a table. `FileRefused` when there is none in them.

    `source` names the system the file comes from: numbers of customers and receipts are unique within it.
    """
    refuse_readers(actor)
    kept = keep_file(chunks)
    table = open_received(kept.path, sheet=sheet)
    return Import.objects.create(
        file_name=PurePath(file_name).name[:255],
        checksum=kept.checksum,
        size=kept.size,
        source=source[:64],
        signature=signature_of(table),
        facts=asdict(table.facts) | {"columns": [column.name for column in table.columns]},
        actor=actor,
    )


def open_received(path: Path, **told: object) -> Table:
    """The table in a kept file; refused when nothing stands below its heading."""
    table = open_table(path, **told)  # type: ignore[arg-type]  # the options of open_table, passed on
    if next((True for record in table.records() if not record.is_blank), False):
        return table
    raise FileRefused("header_only")


def signature_of(table: Table) -> str:
    """A digest of the headings: files with the same headings are matched in the same way."""
    headings = "\x1f".join(plain(column.heading) or str(column.index) for column in table.columns)
    return sha256(headings.encode()).hexdigest()[:32]


def table_of(run: Import, *, sheet: str = "", delimiter: str = "", header_row: int | None = None) -> Table:
    """The table of an import, as its mapping reads it."""
    return open_table(path_of(run.checksum), sheet=sheet, delimiter=delimiter, header_row=header_row)
