"""``stamkund bench``"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from stamkund.cli.bench.quant.series import measure_series
from stamkund.cli.output import AsJson, fail, print_json, print_line
from stamkund.cli.words import gettext as _

app = typer.Typer(add_completion=False)
Sizes = Annotated[
    list[int] | None, typer.Option("--size", min=100, max=10_000_000, help=_("Customers; repeat for more."))
]
Url = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help=_("An empty database to fill; else SQLite in a new home.")),
]
Name = Annotated[
    str, typer.Argument(help=_("Only this: card, list, note, value, import, search …; quant is the mathematics."))
]
DEFAULT_SIZE = 10_000


@app.command(
    help=_("Measure speed on invented customers, with the real server on loopback. Nothing of yours is touched.")
)
def bench(
    name: Name = "",
    size: Sizes = None,
    database: Url = None,
    as_json: AsJson = False,
) -> None:
    if name.startswith("quant"):
        _show_series(measure_series(name.removeprefix("quant").removeprefix("."), size), as_json=as_json)
        return
    sizes = size or [DEFAULT_SIZE]
    if database and len(sizes) > 1:
        fail(_("one database holds one size; give --size once"))
    figures = {str(number): _measure(number, name, database) for number in sizes}
    if as_json:
        print_json(figures)
    else:
        for number, found in figures.items():
            _tell(int(number), found)


def _measure(size: int, name: str, database: str | None) -> dict[str, Any]:
    """Measure one size in a home that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="stamkund-bench-") as home:
        place = {"STAMKUND_HOME": home, "STAMKUND_DURABLE": "1", "STAMKUND_DATABASE_URL": database or _embedded(home)}
        command = [sys.executable, "-m", "stamkund.cli.bench.run", str(size), name]
        done = subprocess.run(command, env=os.environ | place, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        fail(_("the measuring of %(size)s customers ended early; see the message above") % {"size": size})
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _embedded(home: str) -> str:
    return f"sqlite:///{Path(home) / 'stamkund.sqlite3'}"


def _show_series(figures: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(figures)
    else:
        _tell_figures(figures)


def _tell(size: int, figures: dict[str, Any]) -> None:
    print_line(f"{size:,} customers")
    _tell_figures(figures)


def _tell_figures(figures: dict[str, Any]) -> None:
    for name, found in figures.items():
        shown = ", ".join(f"{label} {value}" for label, value in found.items() if not isinstance(value, dict))
        print_line(f"  {name:44} {shown}")
