"""``stamkund worker``"""

from typing import Annotated

import typer
from django.utils.translation import deactivate

from stamkund.cli.words import gettext as _
from stamkund.worker.process import run_worker

app = typer.Typer(add_completion=False)


@app.command(help=_("Run one more worker until stopped: it does what is due, and stops after what it is doing."))
def worker(
    queue: Annotated[list[str] | None, typer.Option(help=_("Only tasks of this queue; repeat for more."))] = None,
) -> None:
    deactivate()  # tasks speak the company's language, whoever starts the worker
    run_worker(queues=tuple(queue or ()))
