"""All pieces at all sizes, each in a process of its own."""

import json
import subprocess
import sys
from typing import Any

from stamkund.cli.bench.machine import measure_machine
from stamkund.cli.bench.quant.pieces import PIECES
from stamkund.cli.output import say


def measure_series(only: str = "", sizes: list[int] | None = None) -> dict[str, dict[str, Any]]:
    """Measure the pieces whose names begin with *only*, at *sizes* or, without, at each piece's own."""
    chosen = {name: piece for name, piece in PIECES.items() if name.startswith(only) and piece.is_possible}
    figures: dict[str, dict[str, Any]] = {"machine before": measure_machine()}
    for name, piece in chosen.items():
        for size in piece.sizes:
            if sizes is None or size in sizes:
                say(f"  {name}: {size:,}")
                figures[f"{name}: {size:,}"] = _apart(name, size)
    return figures | {"machine after": measure_machine()}


def _apart(name: str, size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "stamkund.cli.bench.quant.run", name, str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        return {"failed": f"see the message above (exit code {done.returncode})"}
    found: dict[str, Any] = json.loads(done.stdout)
    return found
