"""``stamkund serve``"""

from typing import Annotated

import typer

from stamkund.cli import serve as server
from stamkund.cli.words import gettext as _

app = typer.Typer(add_completion=False)


@app.command(help=_("Run web and worker together until stopped; both are started again should they fall."))
def serve(
    host: Annotated[str, typer.Option(help=_("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help=_("Web processes."))] = 1,
    threads: Annotated[int, typer.Option(min=1, max=64, help=_("Threads in each of them."))] = 4,
) -> None:
    server.serve(host=host, port=port, workers=workers, threads=threads)
