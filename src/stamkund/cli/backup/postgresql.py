"""PostgreSQL: its own pg_dump and pg_restore."""

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from stamkund.cli.words import gettext as _


class PostgreSQL:
    """The database that Django's *settings* describe."""

    name = "postgresql"
    content = "database.dump"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings

    def copy(self, folder: Path) -> dict[str, int]:
        """Dump and count within one snapshot, so that both see the same moment."""
        with self._connect() as live:
            live.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            [snapshot] = live.execute("SELECT pg_export_snapshot()").fetchone() or [""]
            target = folder / self.content
            self._run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}")
            return count_rows(live)

    def rehearse(self, folder: Path) -> dict[str, int]:
        """Restore into a database of its own on the same server, count, and drop it."""
        with self._scratch() as name:
            self._restore(folder, name)
            with self._connect(name) as scratch:
                return count_rows(scratch)

    def is_empty(self) -> bool:
        """A database without anybody in it is as good as none."""
        with self._connect() as live:
            tables = count_rows(live)
        return not tables.get("staff_user") and not tables.get("customers_party")

    def bring_back(self, folder: Path) -> None:
        """Replace every table in one transaction."""
        self._restore(folder, self.settings["NAME"], "--clean", "--if-exists")

    def _restore(self, folder: Path, name: str, *options: str) -> None:
        source = str(folder / self.content)
        self._run("pg_restore", "--no-owner", "--single-transaction", *options, f"--dbname={name}", source)

    def _run(self, tool: str, *arguments: str) -> None:
        place = os.environ | self._environment()
        done = subprocess.run([find_tool(tool), *arguments], env=place, capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stderr.strip().splitlines() or [str(done.returncode)]
            raise ValueError(_("%(tool)s failed: %(reason)s") % {"tool": tool, "reason": said[-1]})

    def _environment(self) -> dict[str, str]:
        """Return where to connect, in the environment: arguments can be read by every user of the machine."""
        names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
        return {name: str(self.settings[key]) for name, key in names.items() if self.settings.get(key)}

    def _connect(self, name: str | None = None) -> "psycopg.Connection[Any]":
        place = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        known = {option: str(self.settings[key]) for option, key in place.items() if self.settings.get(key)}
        return psycopg.connect(dbname=name or self.settings["NAME"], autocommit=True, **known)  # type: ignore[arg-type]  # only texts

    @contextmanager
    def _scratch(self) -> Iterator[str]:
        name = f"stamkund_verify_{uuid.uuid4().hex[:12]}"
        with self._connect() as live:
            live.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            try:
                yield name
            finally:
                live.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def find_tool(name: str) -> str:
    """Return PostgreSQL's *name*: from PATH, else the newest that Debian installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = shutil.which(name) or (str(installed[-1]) if installed else None)
    if found is None:
        missing = _("there is no %(tool)s on this machine; install the package postgresql-client")
        raise ValueError(missing % {"tool": name})
    return found


def count_rows(database: "psycopg.Connection[Any]") -> dict[str, int]:
    """Return every table with its number of rows."""
    rows = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return {name: _count(database, name) for (name,) in rows}


def _count(database: "psycopg.Connection[Any]", table: str) -> int:
    found = database.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(found[0]) if found else 0
