"""Commands of the command line, called as an operator calls them: their result, their time, their memory."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from typing import Any

COMMAND = """
import atexit, pathlib, sys
from stamkund.cli.bench.processes import peak_mib
from stamkund.cli.main import run
place = pathlib.Path(sys.argv.pop(1))
atexit.register(lambda: place.write_text(str(peak_mib())))
run()
"""
"""The command line, which writes down at its end how much memory it held."""


@dataclass(frozen=True, slots=True)
class Called:
    """What a command printed, how long it took and the most memory it held."""

    result: Any
    seconds: float
    peak_mib: int


def call(*arguments: str) -> Called:
    """Run ``stamkund ARGUMENTS --json`` and return what it cost."""
    begun = time.perf_counter()
    with NamedTemporaryFile("r", prefix="stamkund-peak-") as peak:
        command = [sys.executable, "-c", COMMAND, peak.name, *arguments, "--json"]
        ended = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        seconds = time.perf_counter() - begun
        if ended.returncode:
            raise RuntimeError(f"stamkund {' '.join(arguments)} ended with {ended.returncode}")
        return Called(json.loads(ended.stdout), seconds, int(peak.read()))
