"""Server and worker are killed while people write and files are imported; ``tools/kill9.py`` does it 50 times."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "kill9.py"


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(tmp_path: Path) -> None:
    """Five kills here; on PostgreSQL in the database that ``STAMKUND_DATABASE_URL`` names, which must be empty."""
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, str(TOOL), "--rounds", "5", "--seed", str(os.getpid())]
    ran = subprocess.run(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, check=False)
    figures = json.loads(ran.stdout)

    assert figures["faults"] == []
    assert sum(figures["kills"].values()) == 5
    assert figures["acknowledged_notes"] > 0
