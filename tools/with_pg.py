"""Runs a command against a PostgreSQL of its own, which is thrown away afterwards: ``with_pg.py [--durable] COMMAND…``.

It does not wait for the disk, unless it shall be ``--durable``, as for measuring.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

PATIENCE_SECONDS = 30
SETTINGS = ("listen_addresses=", "max_connections=60")
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binary(name: str) -> str:
    """Return PostgreSQL's *name*: the newest that Debian installed, else whatever stands in PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if path := (str(found[-1]) if found else shutil.which(name)):
        return path
    sys.exit(f"with_pg: no {name} on this machine; install Debian's package postgresql")


def server_user() -> dict[str, str | int]:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


def start(folder: Path, identity: dict[str, str | int], settings: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Make a cluster in *folder* and start its server on a socket there."""
    data = folder / "data"
    initdb = [binary("initdb"), "-D", str(data), "-U", "stamkund", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([*initdb, "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **identity)  # type: ignore[call-overload]  # user and group, or nothing
    options = [part for setting in settings for part in ("-c", setting)]
    command = [binary("postgres"), "-D", str(data), "-k", str(folder), *options]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **identity)  # type: ignore[call-overload,no-any-return]  # as above


def wait_until_ready(folder: Path) -> None:
    """Return as soon as the server answers on its socket."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    ready = [binary("pg_isready"), "-q", "-h", str(folder), "-U", "stamkund", "-d", "postgres"]
    while subprocess.run(ready, check=False).returncode:
        if time.monotonic() > deadline:
            sys.exit(f"with_pg: PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.05)


def main() -> int:
    """Start, run, stop, remove."""
    is_durable = sys.argv[1] == "--durable"
    command, settings = (sys.argv[2:], SETTINGS) if is_durable else (sys.argv[1:], SETTINGS + HASTY)
    folder, identity = Path(tempfile.mkdtemp(prefix="stamkund-pg-")), server_user()
    if identity:
        os.chown(folder, int(identity["user"]), int(identity["group"]))
    server = start(folder, identity, settings)
    try:
        wait_until_ready(folder)
        url = f"postgres://stamkund@{quote(str(folder), safe='')}/postgres"
        return subprocess.run(command, check=False, env={**os.environ, "STAMKUND_DATABASE_URL": url}).returncode
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
