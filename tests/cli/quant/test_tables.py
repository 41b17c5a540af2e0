"""What stands in a file reaches the mathematics whole, or the command says where it does not."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pytest

from stamkund.cli.output import FailureError
from stamkund.cli.quant.tables import Column, Kind, read_columns, write_rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "köp.csv"


def test_columns_come_in_the_order_of_the_file(file: Path) -> None:
    file.write_text("who,when,how much\nÅsa,2026-01-02,10.5\nÅsa,20260103,\nBo,2026-01-04 08:30, 7\n", encoding="utf-8")
    wanted = [Column("who", Kind.TEXT), Column("when", Kind.DATE), Column("how much", may_be_blank=True)]
    found = read_columns(file, wanted)

    assert found["who"].tolist() == ["Åsa", "Åsa", "Bo"]
    assert found["when"].astype("datetime64[D]").astype(str).tolist() == ["2026-01-02", "2026-01-03", "2026-01-04"]
    np.testing.assert_array_equal(found["how much"], [10.5, np.nan, 7.0])


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_what_is_written_can_be_read(suffix: str, tmp_path: Path) -> None:
    place = tmp_path / f"out{suffix}"
    write_rows(place, {"id": np.array(["a,b", "å"], dtype=object), "value": np.array([1.25, -3.0])})
    found = read_columns(place, [Column("id", Kind.TEXT), Column("value")])

    assert found["id"].tolist() == ["a,b", "å"]
    assert found["value"].tolist() == [1.25, -3.0]
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


@pytest.mark.parametrize(
    ("content", "column", "said"),
    [
        (b"", "a", "is empty"),
        (b"a,b\n1,2\n", "c", "has no column c; its columns are a, b"),
        (b"a,b\n1,2\nx,2\n,2\n", "a", "not a number in row 2 (“x”), row 3 (empty)"),
        (b"a\n1\ninf\nNaN\n1e400\n", "a", "row 2 (“inf”), row 3 (“NaN”), row 4 (“1e400”)"),
        (b"a\n" + b"x\n" * 9, "a", "and 4 more"),
        (b"%PDF-1.4 \xff\xfe\n1,2\n\xff\n", "a", "cannot be read as CSV"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_refused_with_what_and_where(
    content: bytes, column: str, said: str, file: Path
) -> None:
    file.write_bytes(content)
    with pytest.raises(FailureError, match=file.name) as refused:
        read_columns(file, [Column(column)])

    assert said in str(refused.value)


def test_a_file_that_is_not_there_or_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FailureError, match="there is no file"):
        read_columns(tmp_path / "none.csv", [Column("a")])
    with pytest.raises(FailureError, match="could not be written"):
        write_rows(tmp_path / "no folder" / "out.csv", {"a": np.ones(1)})


READ_DAYS = """
from pathlib import Path
from stamkund.cli.quant.tables import Column, Kind, read_columns
for suffix in ("csv", "parquet"):
    print(read_columns(Path(f"moments.{suffix}"), [Column("when", Kind.DATE)])["when"].astype("datetime64[D]"))
"""


def test_a_moment_with_a_zone_is_of_its_day_in_utc_wherever_it_is_read(tmp_path: Path) -> None:
    moments = ["2024-03-31 23:30:00-05", "2024-04-01 00:30:00+02", "2024-03-31 23:30:00+00"]
    rows = ", ".join(f"(TIMESTAMPTZ '{moment}')" for moment in moments)
    duckdb.execute(f"COPY (FROM (VALUES {rows}) AS rows(\"when\")) TO '{tmp_path / 'moments.parquet'}'")
    (tmp_path / "moments.csv").write_text("\n".join(["when", *moments]))

    for zone in ("America/New_York", "Asia/Tokyo"):
        read = [sys.executable, "-c", READ_DAYS]
        told = subprocess.run(read, cwd=tmp_path, env={**os.environ, "TZ": zone}, check=True, capture_output=True)
        assert told.stdout.decode().splitlines() == ["['2024-04-01' '2024-03-31' '2024-03-31']"] * 2


def test_words_are_no_dates(file: Path) -> None:
    file.write_text("when\n2026-01-02\ninfinity\n-infinity\nepoch\n")
    with pytest.raises(FailureError, match=r"row 2 .“infinity”., row 3 .“-infinity”., row 4 .“epoch”.$"):
        read_columns(file, [Column("when", Kind.DATE)])


@pytest.mark.parametrize("others", [[2.0], [2.0, 3.0], []])
def test_not_a_number_is_no_id_in_a_column_of_numbers(others: list[float], tmp_path: Path) -> None:
    place, name = tmp_path / "ids.parquet", Column("who", Kind.TEXT)
    rows = ", ".join(f"('{one}'::DOUBLE)" for one in (np.nan, *others))
    duckdb.execute(f"COPY (FROM (VALUES {rows}) AS rows(who)) TO '{place}'")
    with pytest.raises(FailureError, match=r"column who: nothing in row 1 \(“nan”\)$"):
        read_columns(place, [name])

    blank = read_columns(place, [Column("who", Kind.TEXT, may_be_blank=True)])["who"].tolist()
    assert blank == [None, *map(str, others)]
    write_rows(place, {"who": np.array(["nan", "Åsa"], dtype=object)})
    assert read_columns(place, [name])["who"].tolist() == ["nan", "Åsa"]


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        ("u,i,t\n1,a,2024-01-01\n1,a\n", 3, "Expected Number of Columns: 3 Found: 2"),
        ("u,i,t\r\n1,a,2024-01-01\r\n1,a\r\n", 3, "Expected Number of Columns: 3 Found: 2"),
        ('u;"i";t\n1;"a;b";2024-01-01\n1;a;2024-01-01;9\n', 3, "Expected Number of Columns: 3 Found: 4"),
        ("u,i,t,x\n1,a,2024-01-01\n1,a,2024-01-01\n", 2, "Expected Number of Columns: 4 Found: 3"),
    ],
)
def test_a_row_of_another_length_near_the_top_is_named(content: str, line: int, found: str, file: Path) -> None:
    file.write_bytes(content.encode())
    with pytest.raises(FailureError, match=f"cannot be read as CSV: .*Line: {line}: {found}$"):
        read_columns(file, [Column(name, Kind.TEXT) for name in ("u", "i", "t")])


def test_lines_above_the_heading_are_no_trouble_where_the_column_is_missing(file: Path) -> None:
    file.write_text("\n\nu,i\n1,2\n")
    with pytest.raises(FailureError, match="has no column x; its columns are u, i"):
        read_columns(file, [Column("x")])


def test_the_end_of_the_name_says_the_format_in_capitals_too_and_packed(tmp_path: Path) -> None:
    rows = {"a": np.array([1.0, 2.0])}
    for name, begins in (("A.PARQUET", b"PAR1"), ("a.csv.gz", b"\x1f\x8b")):
        write_rows(tmp_path / name, rows)
        assert (tmp_path / name).read_bytes().startswith(begins)
        assert read_columns(tmp_path / name, [Column("a")])["a"].tolist() == [1.0, 2.0]
