"""``stamkund quant link``"""

import time
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from stamkund.cli.output import AsJson, print_json, print_line
from stamkund.cli.quant.record_file import KnownRecords, read_records
from stamkund.cli.quant.refusals import refused_plainly
from stamkund.cli.quant.tables import open_table, write_rows
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _
from stamkund.quant.linkage import agree, cluster, derive
from stamkund.quant.linkage.addresses import known_region
from stamkund.quant.rows import Indices
from stamkund.warehouse.linkage.batch import compare_all

app = typer.Typer(add_completion=False)


@app.command(help=_("Find the records that are one person or company, without being told any."))
def link(  # noqa: PLR0917  (each is an option of the command, given by its name)
    file: Annotated[Path, typer.Argument(help=_("One row per record."))],
    identity: Annotated[str, typer.Option("--id", metavar="COLUMN", help=_("The record's own key, each once."))],
    truth: Annotated[str, typer.Option(metavar="COLUMN", help=_("Who it is; only to judge the result by."))] = "",
    use: Annotated[str, typer.Option(metavar="A,B,…", help=_("Only these columns; else those it recognises."))] = "",
    region: Annotated[str, typer.Option(metavar="XX", help=_("The country of telephone numbers without one."))] = "SE",
    seed: Annotated[int, typer.Option(min=0, help=_("Sets which pairs are sampled."))] = 0,
    output: Annotated[Path | None, typer.Option(help=_("Write id and cluster, CSV or Parquet."))] = None,
    as_json: AsJson = False,
) -> None:
    started = time.perf_counter()
    with open_table(file) as table:
        known = read_records(table, identity, truth, tuple(name.strip() for name in use.split(",") if name.strip()))
    with refused_plainly(file.name):
        found = compare_all(derive(known.columns, known.roles, known_region(region)), seed)
    labels = cluster(known.ids.size, found.pairs)
    if output:
        write_rows(output, {"id": known.ids, "cluster": known.ids[labels]})
    told = _describe(known, labels) | {"doubts": list(found.doubts)}
    told |= {"seconds": round(time.perf_counter() - started, 3)}
    print_json(told) if as_json else _tell(told)


def _describe(known: KnownRecords, labels: Indices) -> dict[str, Any]:
    told: dict[str, Any] = {"records": known.ids.size, "clusters": int(np.unique(labels).size)}
    told |= dict.fromkeys(("precision", "recall", "f1"))
    if known.truth is not None:
        judged = agree(labels, known.truth)
        told |= {"precision": judged.precision, "recall": judged.recall, "f1": judged.f1}
    return told | {"columns": {name: str(role) for name, role in known.roles.items()}}


def _tell(told: dict[str, Any]) -> None:
    shown = {"records": figure(told["records"]), "clusters": figure(told["clusters"])}
    print_line(_("%(records)s records are %(clusters)s persons or companies") % shown)
    if told["f1"] is not None:
        shown = {name: figure(told[name], 4) for name in ("precision", "recall", "f1")}
        print_line("  " + _("precision %(precision)s, recall %(recall)s, F1 %(f1)s") % shown)
    for column, role in told["columns"].items():
        print_line(f"  {column}: {role}")
    for doubt in told["doubts"]:
        print_line("  " + _("doubt: %(reason)s") % {"reason": doubt})
