"""The embedded database: SQLite's own online copy, taken while others read and write."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from stamkund.cli.backup.archive import flush
from stamkund.cli.words import gettext as _

PAGES_AT_A_TIME = 4_096


class SQLite:
    """The database in one file at *path*."""

    name = "sqlite"
    content = "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path

    def copy(self, folder: Path) -> dict[str, int]:
        """Copy page by page; SQLite repeats what changes meanwhile."""
        with closing(sqlite3.connect(self.path)) as live, closing(sqlite3.connect(folder / self.content)) as copy:
            live.backup(copy, pages=PAGES_AT_A_TIME, sleep=0)
            copy.execute("PRAGMA journal_mode=DELETE")
            return count_rows(copy)

    def rehearse(self, folder: Path) -> dict[str, int]:
        """Open the copy, let SQLite check every page and every reference, and count."""
        with closing(sqlite3.connect(folder / self.content)) as copy:
            [(verdict,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
            if verdict != "ok":
                raise ValueError(_("its database is damaged: %(verdict)s") % {"verdict": verdict})
            if broken := copy.execute("PRAGMA foreign_key_check").fetchone():
                said = _("a row of %(table)s points to nothing in %(other)s")
                raise ValueError(said % {"table": broken[0], "other": broken[2]})
            return count_rows(copy)

    def is_empty(self) -> bool:
        """A file without anybody in it is as good as none."""
        if not self.path.exists():
            return True
        with closing(sqlite3.connect(self.path)) as live:
            tables = count_rows(live)
        return not tables.get("staff_user") and not tables.get("customers_party")

    def bring_back(self, folder: Path) -> None:
        """Put the copy where the database is; what was there stays beside it, under another name."""
        connection.close()
        if self.path.exists():
            with closing(sqlite3.connect(self.path)) as live:
                live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            os.link(self.path, self.path.with_suffix(f".{os.getpid()}.before-restore"))
        for leftover in ("-wal", "-shm"):
            self.path.with_name(self.path.name + leftover).unlink(missing_ok=True)
        (folder / self.content).replace(self.path)
        flush(self.path.parent)


def count_rows(database: sqlite3.Connection) -> dict[str, int]:
    """Return every table with its number of rows, but for those SQLite keeps for itself."""
    own = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    names = database.execute(own).fetchall()
    return {name: _count(database, name) for (name,) in names}


def _count(database: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(database.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608  (its own tables)
