"""Web and worker under one roof: two child processes, started again when they fall, stopped together.

Run as ``python -m stamkund.cli.serve`` it imports nothing but the standard library, so watching costs little memory.
"""

import argparse
import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from types import FrameType
from typing import NoReturn

logger = logging.getLogger("stamkund.serve")

WATCH_SECONDS = 0.3
GRACE_SECONDS = 20
LONGEST_PAUSE_SECONDS = 30
FALLS_IN_A_ROW = 5
STEADY_SECONDS = 30
_PR_SET_PDEATHSIG = 1


def serve(*, host: str = "127.0.0.1", port: int = 8000, workers: int = 1, threads: int = 4) -> NoReturn:
    """Become the supervisor of web and worker: this process is replaced by one that holds nothing else."""
    options = ["--host", host, "--port", str(port), "--workers", str(workers), "--threads", str(threads)]
    sys.stdout.flush()  # what this process has said, when a pipe or a file listens, would go with it
    os.execv(sys.executable, [sys.executable, "-m", "stamkund.cli.serve", *options])  # noqa: S606  (our own interpreter and module)


def web_command(*, host: str, port: int, workers: int, threads: int) -> list[str]:
    """Return the command that answers requests."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
        # Without the timeout granian waits for ever when it is stopped before its workers are ready.
        *("--workers-kill-timeout", "5", "--respawn-failed-workers"),
        "stamkund.config.wsgi:application",
    ]


@dataclass(slots=True)
class Child:
    """One process that must run: its command, and how often it fell since it last stood for a while."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    falls: int = 0
    due_at: float = field(default=0.0)

    def start(self) -> None:
        """Start the process in a group of its own, so that a key pressed here reaches it only through us.

        What it prints is a log (granian writes its own to standard output), so it goes where logs go.
        """
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            stdout=sys.stderr,
            start_new_session=True,
            preexec_fn=follow_parent,  # noqa: PLW1509  (no threads here)
        )

    def watch(self) -> None:
        """Start the process again after it fell, later each time."""
        if self.process is None:
            if time.monotonic() >= self.due_at:
                self.start()
            return
        if self.process.poll() is None:
            return
        steady = time.monotonic() - self.started_at > STEADY_SECONDS
        self.falls = 1 if steady else self.falls + 1
        pause = min(2 ** (self.falls - 1), LONGEST_PAUSE_SECONDS)
        logger.error("%s ended (%s); starting it again in %s s", self.name, self.process.returncode, pause)
        self.end_leftovers()
        self.process, self.due_at = None, time.monotonic() + pause

    def end_leftovers(self) -> None:
        """End what the fallen process has left behind in its group."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def stop(self, deadline: float) -> None:
        """Wait for the process, which has been asked to stop, until *deadline*; then end it."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("%s did not stop in time", self.name)
        self.end_leftovers()
        self.process.wait()


def follow_parent() -> None:
    """Let Linux stop the child when its supervisor dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def supervise(children: list[Child], stopping: threading.Event) -> bool:
    """Keep *children* running until *stopping*; return whether that went well: a child that never stands does not."""
    while not stopping.wait(WATCH_SECONDS):
        for child in children:
            child.watch()
        if fallen := [child.name for child in children if child.falls >= FALLS_IN_A_ROW]:
            logger.error("%s cannot start; see its message above", " and ".join(fallen))
            break
    for child in children:
        if child.process is not None and child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.stop(deadline)
    return stopping.is_set()


def main() -> int:
    """Read the options, start both, watch."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    for name, default in (("port", 8000), ("workers", 1), ("threads", 4)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stopping = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    children = [
        Child("the web server", web_command(**vars(options))),
        Child("the worker", [sys.executable, "-m", "stamkund.worker"]),
    ]
    return 0 if supervise(children, stopping) else 1


if __name__ == "__main__":
    sys.exit(main())
