"""A first look into a received file: its columns with examples, and what each of them probably is."""

from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from stamkund.imports.actions.map_columns import recall_columns
from stamkund.imports.actions.receive_file import table_of
from stamkund.imports.columns.guess import guess_fields, guess_kind
from stamkund.imports.columns.profile import ColumnProfile, profile_columns
from stamkund.imports.models import Import, Mapping

ROWS_LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column of the file, three of its values, and the field it probably fills."""

    index: int
    name: str
    examples: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The columns, whether an earlier file with this heading was matched like this, and what its dates show."""

    kind: str
    columns: tuple[PreviewColumn, ...]
    constants: dict[str, str]
    is_remembered: bool
    dates: dict[str, Any]
    dates_as: str


def preview_of(run: Import, kind: str = "") -> Preview:
    """Look into the first thousand rows. What was matched already, or remembered, goes before guesses."""
    table = table_of(run, sheet=run.facts.get("sheet", ""))
    profiles = profile_columns(islice(table.records(), ROWS_LOOKED_AT), len(table.columns)).columns
    remembered = Mapping.objects.filter(signature=run.signature).order_by("-used_at").first()
    known = run.mapping or (remembered.settings if remembered else {})
    known_kind = run.kind or (remembered.kind if remembered else "")
    kind = kind or known_kind or guess_kind(table.columns, profiles)
    is_remembered = bool(known) and kind == known_kind
    fields = recall_columns(known, table.columns) if is_remembered else guess_fields(kind, table.columns, profiles)
    by_index = {index % len(table.columns): field for field, index in fields.items()}
    columns = tuple(
        PreviewColumn(column.index, column.name, _examples(profile), by_index.get(column.index, ""))
        for column, profile in zip(table.columns, profiles, strict=True)
    )
    constants = known.get("constants", {}) if is_remembered else {}
    dates = asdict(profiles[fields["date"]].date_evidence) if "date" in fields else {}
    dates_as = str(known.get("dates_as", "")) if is_remembered else ""
    return Preview(kind, columns, constants, is_remembered, dates, dates_as)


def _examples(profile: ColumnProfile) -> tuple[str, ...]:
    return tuple(profile.examples)
