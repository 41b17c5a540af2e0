"""``stamkund init``"""

import sys
from typing import Annotated, Any

import typer
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email

from stamkund.cli.install import prepare
from stamkund.cli.output import AsJson, fail, print_json, print_line, say
from stamkund.cli.plainly import told_plainly
from stamkund.cli.words import gettext as _
from stamkund.staff.actions.add_staff import add_staff
from stamkund.staff.queries import all_staff

app = typer.Typer(add_completion=False)


@app.command(
    help=_(
        "Make an installation, or bring it up to date: database, static files, first administrator. "
        "Running it again changes nothing that is already there."
    )
)
def init(
    admin: Annotated[str | None, typer.Option(metavar="MAIL", help=_("The first administrator."))] = None,
    name: Annotated[str | None, typer.Option(help=_("The administrator's name."))] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help=_("Read the password from standard input."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    say(_("Preparing the database and the static files …"))
    prepare()
    with told_plainly():
        added = _add_administrator(admin, name, password_stdin=password_stdin)
    _tell(added, as_json=as_json)


def _add_administrator(mail: str | None, name: str | None, *, password_stdin: bool) -> str | None:
    staff = list(all_staff())
    if mail is None and (any(user.may_administer for user in staff) or not sys.stdin.isatty()):
        return None
    mail = (mail or typer.prompt(_("Mail of the first administrator"), err=True)).strip().lower()
    if any(user.email == mail for user in staff):
        return None
    _add(mail, name or mail.split("@")[0], _read_password(from_stdin=password_stdin))
    return mail


def _add(mail: str, name: str, password: str) -> None:
    validate_email(mail)
    validate_password(password)
    add_staff(email=mail, name=name, password=password, role="administrator", source="cli")


def _read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        fail(_("give the administrator's password on standard input, with --password-stdin"))
    asked = _("Password (at least 10 characters)")
    return str(typer.prompt(asked, hide_input=True, confirmation_prompt=True, err=True))


def _tell(added: str | None, *, as_json: bool) -> None:
    content: dict[str, Any] = {"home": settings.STAMKUND_HOME, "administrator": added}
    if as_json:
        print_json(content)
        return
    print_line(_("Ready in %(home)s.") % content)
    print_line(_("%(mail)s administers it.") % {"mail": added} if added else _("Nobody was added."))
    print_line(_("Start it with: stamkund serve"))
