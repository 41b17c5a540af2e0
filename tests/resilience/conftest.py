"""Worker processes on the test's own database."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

Hire = Callable[..., "subprocess.Popen[bytes]"]

WORK = """
import sys, django; django.setup()
from datetime import timedelta
import tests.resilience.labour
from stamkund.worker.process import run_worker
run_worker(lease=timedelta(seconds=float(sys.argv[1])), poll_seconds=0.02)
"""


@pytest.fixture
def hire(transactional_db: None) -> Iterator[Hire]:
    """Start a worker, whose lease a slow machine cannot let run out; whoever still works at the end is killed."""
    workers: list[subprocess.Popen[bytes]] = []
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "stamkund.config.settings"}
    environment["STAMKUND_DATABASE_URL"] = _url()

    def start(*, lease_seconds: float = 60) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", WORK, str(lease_seconds)]
        workers.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def _url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['STAMKUND_DATABASE_URL'].rpartition('/')[0]}/{name}"
