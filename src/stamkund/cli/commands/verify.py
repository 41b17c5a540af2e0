"""``stamkund verify``"""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from stamkund.cli.backup.backups import verify_backup
from stamkund.cli.output import AsJson, print_json, print_line
from stamkund.cli.plainly import told_plainly
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _

app = typer.Typer(add_completion=False)


@app.command(
    help=_("Restore a backup somewhere apart, compare every checksum and every table, and throw it away again.")
)
def verify(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=_("A file written by `stamkund backup`."))],
    as_json: AsJson = False,
) -> None:
    with told_plainly():
        manifest = verify_backup(file)
    if as_json:
        print_json({"file": file, "ok": True} | asdict(manifest))
    else:
        said = _("%(file)s is whole: %(rows)s rows in %(tables)s tables, made %(moment)s.")
        sizes = {"rows": figure(manifest.rows), "tables": len(manifest.tables)}
        print_line(said % {"file": file, "moment": manifest.made_at, **sizes})
