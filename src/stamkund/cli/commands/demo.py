"""``stamkund demo``"""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from stamkund.cli.output import print_line, say
from stamkund.cli.serve import serve
from stamkund.cli.start import start_django
from stamkund.cli.words import gettext as _

app = typer.Typer(add_completion=False)
DEFAULT_HOME = Path("var/demo")


@app.command(help=_("Open a furnished, invented company in the browser. It lives in var/demo, or in STAMKUND_HOME."))
def demo(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help=_("The address to listen on."))] = "127.0.0.1",
) -> None:
    choose_demo_home()
    start_django()
    from stamkund.cli.furnishing import furnish_once  # noqa: PLC0415  (the home must be chosen before Django starts)

    say(_("Furnishing the company … (the first time takes a little)"))
    login = furnish_once()
    print_line(f"http://{'localhost' if host == '127.0.0.1' else host}:{port}")
    print_line(_("Sign in as %(mail)s with the password %(password)s") % asdict(login))
    print_line(_("Stop with Ctrl-C. Everybody in it is invented."))
    serve(host=host, port=port)


def choose_demo_home() -> None:
    """Keep the demo apart from real installations, and its writes fast: nothing in it is worth a flush to disk."""
    os.environ.setdefault("STAMKUND_HOME", str(DEFAULT_HOME.resolve()))
    os.environ |= {"STAMKUND_DEMO": "1", "STAMKUND_DURABLE": "0", "STAMKUND_COMPANY": "Skomakeriet i Sala"}
