"""The real stack on a free port of loopback, stopped however the measuring ends."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from stamkund.cli.bench.processes import command_of, family_of

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Stack:
    """Web and worker as ``stamkund serve`` runs them."""

    port: int
    process: int

    def processes(self) -> list[int]:
        """Return the processes of the stack: supervisor, web, worker."""
        return family_of(self.process)

    def web_processes(self) -> list[int]:
        """Return those that answer requests; the worker looks for work whether or not somebody asks."""
        return [process for process in self.processes() if "granian" in command_of(process)]


@contextmanager
def running() -> Iterator[Stack]:
    """Start the stack, wait until it answers, and stop it in the end."""
    port = _free_port()
    server = subprocess.Popen([sys.executable, "-m", "stamkund.cli.serve", "--port", str(port)], stdout=sys.stderr)
    try:
        _wait_for(port)
        yield Stack(port, server.pid)
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/api/v1/openapi.json")
            if connection.getresponse().status == 200:
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)
