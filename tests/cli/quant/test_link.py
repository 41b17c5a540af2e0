"""``stamkund quant link``: records in a file, and which of them are one."""

import sys
from pathlib import Path

import pytest

from stamkund.cli.quant.tables import Column, Kind, read_columns
from stamkund.quant.linkage.instances import households
from tests.cli.conftest import Stamkund


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three hundred people in families, some of whom stand there twice."""
    made = households(300, seed=3)
    lines = [",".join(["key", *made.columns, "who", "wrong"])]
    for row, cells in enumerate(zip(*made.columns.values(), made.person.tolist(), strict=True)):
        lines.append(",".join([f"r{row}", *("" if cell is None else str(cell) for cell in cells), str(row % 7)]))
    place = tmp_path / "register.csv"
    place.write_text("\n".join(lines), encoding="utf-8")
    return place


@pytest.mark.slow
def test_records_of_one_person_get_one_cluster(file: Path, stamkund: Stamkund, tmp_path: Path) -> None:
    output = tmp_path / "clusters.parquet"
    told = stamkund("quant", "link", str(file), "--id", "key", "--truth", "who", "--json", "--output", str(output)).json
    written = read_columns(output, [Column("id", Kind.TEXT), Column("cluster", Kind.TEXT)])

    assert set(told) >= {"records", "clusters", "precision", "recall", "f1", "seconds"}
    assert told["f1"] > 0.85
    assert told["columns"]["born"] == "birth date"
    assert written["id"].size == told["records"]
    assert len(set(written["cluster"])) == told["clusters"]
    assert set(written["cluster"]) <= set(written["id"])


@pytest.mark.slow
def test_the_truth_is_never_used(file: Path, stamkund: Stamkund, tmp_path: Path) -> None:
    """The same clusters come out with the truth, without it, and with a wrong one."""
    clusters = []
    for truth in ("who", "", "wrong"):
        output = tmp_path / f"clusters{truth}.csv"
        typed = ["--truth", truth] if truth else []
        use = [
            "--use",
            "given_name,surname,born,phone,mail,who" if truth == "who" else "given_name,surname,born,phone,mail",
        ]
        done = stamkund("quant", "link", str(file), "--id", "key", *typed, *use, "--output", str(output))
        assert done.code == 0, done.err
        clusters.append(output.read_text())

    assert clusters[0] == clusters[1] == clusters[2]


@pytest.mark.parametrize(
    ("rows", "typed", "said"),
    [
        ("key,name\n", (), "has no rows"),
        ("key,name\n1,Karin Ek\n", (), "1 record cannot be linked; two or more are needed"),
        ("key,name\n1,a\n1,b\n", (), "an id stands a second time in row 2"),
        ("key,name\n1,a\n,b\n", (), "column key: nothing in row 2 (empty)"),
        ("key,name\n1,\n2,\n", (), "no column tells one record from another"),
        ("key,name\n1,Karin Ek\n2,Karin Ek\n", (), "no column tells one record from another"),
        ("key\n1\n2\n", (), "no column to link by beside id and truth"),
        ("key,name,who\n1,a,x\n2,b,\n", ("--truth", "who"), "column who: nothing in row 2"),
        ("key,name\n1,a\n2,b\n", ("--use", "nam"), "has no column nam"),
        ("key,name\n1,a\n2,b\n", ("--truth", "who"), "has no column who"),
        ("key,name\n1,a\n2,b\n", ("--region", "XX"), "few.csv: no country 'XX' is known"),
        ("key,name\n1,a\n2,b\n", ("--region", "Sverige"), "no country 'Sverige' is known"),
    ],
)
def test_what_cannot_be_linked_is_said_in_one_sentence(
    rows: str, typed: tuple[str, ...], said: str, tmp_path: Path, stamkund: Stamkund
) -> None:
    file = tmp_path / "few.csv"
    file.write_text(rows)
    done = stamkund("quant", "link", str(file), "--id", "key", *typed)

    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert "mistake of Stamkund" not in done.err


def test_a_region_may_be_written_small(tmp_path: Path, stamkund: Stamkund) -> None:
    file = tmp_path / "few.csv"
    phones = "".join(f"{key},070{1000000 + key // 2 * 7919},{key}@b.se\n" for key in range(20))
    file.write_text("key,phone,mail\n" + phones + "20,+46701000000,20@b.se\n")
    told = [
        stamkund("quant", "link", str(file), "--id", "key", "--json", "--region", name).json for name in ("SE", "se")
    ]

    assert told[0] | {"seconds": 0} == told[1] | {"seconds": 0}


def test_without_splink_it_says_what_to_install(
    tmp_path: Path, stamkund: Stamkund, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "few.csv"
    file.write_text("key,name\n1,Karin Ek\n2,Bo Berg\n")
    monkeypatch.setitem(sys.modules, "splink", None)

    assert (
        "few.csv: linking needs Splink: pip install 'stamkund[link]'"
        in stamkund("quant", "link", str(file), "--id", "key").err
    )
