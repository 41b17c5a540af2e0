"""``stamkund quant allocate``"""

import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from stamkund.cli.output import AsJson, print_json, print_line
from stamkund.cli.quant.choice_file import ChoiceColumns, KnownChoices, read_choices, read_limits
from stamkund.cli.quant.refusals import refused_plainly
from stamkund.cli.quant.tables import open_table, write_rows
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _
from stamkund.quant.allocation import Allocation, LimitUse, allocate, allocate_within

app = typer.Typer(add_completion=False)
Bounds = list[str] | None
ROWS = "COLUMN:VALUE=N"
OF_WHICH = "COLUMN:VALUE=N"


@app.command(
    name="allocate",
    help=_("Choose at most one action per customer, so that a budget brings most, and say how near the best that is."),
)
def allocate_budget(  # noqa: PLR0917  (each is an option of the command, given by its name)
    file: Annotated[Path, typer.Argument(help=_("One row per customer and action."))],
    budget: Annotated[float, typer.Option(help=_("What may be spent, in the unit of the costs."))],
    customer: Annotated[str, typer.Option(metavar="COLUMN", help=_("Who."))] = "customer",
    action: Annotated[str, typer.Option(metavar="COLUMN", help=_("What could be done."))] = "action",
    cost: Annotated[str, typer.Option(metavar="COLUMN", help=_("What it costs."))] = "cost",
    value: Annotated[str, typer.Option(metavar="COLUMN", help=_("What it is expected to bring."))] = "value",
    at_most: Annotated[Bounds, typer.Option(metavar=ROWS, help=_("At most N of these rows; may be repeated."))] = None,
    at_least: Annotated[Bounds, typer.Option(metavar=ROWS, help=_("At least N of these rows."))] = None,
    output: Annotated[Path | None, typer.Option(help=_("Write the chosen rows, CSV or Parquet."))] = None,
    as_json: AsJson = False,
) -> None:
    started = time.perf_counter()
    with open_table(file) as table:
        known = read_choices(table, ChoiceColumns(customer, action, cost, value))
        limits = read_limits(table, at_most or [], at_least or [])
        with refused_plainly(file.name):
            if limits:
                found = allocate_within(known.choices, budget, limits)
                chosen, used = found.allocation, found.limits
            else:
                chosen, used = allocate(known.choices, budget), ()
        told = _describe(known, chosen, used) | {"seconds": round(time.perf_counter() - started, 3)}
        if output:
            write_rows(output, known.rows(chosen.rows))
    print_json(told) if as_json else _tell(told)


def _describe(known: KnownChoices, chosen: Allocation, used: tuple[LimitUse, ...]) -> dict[str, Any]:
    told = {name: getattr(chosen, name) for name in ("value", "cost", "bound", "gap", "shadow_price")}
    told |= {"customers": known.choices.customers, "chosen": int(np.size(chosen.rows))}
    return told | ({"limits": [asdict(one) for one in used]} if used else {})


def _tell(told: dict[str, Any]) -> None:
    shown = {"chosen": figure(told["chosen"]), "customers": figure(told["customers"])}
    print_line(_("an action for %(chosen)s of %(customers)s customers") % shown)
    shown = {name: figure(told[name], 2) for name in ("value", "cost", "bound", "shadow_price")}
    print_line("  " + _("brings %(value)s for %(cost)s; nothing can bring more than %(bound)s") % shown)
    print_line("  " + _("the next unit of budget would bring %(shadow_price)s") % shown)
    for one in told.get("limits", []):
        shown = {"name": one["name"], "used": figure(one["used"], 2), "bound": figure(one["bound"], 2)}
        line = _("%(name)s: %(used)s, at least %(bound)s") if one["is_least"] else _("%(name)s: %(used)s of %(bound)s")
        print_line("  " + line % shown)
