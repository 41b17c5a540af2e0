"""What the stack's own processes cost, read from ``/proc``: nothing the clients do is counted."""

import os
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def family_of(root: int) -> list[int]:
    """Return *root* and every process that descends from it."""
    parents = {int(path.name): _parent(path) for path in PROC.iterdir() if path.name.isdigit()}
    family, fresh = [root], [root]
    while fresh:
        fresh = [child for child, parent in parents.items() if parent in fresh]
        family += fresh
    return family


def processor_ms(processes: list[int]) -> float:
    """Return the processor time *processes* have used so far, in milliseconds."""
    return sum(_ticks(process) for process in processes) / TICKS_PER_SECOND * 1000


def memory_mib(processes: list[int]) -> float:
    """Return what *processes* hold in memory, pages they share counted once, in MiB."""
    return sum(_kib(process) for process in processes) / 1024


def peak_mib() -> int:
    """Return the most memory this process ever held, in MiB.

    The kernel's own high-water mark: that of `getrusage` begins with what the process that started this one held.
    """
    lines = (PROC / "self" / "status").read_text().splitlines()
    return next(round(int(line.split()[1]) / 1024) for line in lines if line.startswith("VmHWM:"))


def command_of(process: int) -> str:
    """Return the command line of *process*, empty once it has ended."""
    try:
        return (PROC / str(process) / "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _parent(path: Path) -> int:
    try:
        return int(_fields(path)[1])
    except OSError:
        return 0


def _ticks(process: int) -> int:
    try:
        fields = _fields(PROC / str(process))
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _fields(path: Path) -> list[str]:
    """Return what follows the process's name, which may hold blanks itself."""
    return (path / "stat").read_text().rpartition(") ")[2].split()


def _kib(process: int) -> int:
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
