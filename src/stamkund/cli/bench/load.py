"""Clients that ask one request after the other over a kept connection, and what they waited for."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from stamkund.cli.bench.processes import processor_ms
from stamkund.cli.bench.stack import Stack

LONGEST_SECONDS = 10.0
WARM_UPS = 20


@dataclass(frozen=True, slots=True)
class Ask:
    """One request."""

    method: str
    path: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waited:
    """What clients waited for: percentiles in milliseconds, and the server's processor time per request."""

    requests: int
    clients: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_ms: float
    kilobytes: float

    def as_dict(self) -> dict[str, Any]:
        return {name: round(getattr(self, name), 2) for name in self.__slots__}


Asker = Callable[[int], Ask]


def measure(stack: Stack, asker: Asker, *, requests: int, clients: int = 1) -> Waited:
    """Let *clients* ask *requests* times in all, or for ten seconds; *asker* makes the n-th request."""
    Client(stack.port).ask_all(asker, range(-WARM_UPS, 0))
    each = requests // clients
    workers = [Client(stack.port) for _ in range(clients)]
    spans = [range(number * each, (number + 1) * each) for number in range(clients)]
    processes = stack.web_processes()
    before = processor_ms(processes)
    threads = [
        threading.Thread(target=worker.ask_all, args=(asker, span)) for worker, span in zip(workers, spans, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used = processor_ms(processes) - before
    return _summary([wait for worker in workers for wait in worker.waits], clients, used, workers)


class Client:
    """One client with a connection of its own; an answer that is no success ends the measuring."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.waits: list[float] = []
        self.bytes = 0

    def ask_all(self, asker: Asker, numbers: range) -> None:
        """Ask for each of *numbers*, but not for longer than the bound."""
        deadline = time.monotonic() + LONGEST_SECONDS
        for number in numbers:
            if time.monotonic() > deadline:
                return
            self._ask(asker(number))

    def _ask(self, ask: Ask) -> None:
        begun = time.perf_counter()
        self.connection.request(ask.method, ask.path, ask.body, ask.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.waits.append((time.perf_counter() - begun) * 1000)
        self.bytes += len(content)
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{ask.method} {ask.path} answered {answer.status}: {content[:200]!r}")


def percentile(waits: Sequence[float], share: float) -> float:
    """Return the wait that *share* of all waits do not exceed."""
    return sorted(waits)[min(int(len(waits) * share), len(waits) - 1)]


def _summary(waits: Sequence[float], clients: int, used: float, workers: Sequence[Client]) -> Waited:
    if not waits:
        raise RuntimeError("no client was answered; see the message above")
    size = sum(worker.bytes for worker in workers) / len(waits) / 1000
    p50, p95, p99 = (percentile(waits, share) for share in (0.5, 0.95, 0.99))
    return Waited(len(waits), clients, p50, p95, p99, used / len(waits), size)
