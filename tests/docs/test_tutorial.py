"""The tutorial on what each customer is worth is run from top to bottom, and says what really comes out."""

import contextlib
import io
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Stamkund, stamkund

__all__ = ["stamkund"]  # the command line's fixture, used here too

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorials" / "what-each-customer-is-worth.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_every_step_of_the_tutorial_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamkund: Stamkund
) -> None:
    monkeypatch.chdir(tmp_path)
    known: dict[str, Any] = {}
    printed = ""
    for language, block in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(block, TUTORIAL.name, "exec"), known)  # noqa: S102  (our own page)
            printed = out.getvalue()
        elif language == "console":
            command, _, said = block.partition("\n")
            assert stamkund(*shlex.split(command.removeprefix("$ stamkund "))).out == said
        else:
            assert printed == block
