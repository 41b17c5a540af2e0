"""Matching columns with fields: as remembered, as told, and for the rest as guessed."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.imports.actions.receive_file import table_of
from stamkund.imports.actions.run_rows import hold
from stamkund.imports.columns.guess import guess_fields, guess_kind
from stamkund.imports.columns.profile import TableProfile, profile_columns
from stamkund.imports.columns.synonyms import plain
from stamkund.imports.fields import FIELDS, NUMBER_FIELDS, field_label, missing_fields
from stamkund.imports.formats import Column, FileRefused, Table
from stamkund.imports.formats.heading import column_letter
from stamkund.imports.models import Import, ImportKind, ImportState, Mapping
from stamkund.imports.rows.settings import MappingSettings
from stamkund.staff.models import User
from stamkund.timeline.actions import refuse_readers

READING = ("sheet", "delimiter", "header_row")
OPTIONS = (*READING, "months_as_first_day", "add_unknown_customers", "numbers_restart_daily", "dates_as")
ORDERS = ("", "dmy", "mdy")


def map_columns(
    *,
    run: Import,
    kind: str = "",
    told: Dictionary[str, str] | None = None,
    options: Dictionary[str, Any] | None = None,
    mapping: str = "",
    keep_as: str = "",
    guess: bool = True,
    actor: User | None,
) -> Import:
    """Decide what every column is, and remember it for the next file with the same heading.

    `told` is field -> column (its name, letter, or number from 1; negative from the right end) or `=value` for a
    constant; an empty text leaves the field out. `mapping` names a remembered one; `keep_as` gives this one a name.
    `OvertakenError` when somebody stopped the import while its file was read.
    """
    refuse_readers(actor)
    remembered = _remembered(run, mapping)
    kept = remembered.settings if remembered else {}
    reading = {name: (options or kept).get(name) for name in READING}
    table = table_of(run, **{name: value for name, value in reading.items() if value not in (None, "")})
    profile = profile_columns(table.records(), len(table.columns))
    kind = kind or (remembered.kind if remembered else "") or _kind_told(told or {})
    kind = kind or guess_kind(table.columns, profile.columns)
    recalled = kept if remembered and remembered.kind == kind else {}
    columns, constants = _choose(kind, table, profile, recalled, told or {}, guess=guess)
    _require(kind, frozenset(columns) | frozenset(constants))
    settings = _settings(table, profile, columns, constants, {**_options(kept), **reading, **_options(options or {})})
    with transaction.atomic():
        hold(run, work=run.work)
        _remember(run, kind, settings, keep_as or mapping)
        return _store(run, kind, settings, profile)


def _kind_told(told: Dictionary[str, str]) -> str:
    """A field that only purchases have makes the rows purchases."""
    return ImportKind.PURCHASES if told.keys() & (FIELDS["purchases"].keys() - FIELDS["parties"].keys()) else ""


def _remembered(run: Import, name: str) -> Mapping | None:
    if not name:
        return Mapping.objects.filter(signature=run.signature).order_by("-used_at").first()
    found = Mapping.objects.filter(name=name).first()
    if found is None:
        raise ValidationError({"mapping": _("No mapping is called “%(name)s”.") % {"name": name}})
    return found


def _options(given: Dictionary[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in OPTIONS if given.get(name) is not None}


def _choose(
    kind: str,
    table: Table,
    profile: TableProfile,
    kept: Dictionary[str, Any],
    told: Dictionary[str, str],
    *,
    guess: bool,
) -> tuple[dict[str, int], dict[str, str]]:
    columns = recall_columns(kept, table.columns)
    constants: dict[str, str] = dict(kept.get("constants", {}))
    if not columns and guess:
        columns = guess_fields(kind, table.columns, profile.columns)
    for field, column in told.items():
        if field not in FIELDS[kind]:
            raise ValidationError({"map": _("There is no field “%(field)s”.") % {"field": field}})
        columns.pop(field, None)
        constants.pop(field, None)
        if column.startswith("="):
            constants[field] = column[1:]
        elif column:
            index = find_column(column, table.columns)
            columns = {other: taken for other, taken in columns.items() if taken != index}
            columns[field] = index
    return columns, constants


def recall_columns(kept: Dictionary[str, Any], columns: Sequence[Column]) -> dict[str, int]:
    """Remembered columns, found again by their names; those counted from the right stay where they are."""
    by_name = {plain(column.name): column.index for column in columns}
    found: dict[str, int] = {}
    for field, index in kept.get("columns", {}).items():
        name = plain(kept.get("names", {}).get(field, ""))
        if index < 0:
            found[field] = index
        elif name in by_name:
            found[field] = by_name[name]
    return found


def find_column(told: str, columns: Sequence[Column]) -> int:
    """The index of the column somebody means by its name, its number from 1 (or -1 from the right), or its letter."""
    for column in columns:
        if told.strip().casefold() == column.name.casefold():
            return column.index
    for column in columns:
        if plain(told) and plain(told) == plain(column.name):
            return column.index
    number = told.strip().removeprefix("-")
    if number.isdigit() and 1 <= int(number) <= len(columns):
        return -int(number) if told.strip().startswith("-") else int(number) - 1
    letters = [column.index for column in columns if column_letter(column.index) == told.strip().upper()]
    if letters:
        return letters[0]
    names = ", ".join(column.name for column in columns[:30])
    raise ValidationError(
        {"map": _("There is no column “%(column)s”. There are: %(columns)s.") % {"column": told, "columns": names}}
    )


def _require(kind: str, mapped: frozenset[str]) -> None:
    if missing := missing_fields(kind, mapped):
        names = ", ".join(field_label(kind, field) for field in missing)
        raise ValidationError({"map": _("No column is matched with: %(fields)s.") % {"fields": names}})


def _settings(
    table: Table,
    profile: TableProfile,
    columns: dict[str, int],
    constants: dict[str, str],
    options: Dictionary[str, Any],
) -> MappingSettings:
    known = {name: value for name, value in options.items() if value is not None}
    chosen = known.get("dates_as", "")
    if chosen not in ORDERS:
        raise ValidationError({"dates_as": _("Dates are read as dmy or mdy, not as “%(order)s”.") % {"order": chosen}})
    evidence = {field: profile.columns[index] for field, index in columns.items()}
    order = evidence["date"].date_evidence.order if "date" in evidence else "dmy"
    return MappingSettings(
        columns=columns,
        names={field: table.columns[index].name for field, index in columns.items()},
        constants=constants,
        decimal_marks={
            field: evidence[field].number_evidence.decimal_mark for field in NUMBER_FIELDS & evidence.keys()
        },
        date_order=chosen or order,
        **known,
    )


def _remember(run: Import, kind: str, settings: MappingSettings, name: str) -> None:
    """By the heading always, and by name when it has one."""
    # How dates and decimals are written is found out again for each file, unless somebody has said it.
    kept = settings.model_dump(exclude={"date_order", "decimal_marks"})
    defaults = {"kind": kind, "settings": kept, "used_at": timezone.now()}
    Mapping.objects.update_or_create(signature=run.signature, name="", defaults=defaults)
    if name:
        Mapping.objects.update_or_create(name=name, defaults={**defaults, "signature": run.signature})


def _store(run: Import, kind: str, settings: MappingSettings, profile: TableProfile) -> Import:
    if run.done_row:
        raise ValidationError({"import": _("Some of its rows are published already; take them back first.")})
    if not profile.rows:
        raise FileRefused("header_only")
    run.kind, run.state, run.mapping = ImportKind(kind), ImportState.MAPPED, settings.model_dump()
    run.rows, run.counts, run.failure, run.moved_at = profile.rows, {}, "", timezone.now()
    run.facts = run.facts | {"profile": _shown(profile, settings), "blank": profile.blank}
    run.save()
    return run


def _shown(profile: TableProfile, settings: MappingSettings) -> dict[str, Any]:
    """What the screen tells of the columns: examples, and where something had to be guessed."""
    ambiguous = [
        field
        for field, index in settings.columns.items()
        if field in NUMBER_FIELDS and profile.columns[index].number_evidence.is_ambiguous
    ]
    return {
        "examples": [column.examples for column in profile.columns],
        "filled": [column.filled for column in profile.columns],
        "dates": asdict(profile.columns[settings.columns["date"]].date_evidence) if "date" in settings.columns else {},
        "ambiguous_numbers": ambiguous,
    }
