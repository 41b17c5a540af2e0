"""Counting how often a key has been met in a file, on disk, so that a file of any length needs the same memory."""

import sqlite3


class Occurrences:
    """A temporary table of keys and counts. SQLite keeps a few megabytes of it in memory and the rest in a file."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("PRAGMA cache_size=-16000")
        self._connection.execute("CREATE TABLE met (key BLOB PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID")
        self._connection.execute("BEGIN")

    def count(self, key: str) -> int:
        """Meet `key` once more: 1 the first time."""
        statement = "INSERT INTO met VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET n = n + 1 RETURNING n"
        found: int = self._connection.execute(statement, (key,)).fetchone()[0]
        return found

    def is_first(self, key: str) -> bool:
        return self.count(key) == 1

    def close(self) -> None:
        self._connection.close()
