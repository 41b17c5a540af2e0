"""One piece of work that is measured, and how."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from stamkund.cli.bench.processes import peak_mib

Work = Callable[[], dict[str, Any]]
ROUNDS = 3
LONG_SECONDS = 20.0
"""Work that takes this long is done once."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Work at several sizes. `prepare` makes what it needs and returns the work; the work returns what it found.

    `needs` names a library without which the piece is left out.
    """

    prepare: Callable[[int], Work]
    sizes: tuple[int, ...]
    needs: str = ""

    @property
    def is_possible(self) -> bool:
        return not self.needs or find_spec(self.needs) is not None


@dataclass(slots=True)
class Clock:
    """Wall and processor seconds of each round."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def run(self, work: Work) -> dict[str, Any]:
        wall, processor = time.perf_counter(), time.process_time()
        found = work()
        self.wall.append(time.perf_counter() - wall)
        self.processor.append(time.process_time() - processor)
        return found


def measure(piece: Piece, size: int) -> dict[str, Any]:
    """Prepare, warm up on the work itself, and return medians; memory is the most this process ever held."""
    work, clock = piece.prepare(size), Clock()
    found = clock.run(work)
    first, clock = clock, Clock()
    if first.wall[0] < LONG_SECONDS:
        for _ in range(ROUNDS):
            found = clock.run(work)
    else:
        clock = first
    return {
        "seconds": round(statistics.median(clock.wall), 4),
        "cpu_seconds": round(statistics.median(clock.processor), 4),
        "peak_mib": peak_mib(),
        **found,
    }
