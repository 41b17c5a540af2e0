"""``stamkund quant recommend``: what each customer will buy next, and how well that was foretold."""

import json
import sys
from pathlib import Path

import duckdb
import numpy as np
import pytest

from stamkund.cli.quant.tables import Column, Kind, read_columns
from tests.cli.conftest import Stamkund

COLUMNS = ("--user", "who", "--item", "what", "--time", "when")
LINES = """
    COPY (
        SELECT DISTINCT CustomerID AS who, InvoiceNo, StockCode AS what, InvoiceDate AS "when"
        FROM read_parquet('{source}')
        WHERE CustomerID <> '' AND TRY_CAST(Quantity AS DOUBLE) > 0 AND TRY_CAST(UnitPrice AS DOUBLE) > 0
          AND regexp_matches(StockCode, '^[0-9]{{5}}')
    ) TO '{target}' (HEADER)
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Sixty customers who buy oil every month and one other thing twice; bread goes with butter."""
    chance = np.random.default_rng(3)
    rows = ["who,what,when"]
    for customer in range(60):
        other = ["bread,butter", "wax,brush"][customer % 2].split(",")
        start = np.datetime64("2026-01-01") + int(chance.integers(0, 20))
        rows += [f"k{customer:02},oil,{start + 30 * month}" for month in range(6)]
        rows += [f"k{customer:02},{other[0]},{start + day}" for day in (3, 70)]
        rows += [f"k{customer:02},{other[1]},{start + 75}"] if customer > 3 else []
    place = tmp_path / "butik.csv"
    place.write_text("\n".join(rows) + "\n")
    return place


@pytest.mark.data
@pytest.mark.slow
def test_online_retail_is_foretold_better_than_the_published_baselines(
    shared_data: Path, tmp_path: Path, stamkund: Stamkund
) -> None:
    """Personal frequency .3322/.3355, EASE on new items .1021/.0972, popularity .0818/.0859 and .0330/.0320."""
    file = tmp_path / "lines.csv"
    source = shared_data / "online_retail" / "online_retail_2010_2011.parquet"
    duckdb.execute(LINES.format(source=source, target=file))
    told = stamkund("quant", "recommend", str(file), *COLUMNS, "--split", "2011-11-11", "--json").json

    assert told["train"] | {"purchases": 0} == {"users": 4097, "items": 3624, "purchases": 0}
    assert (told["all"]["users"], told["new"]["users"]) == (1333, 1223)
    assert told["all"]["recall_interval"][0] > 0.3322
    assert told["all"]["ndcg_interval"][0] > 0.3355
    assert told["new"]["recall_interval"][0] > 0.1021
    assert told["new"]["ndcg_interval"][0] > 0.0972
    popular = told["popularity"]
    assert [popular["all"]["recall"], popular["all"]["ndcg"]] == pytest.approx([0.0818, 0.0859], abs=1e-4)
    assert [popular["new"]["recall"], popular["new"]["ndcg"]] == pytest.approx([0.0330, 0.0320], abs=1e-4)
    assert told["model"] == "Ease"


def test_lists_are_judged_by_what_came_after_the_split(shop: Path, stamkund: Stamkund) -> None:
    told = stamkund("quant", "recommend", str(shop), *COLUMNS, "--split", "2026-05-10", "--k", "2", "--json").json

    assert {"all", "new", "repeat", "popularity", "seconds"} <= set(told)
    assert told["all"]["recall"] == told["repeat"]["recall"] == 1
    assert told["new"] == {"recall": None, "ndcg": None, "users": 0}
    assert told["train"]["users"] == 60
    people = stamkund("quant", "recommend", str(shop), *COLUMNS, "--split", "2026-05-10")
    assert "learnt from" in people.out
    assert "everything, by popularity" in people.out


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_each_recommendation_is_written_with_its_reason(
    suffix: str, shop: Path, tmp_path: Path, stamkund: Stamkund
) -> None:
    out = tmp_path / f"lists{suffix}"
    done = stamkund("quant", "recommend", str(shop), *COLUMNS, "--k", "3", "--output", str(out), "--json")

    assert (done.json["all"], done.json["new"], done.json["popularity"]) == (None, None, None)
    texts = [Column(name, Kind.TEXT, may_be_blank=True) for name in ("user", "list", "item", "because")]
    numbers = [Column(name, may_be_blank=True) for name in ("rank", "value", "times", "every", "since")]
    found = read_columns(out, [*texts, *numbers])
    first = {name: column[0] for name, column in found.items()}
    assert (first["user"], first["list"], first["rank"], first["item"]) == ("k00", "replenish", 1, "oil")
    assert (first["times"], first["every"], first["because"]) == (6, 30.0, None)
    assert 0 < first["value"] < 1
    butter = (found["user"] == "k00") & (found["item"] == "butter")
    assert found["list"][butter].tolist() == ["discover"]
    assert found["because"][butter].tolist()[0].split("; ")[0] == "bread"
    assert np.isnan(found["times"][butter]).all()


@pytest.mark.parametrize("model", ["ease", "als", "co-purchase"])
def test_any_of_the_models_finds_what_is_new(model: str, shop: Path, tmp_path: Path, stamkund: Stamkund) -> None:
    out = tmp_path / "lists.csv"
    done = stamkund("quant", "recommend", str(shop), *COLUMNS, "--model", model, "--output", str(out), "--json")

    assert done.code == 0
    assert "NaN" not in done.out
    assert "nan" not in out.read_text()


@pytest.mark.parametrize("typed", [("--seed", "-1"), ("--k", "1000000000000"), ("--k", "0")])
def test_options_have_bounds(typed: tuple[str, ...], shop: Path, stamkund: Stamkund) -> None:
    done = stamkund("quant", "recommend", str(shop), *COLUMNS, "--split", "2026-05-10", *typed)

    assert (done.code, done.out) == (2, "")
    assert f"Invalid value for '{typed[0]}'" in done.err


@pytest.mark.parametrize(
    ("rows", "typed", "said"),
    [
        ("a,x,2026-01-01\nb,y,soon\n", ("--split", "2026-01-02"), "not a date (2026-11-25) in row 2 (“soon”)"),
        ("a,x,2026-01-01\na,,2026-01-01\n", ("--split", "2026-01-02"), "column what: nothing in row 2"),
        (",x,2026-01-01\n", ("--split", "2026-01-02"), "nothing was bought"),
        ("", ("--split", "2026-01-02"), "nothing was bought"),
        ("a,x,2026-01-01\n", ("--split", "2025-01-01"), "nothing was bought before the split"),
        ("a,x,2026-01-01\nb,x,2026-02-01\n", ("--split", "2026-01-15"), "nobody known bought anything known"),
        ("a,x,2026-01-01\n", (), "give --split to judge the lists"),
        ("a,x,2026-01-01\n", ("--split", "2026-01-02", "--item", "where"), "has no column where"),
    ],
)  # fmt: skip
def test_what_cannot_be_foretold_is_said_in_one_sentence(
    rows: str, typed: tuple[str, ...], said: str, tmp_path: Path, stamkund: Stamkund
) -> None:
    file = tmp_path / "log.csv"
    file.write_text("who,what,when\n" + rows)
    done = stamkund("quant", "recommend", str(file), *COLUMNS, *typed)

    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert "mistake of Stamkund" not in done.err


def test_purchases_of_nobody_are_left_out_and_counted(shop: Path, stamkund: Stamkund) -> None:
    known = stamkund("quant", "recommend", str(shop), *COLUMNS, "--split", "2026-05-10", "--json").json
    shop.write_text(
        shop.read_text().replace("who,what,when\n", "who,what,when\n,oil,2026-01-02\n , bread,2026-05-12\n")
    )
    asked = ("quant", "recommend", str(shop), *COLUMNS, "--split", "2026-05-10")
    told = stamkund(*asked, "--json").json

    assert (known.pop("without_customer"), told.pop("without_customer")) == (0, 2)
    assert told | {"seconds": 0} == known | {"seconds": 0}
    assert "left out, for they name no customer: 2" in stamkund(*asked).out


def test_one_customer_and_one_item_are_no_trouble(tmp_path: Path, stamkund: Stamkund) -> None:
    file, out = tmp_path / "log.csv", tmp_path / "lists.csv"
    file.write_text("who,what,when\na,x,2026-01-01\na,x,2026-02-01\na,x,2026-03-01\n")
    told = stamkund("quant", "recommend", str(file), *COLUMNS, "--split", "2026-02-15", "--output", str(out), "--json")

    assert told.json["all"]["recall"] == 1
    assert "weights_assumed" in told.json["doubts"]
    assert json.dumps(told.json).count("NaN") == 0


def test_without_the_extra_als_says_what_to_install(
    shop: Path, stamkund: Stamkund, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "implicit.cpu", None)
    done = stamkund("quant", "recommend", str(shop), *COLUMNS, "--split", "2026-05-10", "--model", "als")

    assert (done.code, done.out) == (1, "")
    assert "pip install 'stamkund[ml]'" in done.err
