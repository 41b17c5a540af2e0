"""What a backup asks of a database: copy yourself, come back, be counted."""

from pathlib import Path
from typing import Protocol

from django.db import connection

from stamkund.cli.backup.postgresql import PostgreSQL
from stamkund.cli.backup.sqlite import SQLite


class Engine(Protocol):
    """One kind of database. *tables* map each table to its number of rows."""

    name: str
    content: str

    def copy(self, folder: Path) -> dict[str, int]:
        """Write a consistent copy into *folder* while others go on working; return its tables."""

    def rehearse(self, folder: Path) -> dict[str, int]:
        """Bring the copy in *folder* back somewhere apart, throw that away, return its tables."""

    def is_empty(self) -> bool:
        """Say whether nothing would be lost by writing over what is there."""

    def bring_back(self, folder: Path) -> None:
        """Replace what is there by the copy in *folder*, all of it or nothing."""


def engine() -> Engine:
    """Return the engine of this installation's database."""
    return PostgreSQL(connection.settings_dict) if connection.vendor == "postgresql" else SQLite(_path())


def _path() -> Path:
    return Path(connection.settings_dict["NAME"])
