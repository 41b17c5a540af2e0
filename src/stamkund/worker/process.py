"""The worker process: claims and does tasks until it is asked to stop."""

import logging
import os
import signal
import threading
import time
from datetime import timedelta
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from stamkund.worker.claims import LEASE, release_gone, renew_leases
from stamkund.worker.models import Worker
from stamkund.worker.place import worker_name
from stamkund.worker.runner import run_next
from stamkund.worker.schedule import start_scheduled
from stamkund.worker.tasks import discover_tasks

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.25
LOOK_AROUND_SECONDS = 15.0
BEATS_PER_LEASE = 4
FORGOTTEN_AFTER = timedelta(days=1)


def run_worker(*, queues: tuple[str, ...] = (), lease: timedelta = LEASE, poll_seconds: float = POLL_SECONDS) -> None:
    """Do tasks of *queues* (all, when none is named) until SIGTERM or SIGINT; then finish what can be finished.

    A task that reports progress stops at its next report and is given back; a short one is finished.
    """
    discover_tasks()
    name, stopping, over = worker_name(), stop_on_signals(), threading.Event()
    pulse = threading.Thread(target=keep_alive, args=(name, lease, over), daemon=True)
    pulse.start()
    logger.info("worker %s is ready", name)
    try:
        work_until(stopping, name, queues=queues, lease=lease, poll_seconds=poll_seconds)
    finally:
        over.set()
        pulse.join()
    Worker.objects.filter(name=name).delete()
    logger.info("worker %s has stopped", name)


def stop_on_signals() -> threading.Event:
    """Return an event that SIGTERM and SIGINT set; a second signal ends the process at once."""
    stopping = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        if stopping.is_set():
            os._exit(128 + signum)
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return stopping


def work_until(
    stopping: threading.Event, name: str, *, queues: tuple[str, ...], lease: timedelta, poll_seconds: float
) -> None:
    """Start what is scheduled, do what is due; wait a moment when there is neither or no database answers."""
    looked_at = float("-inf")
    while not stopping.is_set():
        try:
            if time.monotonic() - looked_at > LOOK_AROUND_SECONDS:
                looked_at = time.monotonic()
                release_gone()
                start_scheduled()
            if run_next(name, queues=queues, lease=lease, is_stopping=stopping.is_set):
                continue
        except DatabaseError:
            logger.exception("the database did not answer; the worker goes on")
            connection.close()
        close_old_connections()
        stopping.wait(poll_seconds)


def keep_alive(name: str, lease: timedelta, over: threading.Event) -> None:
    """Renew what worker *name* holds several times per *lease*, on a connection of its own, until its work is over."""
    while not over.is_set():
        try:
            renew_leases(name, lease=lease)
            Worker.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
        except DatabaseError:
            logger.exception("could not renew the lease; trying again")
            connection.close()
        over.wait(lease.total_seconds() / BEATS_PER_LEASE)
    connection.close()
