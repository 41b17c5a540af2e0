"""What a command says: results on standard output, everything else on standard error."""

import json
import sys
from typing import Annotated, Any, NoReturn

import typer

from stamkund.cli.words import gettext as _

AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON for machines."))]


class FailureError(Exception):
    """A command could not do what it was asked to; the message is one clear sentence saying what and where."""


def fail(sentence: str) -> NoReturn:
    """End the command with exit code 1."""
    raise FailureError(sentence)


def print_json(content: Any) -> None:
    """Print *content* as the command's result."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n")


def print_line(text: str = "") -> None:
    """Print a line of the command's result."""
    sys.stdout.write(text + "\n")


def say(text: str) -> None:
    """Tell whoever watches; never part of the result."""
    sys.stderr.write(text + "\n")
