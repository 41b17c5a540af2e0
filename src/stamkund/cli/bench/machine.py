"""How fast and how busy the machine is at this moment, so that figures of two runs can be compared."""

import os
import time
from typing import Any

ROUNDS = 2_000_000


def measure_machine() -> dict[str, Any]:
    """Return cores, load, and the processor milliseconds of a fixed loop: busy neighbours make it dearer."""
    begun, total = time.process_time(), 0
    for number in range(ROUNDS):
        total += number * number
    spent = (time.process_time() - begun) * 1000
    return {"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1), "loop_ms": round(spent)}
