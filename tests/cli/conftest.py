"""The command line as an operator types it, in this process."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from stamkund.cli.main import run


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Stamkund = Callable[..., Done]


@pytest.fixture
def stamkund(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Stamkund:
    """Type ``stamkund ARGUMENTS``, with *stdin* piped in."""

    def typed(*arguments: str, stdin: str = "") -> Done:
        monkeypatch.setattr("sys.argv", ["stamkund", *arguments])
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = 0
        try:
            run()
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return typed
