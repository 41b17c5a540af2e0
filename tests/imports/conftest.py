"""Files for the tests, and the four steps in one call."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stamkund.imports.actions.map_columns import map_columns
from stamkund.imports.actions.publish_import import publish_import
from stamkund.imports.actions.receive_file import receive_file
from stamkund.imports.models import Import
from stamkund.staff.models import User

Receive = Callable[..., Import]


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """A home of its own, so that what is kept can be looked at."""
    settings.STAMKUND_HOME = tmp_path / "home"
    settings.STAMKUND_HOME.mkdir()
    return tmp_path / "home" / "files"


@pytest.fixture
def match(files: Path, asa: User) -> Receive:
    """Receive a text as a file and match its columns."""

    def receive(text: str | bytes, name: str = "kassan.csv", source: str = "file", **mapping: Any) -> Import:
        content = text.encode() if isinstance(text, str) else text
        run = receive_file(chunks=[content], file_name=name, source=source, actor=asa)
        return map_columns(run=run, actor=asa, **mapping)

    return receive


@pytest.fixture
def publish(match: Receive, asa: User) -> Receive:
    """Receive a text as a file and take it through all the steps."""

    def through(text: str | bytes, name: str = "kassan.csv", **mapping: Any) -> Import:
        return publish_import(run=match(text, name, **mapping), actor=asa)

    return through
