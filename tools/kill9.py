"""Kills server and worker with −9 at random while notes are written and files imported, then looks for what is lost.

``kill9.py [--rounds 50] [--seed 1]`` uses an installation of its own, on SQLite with ``synchronous=FULL`` or on the
database that ``STAMKUND_DATABASE_URL`` names (run it under ``with_pg.py``). It prints figures as JSON and exits with 1
when something acknowledged is missing, stored twice or half done.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

WRITERS = 3
ROWS_PER_FILE = 2_000
PATIENCE_SECONDS = 90
VICTIMS = ("web", "web", "worker", "worker", "worker", "everything")
STAMKUND = [sys.executable, "-c", "from stamkund.cli.main import run; run()"]


@dataclass
class Stack:
    """The served installation: one supervisor with its children."""

    port: int
    supervisor: subprocess.Popen[bytes] | None = None
    starts: int = 0

    def keep(self) -> None:
        """Start it, unless it runs."""
        if self.supervisor is None or self.supervisor.poll() is not None:
            self.starts += 1
            command = [sys.executable, "-m", "stamkund.cli.serve", "--port", str(self.port)]
            self.supervisor = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)

    def kill(self, victim: str) -> int:
        """Kill the processes that are *victim* with −9, by their numbers; return how many that were."""
        if self.supervisor is None or self.supervisor.poll() is not None:
            return 0
        root = psutil.Process(self.supervisor.pid)
        family = root.children(recursive=True)
        if victim == "everything":
            chosen = [root, *family]
        else:
            chosen = [one for one in family if is_worker(one) == (victim == "worker")]
        for process in chosen:
            with contextlib.suppress(psutil.NoSuchProcess):  # it fell by itself a moment ago
                process.kill()
        if victim == "everything":
            self.supervisor.wait()
        return len(chosen)

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        if self.supervisor is not None and self.supervisor.poll() is None:
            self.supervisor.send_signal(signal.SIGINT)
            self.supervisor.wait(PATIENCE_SECONDS)


def is_worker(process: psutil.Process) -> bool | None:
    """Say whether it is the worker; ``None`` where it fell a moment ago and has no command line any more."""
    try:
        return "stamkund.worker" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # a zombie is one as well
        return None


@dataclass
class Clients:
    """Those who write all the while, and what was acknowledged to them."""

    port: int
    token: str
    over: threading.Event = field(default_factory=threading.Event)
    notes: set[str] = field(default_factory=set)
    files: dict[str, int] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)

    def write_notes(self, writer: int, party: str) -> None:
        """Write note after note; what is not acknowledged is sent again with its key until it is."""
        number = 0
        while not self.over.is_set():
            text = f"note {writer} {number}"
            body = json.dumps({"text": text, "key": text}).encode()
            headers = {"Content-Type": "application/json", "Idempotency-Key": text.replace(" ", "-")}
            if self.ask("POST", f"parties/{party}/events", body, headers) is not None:
                self.notes.add(text)
                number += 1

    def import_files(self) -> None:
        """Import file after file; every second one repeats half of the one before."""
        number = 0
        while not self.over.is_set():
            first = number * ROWS_PER_FILE * 3 // 4
            body, headers = upload(f"file{number}.csv", customers(first, ROWS_PER_FILE))
            answer = self.ask("POST", "imports", body, {**headers, "Idempotency-Key": f"file-{number}"})
            if answer is not None:
                self.files[answer["id"]] = first
                number += 1
                self.over.wait(1.5)

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Any:
        """Send one request; return its answer when it was acknowledged, else ``None`` after a moment."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            authorised = {"Authorization": f"Bearer {self.token}", **(headers or {})}
            connection.request(method, f"/api/v1/{path}", body, authorised)
            response = connection.getresponse()
            content = response.read()
            self.answers[str(response.status)] += 1
            if response.status < 300:
                return json.loads(content)
        except (OSError, http.client.HTTPException) as error:
            self.answers[type(error).__name__] += 1
        finally:
            connection.close()
        time.sleep(0.1)
        return None

    def wait_for(self, path: str, method: str = "GET", *sent: Any) -> Any:
        """Return the answer to a request as soon as there is one."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if (answer := self.ask(method, path, *sent)) is not None:
                return answer
        sys.exit(f"kill9: no answer from {path} in {PATIENCE_SECONDS} s: {self.answers}")


def customers(first: int, count: int) -> bytes:
    """Return a file of invented customers, numbered from *first*."""
    rows = [f"K{n},Kund {n},Nummer,kund{n}@brev.example,070-{n:07d}" for n in range(first, first + count)]
    return "\n".join(["customer number,first name,last name,email,mobile", *rows]).encode()


def upload(name: str, content: bytes) -> tuple[bytes, dict[str, str]]:
    """Return a multipart body with the file and what it is."""
    mark = "kill9-boundary"
    head = f'--{mark}\r\nContent-Disposition: form-data; name="as"\r\n\r\nparties\r\n--{mark}\r\n'
    head += f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={mark}"}


def free_port() -> int:
    """Return a port below those that the kernel lends: nobody shall be given it while the server is down."""
    for port in random.sample(range(10_000, 30_000), 100):
        with socket.socket() as listener, contextlib.suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    sys.exit("kill9: of a hundred ports none was free")


def install() -> str:
    """Make the installation and return a token for it."""
    command = [*STAMKUND, "init", "--admin", "asa@sala.example", "--password-stdin", "--json"]
    subprocess.run(command, input=b"en lang fras for kill9\n", stdout=subprocess.DEVNULL, check=True)
    made = subprocess.run([*STAMKUND, "token", "kill9", "--json"], stdout=subprocess.PIPE, check=True)
    return str(json.loads(made.stdout)["token"])


def harass(stack: Stack, clients: Clients, rounds: int, chance: random.Random) -> Counter[str]:
    """Kill somebody *rounds* times, each time after the stack has answered and worked a random while."""
    kills: Counter[str] = Counter()
    falls = 0
    while sum(kills.values()) < rounds:
        stack.keep()
        clients.wait_for("parties?limit=1")
        time.sleep(chance.uniform(0.05, 2.5))
        falls = falls + 1 if falls < 3 else 0  # the supervisor gives up a child that falls five times in a row
        victim = chance.choice(VICTIMS) if falls else "everything"
        if stack.kill(victim):
            kills[victim] += 1
    return kills


def main() -> int:
    """Install, write, kill, settle, look."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="stamkund-kill9-"))
    os.environ |= {"STAMKUND_HOME": str(home), "STAMKUND_DURABLE": "1"}
    try:
        figures, faults = torment(options.rounds, random.Random(options.seed))
    finally:
        shutil.rmtree(home)
    print(json.dumps({**figures, "faults": faults}, indent=2))
    return 1 if faults else 0


def torment(rounds: int, chance: random.Random) -> tuple[dict[str, Any], list[str]]:
    """Run the whole ordeal and return figures and faults."""
    stack, started = Stack(free_port()), time.monotonic()
    clients = Clients(stack.port, install())
    stack.keep()
    try:
        party = add_customer(clients)
        threads = [threading.Thread(target=clients.write_notes, args=(n, party)) for n in range(WRITERS)]
        threads.append(threading.Thread(target=clients.import_files))
        for thread in threads:
            thread.start()
        kills = harass(stack, clients, rounds, chance)
        clients.over.set()
        for thread in threads:
            thread.join()
        settle(stack, clients)
    finally:
        clients.over.set()
        stack.stop()
    stored, faults = look(clients)
    figures = {
        "kills": dict(kills), "starts": stack.starts, "seconds": round(time.monotonic() - started),
        "acknowledged_notes": len(clients.notes), "acknowledged_files": len(clients.files),
        "answers": dict(clients.answers), **stored,
    }  # fmt: skip
    return figures, faults


def look(clients: Clients) -> tuple[dict[str, Any], list[str]]:
    """Compare what was acknowledged with what is stored."""
    told = {"notes": sorted(clients.notes), "files": clients.files, "rows_per_file": ROWS_PER_FILE}
    command = [sys.executable, str(Path(__file__).with_name("kill9_findings.py"))]
    answer = subprocess.run(command, input=json.dumps(told).encode(), stdout=subprocess.PIPE, check=True)
    stored, faults = json.loads(answer.stdout)
    return stored, faults


def add_customer(clients: Clients) -> str:
    """Add the customer the notes are about."""
    clients.wait_for("parties?limit=1")
    body = json.dumps({"name": "Karin Dalsjö"}).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": "karin"}
    return str(clients.wait_for("parties", "POST", body, headers)["id"])


def settle(stack: Stack, clients: Clients) -> None:
    """Let the worker finish every import that was acknowledged."""
    deadline = time.monotonic() + 4 * PATIENCE_SECONDS
    waiting = set(clients.files)
    while waiting and time.monotonic() < deadline:
        stack.keep()
        waiting = {one for one in waiting if clients.wait_for(f"imports/{one}")["state"] != "published"}
        time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
