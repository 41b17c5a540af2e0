"""``stamkund quant clv``: the published numbers from the published files, by one command."""

import csv
import gzip
from pathlib import Path

import pytest

from tests.cli.conftest import Stamkund

LOG = """who,day,paid
karin,2026-01-01,100
karin,2026-01-01,50
karin,2026-02-12,30
bo,2026-01-08,80
bo,2026-01-10,-80
eva,2026-01-15,20
eva,2026-03-12,10
eva,2026-04-30,15
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    place = tmp_path / "log.csv"
    place.write_text(LOG)
    return place


@pytest.mark.data
def test_a_log_gives_the_published_fit_and_its_holdout(shared_data: Path, stamkund: Stamkund) -> None:
    """Grocery, MBG/NBD: parameters, log-likelihood, forecast and error as BTYDplus has them."""
    file = str(shared_data / "grocery" / "groceryElog.csv.gz")
    columns = ("--id", "cust", "--date", "date", "--calibration-end", "2006-12-31")
    told = stamkund("quant", "clv", file, "--model", "mbg-nbd", *columns, "--json").json

    assert told["parameters"] == pytest.approx({"r": 1.25679, "alpha": 6.03848, "a": 0.36825, "b": 0.71574}, rel=2e-3)
    assert told["log_likelihood"] == pytest.approx(-15781.939, abs=0.01)
    assert (told["customers"], told["converged"], told["identified"]) == (1525, True, True)
    assert told["holdout"] == pytest.approx({"actual": 3389, "forecast": 4024.9, "mae": 1.513}, rel=1e-3)


@pytest.mark.data
def test_a_log_tells_how_regularly_people_buy(shared_data: Path, stamkund: Stamkund) -> None:
    """Grocery, MBG/CNBD-k: the forecast as BTYDplus reports it stands beside the exact one, which is nearer."""
    file = str(shared_data / "grocery" / "groceryElog.csv.gz")
    columns = ("--id", "cust", "--date", "date", "--calibration-end", "2006-12-31")
    told = stamkund("quant", "clv", file, "--model", "mbg-cnbd-k", *columns, "--json").json

    published = {"r": 1.32920, "alpha": 2.81260, "a": 0.42472, "b": 0.79004, "k": 2}
    assert told["parameters"] == pytest.approx(published, rel=2e-3)
    assert told["standard_errors"].pop("k") is None
    assert all(0 < error < 0.3 for error in told["standard_errors"].values())
    assert told["log_likelihood"] == pytest.approx(-14978.211, abs=0.01)
    assert told["holdout"]["published_formula"] == pytest.approx({"forecast": 3970.0, "mae": 1.431}, rel=1e-3)
    assert abs(told["holdout"]["forecast"] - 3389) < abs(3970 - 3389)


@pytest.mark.data
def test_donations_in_a_summary_give_the_published_fit(shared_data: Path, stamkund: Stamkund, tmp_path: Path) -> None:
    """BG/BB on the 22 patterns of 11,104 donors (Fader, Hardie & Shang 2010)."""
    head, *rows = (shared_data / "donations" / "donations.csv").read_text().splitlines()
    assert head == "frequency,recency,periods,weights"
    summary = tmp_path / "donations.csv"
    summary.write_text("\n".join(["x,t_x,T,weight", *rows]))
    told = stamkund("quant", "clv", str(summary), "--model", "bg-bb", "--json").json

    published = {"alpha": 1.20352, "beta": 0.74972, "gamma": 0.65671, "delta": 2.78340}
    assert told["parameters"] == pytest.approx(published, rel=2e-3)
    assert told["log_likelihood"] == pytest.approx(-33225.5813, abs=0.01)
    assert (told["customers"], told["unique_tuples"]) == (11_104, 22)


def test_renewals_in_a_summary_give_the_published_fit(tmp_path: Path, stamkund: Stamkund) -> None:
    """sBG, High End, years 0 to 7 (Fader & Hardie 2007): x renewals of the T that came up."""
    here = (1000, 869, 743, 653, 593, 551, 517, 491)
    rows = [f"{year},{year},7,{here[year] - here[year + 1]}" for year in range(7)]
    summary = tmp_path / "contracts.csv"
    summary.write_text("\n".join(["x,t_x,T,weight", *rows, "7,7,7,491"]))
    told = stamkund("quant", "clv", str(summary), "--model", "sbg", "--json").json

    assert told["parameters"] == pytest.approx({"alpha": 0.668088, "beta": 3.806095}, rel=1e-4)
    assert told["log_likelihood"] == pytest.approx(-1611.1581, abs=1e-3)


@pytest.mark.data
def test_a_log_with_money_gives_the_published_spend(shared_data: Path, stamkund: Stamkund, tmp_path: Path) -> None:
    """CDNOW 1/10 sample, Gamma-Gamma on the 946 repeat buyers (Fader & Hardie 2013, note 025)."""
    rows = gzip.decompress((shared_data / "cdnow" / "CDNOW_sample.txt.gz").read_bytes()).decode().split("\n")
    log = tmp_path / "cdnow.csv"
    log.write_text("\n".join(["master,id,day,cds,dollars", *(",".join(row.split()) for row in rows if row)]))
    columns = ("--id", "id", "--date", "day", "--amount", "dollars", "--calibration-end", "1997-09-30")
    told = stamkund("quant", "clv", str(log), "--model", "gamma-gamma", *columns, "--json").json

    assert told["parameters"] == pytest.approx({"p": 6.2493, "q": 3.7443, "gamma": 15.4443}, rel=2e-3)
    assert told["log_likelihood"] == pytest.approx(-4055.9177, abs=0.01)
    assert told["customers"] == 946


@pytest.mark.data
def test_a_summary_is_taken_as_it_stands(shared_data: Path, stamkund: Stamkund) -> None:
    """The paper's own table, rounded to two decimals, has its optimum where SCIENCE says."""
    file = str(shared_data / "cdnow" / "cdnow_customers_summary_with_transactions.csv.gz")
    told = stamkund("quant", "clv", file, "--id", "ID", "--model", "bg-nbd", "--json").json

    assert told["log_likelihood"] == pytest.approx(-9582.4256, abs=1e-3)
    assert told["unique_tuples"] == 1016
    assert "holdout" not in told


def test_days_are_merged_refunds_are_netted_and_people_told_in_words(log: Path, stamkund: Stamkund) -> None:
    done = stamkund("quant", "clv", str(log), "--model", "nbd", "--id", "who", "--date", "day", "--amount", "paid")

    assert done.code == 0
    assert "nbd of 3 customers" in done.out
    assert "doubt: " in done.out


def test_purchases_of_nobody_are_left_out_and_counted(log: Path, stamkund: Stamkund) -> None:
    asked = (
        "quant",
        "clv",
        str(log),
        "--id",
        "who",
        "--date",
        "day",
        "--amount",
        "paid",
        "--calibration-end",
        "2026-04-01",
    )
    known = stamkund(*asked, "--json").json
    log.write_text(LOG + ",2026-01-03,70\n")
    told = stamkund(*asked, "--json").json

    assert (known.pop("without_customer"), told.pop("without_customer")) == (0, 1)
    assert told | {"seconds": 0} == known | {"seconds": 0}
    assert "left out, for they name no customer: 1" in stamkund(*asked).out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--date", "day"), "a log needs --id"),
        (("--id", "who", "--date", "days"), "has no column days"),
        (("--id", "who", "--date", "who"), "column who: not a date"),
        (("--id", "who", "--date", "day", "--calibration-end", "2025-01-01"), "nobody in log.csv had bought anything"),
        (("--id", "who", "--date", "day", "--amount", "paid", "--calibration-end", "2026-02-01"),
         "nobody has bought on a second day"),
        (("--id", "who", "--date", "day", "--calibration-end", "2026-03-01", "--observation-end", "2026-02-01"),
         "the observation must end after the calibration"),
        (("--id", "who", "--date", "day", "--model", "gamma-gamma"), "gamma-gamma needs money"),
        (("--id", "who", "--date", "day", "--model", "sbg"), "counts opportunities, not days"),
        ((), "has no column x, t_x, T"),
    ],
)  # fmt: skip
def test_what_cannot_be_fitted_is_said_in_one_sentence(
    typed: tuple[str, ...], said: str, log: Path, stamkund: Stamkund
) -> None:
    done = stamkund("quant", "clv", str(log), *typed)

    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert "mistake of Stamkund" not in done.err


def test_each_customer_gets_a_forecast_with_an_interval_and_a_value(
    log: Path, tmp_path: Path, stamkund: Stamkund
) -> None:
    output = tmp_path / "values.csv"
    columns = ("--id", "who", "--date", "day", "--amount", "paid")
    done = stamkund("quant", "clv", str(log), *columns, "--predict", "52", "--output", str(output))
    head, *rows = [line.split(",") for line in output.read_text().splitlines()]

    assert done.code == 0
    assert head[:6] == ["id", "p_alive", "expected_purchases", "low", "high", "dert"]
    assert [row[0] for row in rows] == ["karin", "bo", "eva"]
    for row in rows:
        alive, expected, low, high, dert = (float(cell) for cell in row[1:6])
        assert 0 <= alive <= 1
        assert low <= high
        assert expected <= dert * 1.1


def forecast(file: Path, *typed: str, stamkund: Stamkund) -> dict[str, dict[str, float]]:
    """What `--output` says of each row, by its id and column."""
    output = file.with_name("forecast.csv")
    done = stamkund("quant", "clv", str(file), *typed, "--output", str(output))
    assert (done.code, done.err) == (0, "")
    rows = csv.DictReader(output.read_text().splitlines())
    return {row.pop("id"): {name: float(cell) for name, cell in row.items()} for row in rows}


@pytest.mark.data
def test_donors_get_the_published_forecast(shared_data: Path, stamkund: Stamkund, tmp_path: Path) -> None:
    """BG/BB: expectation, P(alive) and DERT at 10 % an opportunity, as R's BTYD has them; opportunities are years."""
    _head, *rows = (shared_data / "donations" / "donations.csv").read_text().splitlines()
    summary = tmp_path / "donations.csv"
    patterns = [row.split(",") for row in rows]
    summary.write_text(
        "\n".join(
            ["x,t_x,T,weight,id", *(f"{row},{x}/{t_x}" for row, (x, t_x, *_) in zip(rows, patterns, strict=True))]
        )
    )
    typed = ("--id", "id", "--model", "bg-bb", "--predict", "10")
    told = forecast(summary, *typed, stamkund=stamkund)

    assert len(told) == 22
    assert told["4/5"]["expected_purchases"] == pytest.approx(3.627978, rel=1e-4)
    assert told["4/5"]["dert"] == pytest.approx(3.197103, rel=1e-4)
    assert told["0/0"]["expected_purchases"] == pytest.approx(0.13021835, rel=1e-4)
    assert told["6/6"]["dert"] == pytest.approx(5.9099085, rel=1e-4)
    assert all(row["low"] <= row["expected_purchases"] <= row["high"] + 1 for row in told.values())
    assert told["6/6"]["p_alive"] > told["4/5"]["p_alive"] > told["0/0"]["p_alive"]
    monthly = forecast(summary, *typed, "--unit", "month", stamkund=stamkund)
    assert monthly["4/5"]["dert"] > 1.1 * told["4/5"]["dert"]


def test_contracts_get_what_is_left_of_them(tmp_path: Path, stamkund: Stamkund) -> None:
    """sBG, High End: DERL at 10 % as Fader & Hardie 2010 have it, for those still here; nothing of those who left."""
    here = (1000, 869, 743, 653, 593, 551, 517, 491)
    rows = [f"{year},{year},7,{here[year] - here[year + 1]},left {year},50" for year in range(7)]
    young = [f"{year},{year},{year},0,here {year},50" for year in range(7)]
    summary = tmp_path / "contracts.csv"
    summary.write_text("\n".join(["x,t_x,T,weight,id,m_x", *rows, *young, "7,7,7,491,here 7,60"]))
    told = forecast(summary, "--id", "id", "--model", "sbg", "--predict", "5", stamkund=stamkund)

    published = (5.4145, 5.9014, 6.2939, 6.6199, 6.8967, 7.1357, 7.3447, 7.5296)
    assert [told[f"here {year}"]["dert"] for year in range(8)] == pytest.approx(published, rel=1e-4)
    assert told["here 7"]["p_alive"] == pytest.approx(0.4604 / 0.4889, rel=2e-4)
    assert told["here 7"]["expected_purchases"] == pytest.approx(
        sum((0.4604, 0.4358, 0.4142, 0.3951, 0.3780)) / 0.4889, rel=2e-4
    )
    assert (told["here 7"]["low"], told["here 7"]["high"]) == (1, 5)
    assert 50 < told["here 7"]["clv"] / told["here 7"]["dert"] < 61
    assert all(set(told[f"left {year}"].values()) == {0} for year in range(7))


@pytest.mark.data
def test_buyers_get_what_their_next_purchase_will_cost(shared_data: Path, stamkund: Stamkund, tmp_path: Path) -> None:
    """Gamma-Gamma on CDNOW: E(M | 2, 22.35) as in note 025 of Fader & Hardie; however far ahead."""
    rows = gzip.decompress((shared_data / "cdnow" / "CDNOW_sample.txt.gz").read_bytes()).decode().split("\n")
    log = tmp_path / "cdnow.csv"
    log.write_text("\n".join(["master,id,day,cds,dollars", *(",".join(row.split()) for row in rows if row)]))
    columns = ("--id", "id", "--date", "day", "--amount", "dollars", "--calibration-end", "1997-09-30")
    told = forecast(log, "--model", "gamma-gamma", *columns, stamkund=stamkund)

    assert told["0001"]["expected_spend"] == pytest.approx(24.66, abs=0.02)
    assert all(0 < row["low"] < row["expected_spend"] < row["high"] for row in told.values())
    assert len(told) == 2357
    assert told == forecast(log, "--model", "gamma-gamma", *columns, "--predict", "39", stamkund=stamkund)


def test_where_the_base_has_no_mean_spend_none_is_told(tmp_path: Path, stamkund: Stamkund) -> None:
    """Amounts a thousandfold apart: q <= 1, and who has not come back yet has no expectation."""
    summary = tmp_path / "summary.csv"
    amounts = (1, 2, 5, 40, 300, 20_000, 900_000)
    summary.write_text("\n".join(["x,t_x,T,m_x", "0,0,9,0", *(f"3,5,9,{amount}" for amount in amounts)]))
    output = tmp_path / "spend.csv"
    done = stamkund("quant", "clv", str(summary), "--model", "gamma-gamma", "--output", str(output), "--json")
    rows = list(csv.DictReader(output.read_text().splitlines()))

    assert "no_mean" in done.json["doubts"]
    assert [row["expected_spend"] == "" for row in rows] == [True] + 7 * [False]
    assert all(float(row["low"]) < float(row["high"]) for row in rows)

    ahead = ("--model", "nbd", "--predict", "9", "--output", str(output), "--json")
    done = stamkund("quant", "clv", str(summary), *ahead)
    assert "no_mean_spend" in done.json["doubts"]
    assert output.read_text().splitlines()[0] == "id,p_alive,expected_purchases,low,high,dert"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--predict", "5"), "--predict and --output go together"),
        (("--output", "x.csv"), "--predict and --output go together"),
        (("--predict", "5", "--output", "x.csv", "--level", "1"), "a level between 0 and 1"),
    ],
)
def test_a_forecast_that_cannot_be_made_is_refused(
    typed: tuple[str, ...], said: str, log: Path, stamkund: Stamkund
) -> None:
    done = stamkund("quant", "clv", str(log), "--id", "who", "--date", "day", *typed)

    assert (done.code, done.out) == (1, "")
    assert said in done.err


def test_errors_that_cannot_be_told_are_not_told(tmp_path: Path, stamkund: Stamkund) -> None:
    """One customer with one gap: the likelihood has no top, and JSON has no infinity."""
    file = tmp_path / "summary.csv"
    file.write_text("x,t_x,T\n1,1,1\n1,1,1\n")
    done = stamkund("quant", "clv", str(file), "--model", "bg-nbd", "--json")

    assert "Infinity" not in done.out
    assert "NaN" not in done.out
    assert not done.json["identified"]


@pytest.mark.parametrize(
    ("row", "said"), [("3,3,2", "more renewals than came up in row 2"), ("1,1,1.5", "whole numbers in row 2")]
)
def test_impossible_contracts_are_named_as_they_stand_in_the_file(
    row: str, said: str, tmp_path: Path, stamkund: Stamkund
) -> None:
    file = tmp_path / "contracts.csv"
    file.write_text(f"x,t_x,T\n1,1,3\n{row}\n2,2,2\n")

    assert said in stamkund("quant", "clv", str(file), "--model", "sbg").err


def test_a_discount_without_end_or_in_percent_is_refused(log: Path, stamkund: Stamkund) -> None:
    asked = ("--id", "who", "--date", "day", "--predict", "5", "--output", str(log.with_name("values.csv")))
    for discount in ("inf", "nan", "-1", "10"):
        assert stamkund("quant", "clv", str(log), *asked, "--discount", discount).code == 2


def test_impossible_rows_of_a_summary_are_named_as_they_stand_in_the_file(tmp_path: Path, stamkund: Stamkund) -> None:
    file = tmp_path / "summary.csv"
    file.write_text("x,t_x,T\n1,2,3\n1,5,3\n0,0,9\n2,9,3\n")

    assert "t_x is later than T in row 2, 4" in stamkund("quant", "clv", str(file)).err
