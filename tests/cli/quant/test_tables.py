"""What stands in a file reaches the mathematics whole, or the command says where it does not."""

from pathlib import Path

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
