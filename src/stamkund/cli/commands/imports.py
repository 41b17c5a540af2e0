"""``stamkund import`` and ``stamkund imports``"""

import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from stamkund.cli.importing import Wishes, import_file
from stamkund.cli.imports_told import print_imports, print_result, print_results, watched
from stamkund.cli.output import AsJson, fail, print_json
from stamkund.cli.plainly import told_plainly
from stamkund.cli.words import gettext as _
from stamkund.imports.actions.revert_import import revert_import
from stamkund.imports.actions.stop_import import stop_import
from stamkund.imports.queries import all_imports, find_import, result_of

if TYPE_CHECKING:
    from stamkund.imports.models import Import

import_app = typer.Typer(add_completion=False)
imports_app = typer.Typer(add_completion=False)

MOST_LISTED = 50


class Kind(StrEnum):
    """What the rows of a file can be."""

    PARTIES = "parties"
    PURCHASES = "purchases"


class Order(StrEnum):
    """How dates of figures are written, and `as-written` for what each file shows by itself."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    AS_WRITTEN = "as-written"


ORDERS = {Order.DAY_FIRST: "dmy", Order.MONTH_FIRST: "mdy", Order.AS_WRITTEN: ""}


@import_app.command(help=_("Import files of customers or purchases. The same file twice changes nothing."))
def import_files(  # noqa: PLR0917  (each is an option of the command, given by its name)
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("CSV or XLSX files."))],
    kind: Annotated[Kind | None, typer.Option("--as", help=_("What the rows are; guessed when not told."))] = None,
    told: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help=_("A column by name, letter or number; -1 is the last; ==X a fixed X."),
        ),
    ] = None,
    mapping: Annotated[str, typer.Option(metavar="NAME", help=_("Use, or keep, the mapping under this name."))] = "",
    source: Annotated[str, typer.Option(help=_("The system the files come from; numbers are unique in it."))] = "file",
    sheet: Annotated[str, typer.Option(help=_("The sheet of a workbook."))] = "",
    delimiter: Annotated[str, typer.Option(help=_("What stands between values, when it is guessed wrong."))] = "",
    header_row: Annotated[int | None, typer.Option(min=0, help=_("The row of the heading; 0: there is none."))] = None,
    months_as_first_day: Annotated[
        bool, typer.Option("--months-as-first-day", help=_("Read 2014-09 as the first of September."))
    ] = False,
    known_customers_only: Annotated[
        bool, typer.Option("--known-customers-only", help=_("Refuse purchases of customers that are not known yet."))
    ] = False,
    numbers_restart_daily: Annotated[
        bool, typer.Option("--numbers-restart-daily", help=_("Receipt numbers begin again every morning."))
    ] = False,
    dates: Annotated[
        Order | None, typer.Option(help=_("How to read 03/04/2011, where the column does not show it. Remembered."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Check every row; write nothing."))] = False,
    as_json: AsJson = False,
) -> None:
    wishes = Wishes(
        kind=kind.value if kind else "",
        told=_pairs(told or []),
        mapping=mapping,
        source=source,
        dry_run=dry_run,
        options={
            "sheet": sheet or None,
            "delimiter": delimiter.replace("\\t", "\t") or None,
            "header_row": header_row,
            "months_as_first_day": months_as_first_day or None,
            "add_unknown_customers": False if known_customers_only else None,
            "numbers_restart_daily": numbers_restart_daily or None,
            "dates_as": ORDERS[dates] if dates else None,
        },
    )
    results = []
    for file in files:
        with told_plainly():
            results.append(import_file(file, wishes))
        if not as_json:
            print_result(file.name, results[-1], dry_run=dry_run)
    if as_json:
        print_results(results)


def _pairs(told: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in told]
    for field, sign, _column in pairs:
        if not (field and sign):
            raise typer.BadParameter(_("“%(told)s” is not FIELD=COLUMN") % {"told": field}, param_hint="--map")
    return {field.strip(): column.strip() for field, _sign, column in pairs}


@imports_app.command("list", help=_("List what was imported, latest first."))
def list_imports(as_json: AsJson = False) -> None:
    runs = list(all_imports()[:MOST_LISTED])
    if as_json:
        print_json([{"file": run.file_name, "at": run.received_at, **result_of(run).as_json()} for run in runs])
    else:
        print_imports(runs)


@imports_app.command("revert", help=_("Take one import back: what it added goes, what it changed becomes what it was."))
def revert(
    import_id: Annotated[str, typer.Argument(metavar="ID", help=_("The import, as the list shows it."))],
    as_json: AsJson = False,
) -> None:
    run, begun = _require(import_id), time.monotonic()
    with told_plainly(), watched(_("Taking back %(file)s") % {"file": run.file_name}) as progress:
        revert_import(run=run, actor=None, progress=progress)
    _tell(run, begun, as_json=as_json)


@imports_app.command("stop", help=_("Stop a check or a publication that is under way; what was published stays."))
def stop(
    import_id: Annotated[str, typer.Argument(metavar="ID", help=_("The import, as the list shows it."))],
    as_json: AsJson = False,
) -> None:
    run, begun = _require(import_id), time.monotonic()
    with told_plainly():
        run = stop_import(run=run, actor=None)
    _tell(run, begun, as_json=as_json)


def _require(import_id: str) -> "Import":
    try:
        run = find_import(UUID(import_id))
    except ValueError:
        run = None
    if run is None:
        fail(_("there is no import %(id)s") % {"id": import_id})
    return run


def _tell(run: "Import", begun: float, *, as_json: bool) -> None:
    result = result_of(run, seconds=time.monotonic() - begun)
    if as_json:
        print_json({"file": run.file_name, **result.as_json()})
    else:
        print_result(run.file_name, result, dry_run=False)


@imports_app.callback(invoke_without_command=True, help=_("List what was imported, stop an import, or take one back."))
def imports(ctx: typer.Context, as_json: AsJson = False) -> None:
    if ctx.invoked_subcommand is None:
        list_imports(as_json=as_json)
