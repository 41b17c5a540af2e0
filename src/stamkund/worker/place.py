"""Where a worker runs, so that the next one there need not wait for the lease of one that was killed."""

import hashlib
import os
import secrets
import socket
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PROCESSES = Path("/proc/self/ns/pid")


def place() -> str:
    """Return a mark of this machine since it was started; two containers are two places even under one host name."""
    marks = [socket.gethostname()]
    if _BOOT.exists() and _PROCESSES.exists():
        marks += [_BOOT.read_text().strip(), str(_PROCESSES.stat().st_ino)]
    return f"{marks[0][:30]}/{hashlib.sha256(' '.join(marks).encode()).hexdigest()[:12]}"


def worker_name() -> str:
    """Return a name no other worker has: place, process, chance."""
    return f"{place()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(name: str) -> bool:
    """Say whether the worker called *name* ran here and its process is no more; elsewhere only its lease can tell."""
    where, _, rest = name.partition(":")
    if where != place():
        return False
    try:
        os.kill(int(rest.split(":")[0]), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, ValueError):
        return False
    return False
