"""The Parquet files of an installation: one per dataset, replaced as a whole, never half written."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from stamkund.warehouse.engine import DuckEngine, literal
from stamkund.warehouse.schemas import DATASETS, Dataset
from stamkund.warehouse.sources import Source


class Store:
    """A folder of datasets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until no other process or thread copies or reads, and keep them waiting.

        DuckDB opens a file anew for every query, so that another's copy would show in the middle of a reading.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / "lock").open("w") as lock:
            flock(lock, LOCK_EX)  # let go when the file is closed, however the process ends
            yield

    def refresh(self, source: Source, datasets: Iterable[Dataset] = DATASETS) -> None:
        """Copy the datasets anew; readers see the old file until the new one is complete."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for dataset in datasets:
            with tempfile.TemporaryDirectory(dir=self.folder) as scratch:
                file = Path(scratch) / f"{dataset.name}.parquet"
                source.copy(dataset, file)
                file.replace(self.file(dataset))

    def engine(self) -> DuckEngine:
        """An engine in which every dataset can be read by its name."""
        engine = DuckEngine(self.folder / "spill")
        for dataset in DATASETS:
            engine.define(dataset.name, f"SELECT * FROM read_parquet({literal(str(self.file(dataset)))})")
        return engine

    def file(self, dataset: Dataset) -> Path:
        return self.folder / f"{dataset.name}.parquet"
