"""``stamkund check``"""

from dataclasses import asdict

import typer

from stamkund.cli.findings import find_everything
from stamkund.cli.output import AsJson, fail, print_json, print_line
from stamkund.cli.words import gettext as _

app = typer.Typer(add_completion=False)


@app.command(
    help=_("Look at configuration, database, migrations, disk, static files, people and worker; say what to do.")
)
def check(as_json: AsJson = False) -> None:
    findings = find_everything()
    if as_json:
        print_json({"ok": all(finding.ok for finding in findings), "findings": [asdict(one) for one in findings]})
    else:
        for finding in findings:
            print_line(f"{'✓' if finding.ok else '✗'} {finding.what}: {finding.detail}")
            if not finding.ok:
                print_line(f"  → {finding.remedy}")
    if wrong := sum(not finding.ok for finding in findings):
        fail(_("%(wrong)s of %(all)s things need you") % {"wrong": wrong, "all": len(findings)})
