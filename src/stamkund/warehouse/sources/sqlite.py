"""SQLite, read by a process of its own, because two copies of SQLite in one process undo each other's file locks."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from stamkund.warehouse.schemas import Dataset

WORTH_SLICING = 200_000
READER = "stamkund.warehouse.sources.sqlite_stream"


class SqliteFile:
    """A database file in WAL mode; sees what has been committed."""

    def __init__(self, database: Path, *, worth_slicing: int = WORTH_SLICING) -> None:
        self.database = database
        self.worth_slicing = worth_slicing

    def copy(self, dataset: Dataset, file: Path) -> None:
        order = {
            "database": str(self.database),
            "dataset": asdict(dataset),
            "file": str(file),
            "worth_slicing": self.worth_slicing,
        }
        command = [sys.executable, "-m", READER]
        reader = subprocess.run(command, input=json.dumps(order), text=True, capture_output=True, check=False)
        if reader.returncode:
            raise OSError(f"{dataset.name} could not be read from {self.database}: {reader.stderr.strip()[-500:]}")
