"""``stamkund restore``"""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from stamkund.cli.backup.backups import restore_backup
from stamkund.cli.install import prepare
from stamkund.cli.output import AsJson, print_json, print_line
from stamkund.cli.plainly import told_plainly
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _

app = typer.Typer(add_completion=False)


@app.command(
    help=_("Bring everything back from a backup. Stop `stamkund serve` first; what was there is kept beside it.")
)
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=_("A file written by `stamkund backup`."))],
    force: Annotated[bool, typer.Option("--force", help=_("Write over an installation that is not empty."))] = False,
    as_json: AsJson = False,
) -> None:
    with told_plainly():
        manifest = restore_backup(file, settings.STAMKUND_HOME, force=force)
        prepare()
    if as_json:
        print_json({"file": file} | asdict(manifest))
    else:
        said = _("%(rows)s rows are back, as they were at %(moment)s.")
        print_line(said % {"rows": figure(manifest.rows), "moment": manifest.made_at})
