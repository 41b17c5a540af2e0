"""``stamkund backup``"""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from stamkund.cli.backup.backups import make_backup
from stamkund.cli.output import AsJson, fail, print_json, print_line
from stamkund.cli.plainly import told_plainly
from stamkund.cli.words import figure
from stamkund.cli.words import gettext as _

app = typer.Typer(add_completion=False)


@app.command(
    help=_("Write database and files into one file, while others go on working. No half-written file is ever left.")
)
def backup(
    file: Annotated[
        Path, typer.Argument(dir_okay=False, help=_("The file to write; .gz makes it smaller and slower."))
    ],
    as_json: AsJson = False,
) -> None:
    if not file.resolve().parent.is_dir():
        fail(_("there is no folder %(folder)s") % {"folder": file.resolve().parent})
    with told_plainly():
        manifest = make_backup(file, settings.STAMKUND_HOME)
    if as_json:
        print_json({"file": file, "bytes": file.stat().st_size} | asdict(manifest))
    else:
        sizes = {"rows": manifest.rows, "files": len(manifest.contents), "bytes": file.stat().st_size}
        said = _("%(file)s: %(rows)s rows, %(files)s files, %(bytes)s bytes")
        print_line(said % {"file": file, **{name: figure(size) for name, size in sizes.items()}})
