"""``stamkund quant uplift``: a trial in a file, and everything that can be said of it."""

import csv
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from stamkund.cli.quant.tables import Column, read_columns
from tests.cli.conftest import Stamkund

TRIAL = ("--treatment", "mailed", "--outcome", "visit")
KEYS = {"ate", "standard_error", "interval", "qini", "auuc", "profit_all", "profit_policy", "treated_share", "seconds"}


@pytest.fixture
def womens(shared_data: Path, tmp_path: Path) -> Path:
    """Hillstrom's women's e-mail against none, with the score of the published figures."""
    with gzip.open(shared_data / "hillstrom" / "hillstrom.csv.gz", "rt") as file:
        rows = [row for row in csv.DictReader(file) if row["segment"] != "Mens E-Mail"]
    place = tmp_path / "womens.csv"
    with place.open("w", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "mailed", "score"])
        writer.writeheader()
        for number, row in enumerate(rows):
            score = float(row["history"]) + 1e-6 * number
            writer.writerow({**row, "mailed": str(row["segment"] == "Womens E-Mail").lower(), "score": score})
    return place


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Four hundred customers of whom the men of Falun come because of the mail."""
    chance = np.random.default_rng(7)
    place = tmp_path / "små.csv"
    lines = ["who,mailed,visit,age,town,household,before"]
    for number in range(400):
        mailed, town, age = number % 2, ["Falun", "Sala", ""][number % 3], chance.integers(20, 80)
        before = chance.random()
        came = int(chance.random() < 0.1 + 0.3 * before + 0.5 * mailed * (town == "Falun"))
        lines.append(f"k{number},{mailed},{came},{age if number % 7 else ''},{town},h{number // 2},{before:.3f}")
    place.write_text("\n".join(lines) + "\n")
    return place


@pytest.mark.data
def test_the_published_effect_and_the_published_figures_of_both_libraries(womens: Path, stamkund: Stamkund) -> None:
    told = stamkund("quant", "uplift", str(womens), *TRIAL, "--score", "score", "--share", "0.5", "--json").json

    assert told.keys() >= KEYS
    assert (told["ate"], told["standard_error"]) == pytest.approx((0.045233, 0.003234), abs=1e-6)
    assert told["conventions"]["sklift_qini_auc"] == pytest.approx(0.003029, abs=1e-6)
    assert told["conventions"]["causalml_qini"] == pytest.approx(0.008050, abs=1e-6)
    assert told["qini_interval"][0] < 0 < told["qini_interval"][1]
    assert told["doubts"] == ["order_not_told"]
    assert told["profit_all"] == told["ate"]
    assert not told["sample_ratio"]["is_off"]


@pytest.mark.data
def test_features_find_the_half_that_is_worth_an_email(womens: Path, stamkund: Stamkund) -> None:
    features = "recency,history,mens,womens,zip_code,newbie,channel"
    columns = (*TRIAL, "--features", features, "--cost", "0.04")
    told = stamkund("quant", "uplift", str(womens), *columns, "--json").json

    assert told["conventions"]["sklift_qini_auc"] == pytest.approx(0.0605, abs=0.017)
    assert told["profit_all_interval"][0] < 0
    assert told["profit_policy_interval"][0] > told["profit_all"]
    assert 0.4 < told["treated_share"] < 0.65


@pytest.mark.parametrize("learner", ["t", "x", "dr"])
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_each_customers_score_and_treatment_are_written(
    learner: str, suffix: str, small: Path, tmp_path: Path, stamkund: Stamkund
) -> None:
    out = tmp_path / f"picked{suffix}"
    columns = (*TRIAL, "--features", "age, town", "--learner", learner, "--cost", "0.2", "--id", "who")
    done = stamkund("quant", "uplift", str(small), *columns, "--output", str(out))

    assert "the score picks earns, per customer" in done.out
    found = read_columns(out, [Column("score"), Column("treat")])
    from_falun = np.arange(400) % 3 == 0
    assert found["score"][from_falun].mean() > found["score"][~from_falun].mean() + 0.2
    assert found["treat"][from_falun].mean() > found["treat"][~from_falun].mean() + 0.5


def test_households_and_what_was_known_before_are_taken_into_account(small: Path, stamkund: Stamkund) -> None:
    alone = stamkund("quant", "uplift", str(small), *TRIAL, "--json").json
    refused = stamkund("quant", "uplift", str(small), *TRIAL, "--before", "before,age")
    assert "column age: not a number in row 1 (empty)" in refused.err

    columns = (*TRIAL, "--cluster", "household", "--before", "before")
    more = stamkund("quant", "uplift", str(small), *columns, "--json").json
    assert more["clusters"] == 200
    assert more["ate"] == alone["ate"]
    assert more["standard_error"] != alone["standard_error"]
    assert more["adjusted"]["standard_error"] < more["standard_error"]
    assert 0.01 < more["adjusted"]["explained"] < 0.2


def test_without_a_score_there_is_the_effect_and_its_profit(small: Path, stamkund: Stamkund) -> None:
    told = stamkund("quant", "uplift", str(small), *TRIAL, "--value", "3", "--cost", "0.1", "--json").json

    assert told["profit_all"] == pytest.approx(3 * told["ate"] - 0.1)
    assert (told["qini"], told["auuc"], told["profit_policy"], told["treated_share"]) == (None, None, None, None)


def test_a_draw_that_was_not_kept_to_raises_the_alarm(small: Path, stamkund: Stamkund) -> None:
    columns = (*TRIAL, "--share", "0.8")
    assert "ALARM: 320 should have been treated" in stamkund("quant", "uplift", str(small), *columns).out
    told = stamkund("quant", "uplift", str(small), *columns, "--json").json
    assert "sample_ratio" in told["doubts"]


def numbers_of(told: Any) -> list[float]:
    """Every number in the answer, however deep."""
    if isinstance(told, dict | list):
        return [number for part in (told.values() if isinstance(told, dict) else told) for number in numbers_of(part)]
    return [told] if isinstance(told, int | float) else []


@pytest.mark.parametrize(
    ("rows", "doubt"),
    [
        ("1,1,5\n0,0,5\n" * 20, "flat_score"),
        ("1,1,1\n1,0,2\n0,0,3\n0,1,4\n", "too_few_for_a_policy"),
        ("1,1,3\n1,1,2\n0,1,4\n0,1,1\n" * 9, "order_not_told"),
        ("1,1,9\n1,1,8\n0,0,2\n0,0,1\n" * 9, None),
    ],
)
def test_whatever_the_rows_no_answer_is_not_a_number(
    rows: str, doubt: str | None, tmp_path: Path, stamkund: Stamkund
) -> None:
    """All scores equal, four customers, everybody bought, perfect separation."""
    file = tmp_path / "trial.csv"
    file.write_text("mailed,visit,score\n" + rows)
    done = stamkund("quant", "uplift", str(file), *TRIAL, "--score", "score", "--json")

    assert "NaN" not in done.out
    assert np.isfinite(numbers_of(json.loads(done.out))).all()
    assert doubt is None or doubt in done.json["doubts"]
    learnt = stamkund("quant", "uplift", str(file), *TRIAL, "--features", "score", "--json")
    assert learnt.code == (1 if doubt == "too_few_for_a_policy" else 0)
    assert "NaN" not in learnt.out


ALIKE = "1,.1,1\n1,.2,2\n1,.3,3\n0,.3,1\n0,.2,2\n0,.1,4\n"


@pytest.mark.parametrize("typed", [(), ("--score", "score"), ("--features", "score"), ("--cluster", "score")])
def test_an_outcome_that_is_the_same_for_everybody_was_changed_by_nothing(
    typed: tuple[str, ...], tmp_path: Path, stamkund: Stamkund
) -> None:
    """The mean of many 9.99 is not quite 9.99, and another one in the other arm."""
    file = tmp_path / "trial.csv"
    chance = np.random.default_rng(5)
    rows = [f"{mailed},9.99,{score}" for mailed, score in chance.integers(0, (2, 99), (1000, 2)).tolist()]
    file.write_text("\n".join(["mailed,visit,score", *rows]))
    told = stamkund("quant", "uplift", str(file), *TRIAL, *typed, "--before", "score", "--json").json

    assert (told["ate"], told["p_value"], told["interval"], told["profit_all"]) == (0, 1, [0, 0], 0)
    assert (told["adjusted"]["ate"], told["adjusted"]["p_value"]) == (0, 1)
    assert told["qini"] in {0, None}
    assert told["conventions"] == {}
    assert told["doubts"][0] == "constant_outcome"


def test_arms_that_are_alike_in_another_order_differ_by_nothing(tmp_path: Path, stamkund: Stamkund) -> None:
    file = tmp_path / "trial.csv"
    file.write_text("mailed,visit,score\n" + ALIKE)
    told = stamkund("quant", "uplift", str(file), *TRIAL, "--score", "score", "--json").json

    assert (told["ate"], told["p_value"], told["conventions"]) == (0, 1, {})
    assert told["qini"] != 0


def test_a_text_that_is_the_same_for_everybody_teaches_nothing(tmp_path: Path, stamkund: Stamkund) -> None:
    file = tmp_path / "trial.csv"
    file.write_text("mailed,visit,land\n" + "1,1,SE\n1,0,SE\n0,0,SE\n0,1,SE\n" * 9)
    told = stamkund("quant", "uplift", str(file), *TRIAL, "--features", "land", "--json").json

    assert {"constant_features", "flat_score"} <= set(told["doubts"])


def test_a_column_of_words_may_hold_some_numbers(small: Path, stamkund: Stamkund) -> None:
    small.write_text(small.read_text().replace("Falun", "7"))

    assert stamkund("quant", "uplift", str(small), *TRIAL, "--features", "town", "--json").code == 0


@pytest.mark.parametrize("cell", [np.nan, np.inf])
def test_a_feature_that_is_not_finite_is_refused_in_a_column_of_floats(
    cell: float, tmp_path: Path, stamkund: Stamkund
) -> None:
    file = tmp_path / "trial.parquet"
    feature = f"CASE WHEN n = 4 THEN '{cell}'::DOUBLE ELSE n END AS feature"
    duckdb.execute(f"COPY (SELECT n % 2 AS mailed, n % 2 AS visit, {feature} FROM range(60) AS rows(n)) TO '{file}'")
    done = stamkund("quant", "uplift", str(file), *TRIAL, "--features", "feature")

    assert f"column feature: not a number in row 5 (“{cell}”)" in done.err


def test_a_seed_is_not_negative(small: Path, stamkund: Stamkund) -> None:
    assert stamkund("quant", "uplift", str(small), *TRIAL, "--seed", "-1").code == 2


@pytest.mark.parametrize(
    ("rows", "typed", "said"),
    [
        ("1,1,1\n2,0,1\n0.5,0,1\n", (), "column mailed: not 0 or 1 in row 2 (“2”), row 3 (“0.5”)"),
        ("1,1,1\n0,NaN,1\n", (), "column visit: not a number in row 2 (“NaN”)"),
        ("1,1,1\n0,0,\n", ("--score", "score"), "column score: not a number in row 2 (empty)"),
        ("1,1,1\n1,0,1\n", (), "0 customers are control"),
        ("1,1,1\n0,0,1\n", (), "1 customer is treated; at least 2 needed"),
        ("", (), "has no rows"),
        ("1,1,1\n0,0,1\n", ("--score", "nowhere"), "has no column nowhere"),
        ("1,1,1\n0,0,1\n", ("--score", "score", "--features", "score"), "one of them"),
        ("1,1,1\n0,0,1\n", ("--output", "x.csv"), "one of them"),
        ("1,1,1\n0,0,1\n" * 5, ("--share", "1.5"), "--share must lie between 0 and 1"),
        ("1,1,1\n0,0,1\n" * 5, ("--share", "nan"), "--share must lie between 0 and 1"),
        ("1,1,1\n0,0,1\n" * 5, ("--cost", "inf"), "value and cost must be finite"),
        ("1,1,1\n0,0,1\n" * 5, ("--value", "1e308"), "value and cost must be finite numbers, at most 1e+70"),
        ("1,1,1\n0,1e200,1\n" * 5, (), "outcome is beyond 1e+70, too large to reckon with in row 2, 4"),
        ("1,1,1\n0,0,1\n", ("--id", "score"), "an id stands a second time in row 2"),
        ("1,1,7\n0,0,NaN\n1,0,8\n", ("--features", "score"), "column score: not a number in row 2 (“NaN”)"),
        ("1,1,7\n0,0,N/A\n1,0,\n", ("--features", "score"), "column score: not a number in row 2 (“N/A”)"),
        ("1,1,7\n0,0,8\n" * 50 + "1,1,abc\n", ("--features", "score"), "score: not a number in row 101 (“abc”)"),
    ],
)
def test_what_cannot_be_judged_is_said_in_one_sentence(
    rows: str, typed: tuple[str, ...], said: str, tmp_path: Path, stamkund: Stamkund
) -> None:
    file = tmp_path / "trial.csv"
    file.write_text("mailed,visit,score\n" + rows)
    done = stamkund("quant", "uplift", str(file), *TRIAL, *typed)

    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert "mistake of Stamkund" not in done.err


def test_without_the_extra_one_sentence_says_what_to_install(
    small: Path, stamkund: Stamkund, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    done = stamkund("quant", "uplift", str(small), *TRIAL, "--features", "age")

    assert (done.code, done.out) == (1, "")
    assert "pip install 'stamkund[ml]'" in done.err
    assert stamkund("quant", "uplift", str(small), *TRIAL, "--score", "before").code == 0


def test_two_households_are_too_few_and_four_too_few_for_a_policy(tmp_path: Path, stamkund: Stamkund) -> None:
    file = tmp_path / "trial.csv"
    rows = [f"{n % 2},{int(n % 3 == 0)},{n % 7},h{n % 2},g{n % 4}" for n in range(80)]
    file.write_text("mailed,visit,score,two,four\n" + "\n".join(rows) + "\n")

    assert "2 clusters do not vary enough" in stamkund("quant", "uplift", str(file), *TRIAL, "--cluster", "two").err
    columns = (*TRIAL, "--score", "score", "--cluster", "four", "--json")
    told = stamkund("quant", "uplift", str(file), *columns).json
    assert "too_few_for_a_policy" in told["doubts"]
    assert told["profit_policy"] is None
