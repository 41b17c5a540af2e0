"""``stamkund token``"""

from typing import Annotated

import typer

from stamkund.cli.output import AsJson, print_json, print_line
from stamkund.cli.plainly import told_plainly
from stamkund.cli.staff import find_user
from stamkund.cli.words import gettext as _
from stamkund.staff.actions.issue_token import issue_token

app = typer.Typer(add_completion=False)


@app.command(help=_("Make a token for a program and print it. It is shown this once and never stored."))
def token(
    name: Annotated[str, typer.Argument(help=_("What the program is called."))],
    user: Annotated[
        str | None, typer.Option(metavar="MAIL", help=_("In whose name; the first administrator's."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    with told_plainly():
        owner = find_user(user)
        secret = issue_token(user=owner, name=name[:80], actor=None, source="cli")[1]
    if as_json:
        print_json({"name": name[:80], "user": owner.email, "token": secret})
    else:
        print_line(secret)
