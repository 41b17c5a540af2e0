"""Every source copies the same rows; files are replaced as a whole."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from stamkund.warehouse.engine import DuckEngine, literal, quoted
from stamkund.warehouse.schemas import MERGES, PURCHASES, Dataset
from stamkund.warehouse.sources.cursor import OpenCursor
from stamkund.warehouse.sources.sqlite import SqliteFile
from stamkund.warehouse.sources.sqlite_stream import SqliteStream
from stamkund.warehouse.store import Store


def read(store: Store, dataset: Dataset) -> list[tuple[object, ...]]:
    with store.engine() as engine:
        return engine.connection.execute(f"SELECT * FROM {dataset.name} ORDER BY ALL").fetchall()


def test_a_file_and_an_open_cursor_give_the_same(till: Path, tmp_path: Path) -> None:
    by_file, by_cursor = Store(tmp_path / "a"), Store(tmp_path / "b")
    by_file.refresh(SqliteFile(till))
    by_cursor.refresh(OpenCursor(sqlite3.connect(till).cursor()))
    for dataset in (PURCHASES, MERGES):
        assert read(by_file, dataset) == read(by_cursor, dataset)
    assert len(read(by_file, PURCHASES)) == 14


def test_a_large_table_is_read_in_slices_that_miss_nothing(till: Path, tmp_path: Path) -> None:
    whole, sliced = Store(tmp_path / "a"), Store(tmp_path / "b")
    whole.refresh(SqliteFile(till))
    sliced.refresh(SqliteFile(till, worth_slicing=1))
    assert len(SqliteStream(till, worth_slicing=1).slices(PURCHASES)) > 1
    for dataset in (PURCHASES, MERGES):
        assert read(sliced, dataset) == read(whole, dataset)


def test_an_empty_database_gives_empty_datasets(till: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(till)
    connection.execute("DELETE FROM purchases_purchase")
    connection.commit()
    for name, source in (("a", SqliteFile(till)), ("b", OpenCursor(connection.cursor()))):
        store = Store(tmp_path / name)
        store.refresh(source)
        assert read(store, PURCHASES) == []


def test_whole_and_broken_amounts_keep_their_size(till: Path, tmp_path: Path) -> None:
    """SQLite keeps 100 as a whole number and 50.5 as a real one in the same column."""
    store = Store(tmp_path / "a")
    store.refresh(SqliteFile(till))
    amounts = {float(str(row[5])) for row in read(store, PURCHASES)}
    assert {100.0, 50.5, -900.0} <= amounts


class Broken:
    """A source that stops in the middle."""

    def copy(self, dataset: Dataset, file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError("the disk is full")


def test_a_copy_that_fails_leaves_what_stood(till: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "a")
    store.refresh(SqliteFile(till))
    before = read(store, PURCHASES)
    with pytest.raises(OSError, match="full"):
        store.refresh(Broken())
    assert read(store, PURCHASES) == before
    assert sorted(path.name for path in store.folder.iterdir() if path.is_dir()) in ([], ["spill"])


def test_names_and_texts_cannot_break_out() -> None:
    with DuckEngine() as engine:
        odd, word = 'odd "name"', literal("it's")
        engine.keep(odd, f"SELECT {word} AS word")
        assert engine.columns(f"SELECT * FROM {quoted(odd)}")["word"].tolist() == ["it's"]


def test_nothing_becomes_not_a_number_and_dates_stay_dates() -> None:
    with DuckEngine() as engine:
        found = engine.columns("SELECT * FROM (VALUES (1, DATE '2026-01-01'), (NULL, NULL)) AS t(n, d)")
    assert str(found["n"].tolist()) == "[1.0, nan]"
    assert str(found["d"][1]) == "NaT"


def test_a_database_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"this is no database" * 100)
    with pytest.raises(OSError, match=r"purchases could not be read from .*broken\.sqlite3"):
        Store(tmp_path / "a").refresh(SqliteFile(broken))


def test_reading_does_not_bring_a_second_sqlite_into_this_process(till: Path, tmp_path: Path) -> None:
    Store(tmp_path / "a").refresh(SqliteFile(till))
    code = "import sys, stamkund.valuation.base; print([name for name in sys.modules if 'adbc' in name])"
    script = f"import django; django.setup(); {code}"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert run.stdout.strip() == "[]"
