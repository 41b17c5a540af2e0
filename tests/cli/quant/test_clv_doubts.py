"""``stamkund quant clv`` where the file tells too little, or what cannot be: it says so, and what it does instead."""

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Stamkund

DAY_LOG = """id,date
a,2024-01-01
a,2024-01-02
a,2024-01-03
a,2024-01-04
b,2024-01-03
c,2024-01-02
d,2024-01-03
e,2024-01-04
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def forecasts(output: Path) -> list[dict[str, float]]:
    rows = csv.DictReader(output.read_text().splitlines())
    return [{name: float(cell) for name, cell in row.items() if name != "id"} for row in rows]


@pytest.mark.parametrize("model", ["bg-nbd", "mbg-nbd", "pareto-nbd", "mbg-cnbd-k"])
def test_where_leaving_is_not_told_the_forecast_is_of_a_model_without_it(
    model: str, file: Path, stamkund: Stamkund
) -> None:
    file.write_text(DAY_LOG)
    output = file.with_name("forecast.csv")
    log = ("--id", "id", "--date", "date", "--unit", "day", "--output", str(output))
    told = stamkund("quant", "clv", str(file), *log, "--model", model, "--predict", "30", "--json").json
    assert (told["identified"], told["fallback"]) == (False, "nbd")
    assert "no_dropout" in told["doubts"]
    fallen = forecasts(output)
    assert [row["p_alive"] for row in fallen] == [1] * 5
    assert "forecast by nbd" in stamkund("quant", "clv", str(file), *log, "--model", model, "--predict", "30").out
    plain = stamkund("quant", "clv", str(file), *log, "--model", "nbd", "--predict", "30", "--json").json
    assert "fallback" not in plain
    assert fallen == forecasts(output)


def test_opportunities_without_leaving_are_beta_binomial(file: Path, stamkund: Stamkund) -> None:
    file.write_text("x,t_x,T\n1,1,3\n3,3,3\n2,2,3\n0,0,3\n")
    output = file.with_name("forecast.csv")
    typed = ("--model", "bg-bb", "--predict", "10", "--output", str(output), "--json")
    assert stamkund("quant", "clv", str(file), *typed).json["fallback"] == "beta-binomial"
    rows = forecasts(output)
    assert [row["p_alive"] for row in rows] == pytest.approx([1] * 4, abs=1e-6)
    by_frequency = [rows[place]["expected_purchases"] for place in (3, 0, 2, 1)]
    assert by_frequency == sorted(by_frequency)


def test_ten_years_from_a_log_of_four_days_are_numbers(file: Path, stamkund: Stamkund) -> None:
    """2F1 fails so far ahead where nearly nobody leaves."""
    file.write_text(DAY_LOG + "d,2024-02-03\n")
    log = ("--id", "id", "--date", "date", "--unit", "day", "--calibration-end", "2024-01-04", "--model", "bg-nbd")
    told = stamkund("quant", "clv", str(file), *log, "--json").json
    assert 0 < told["holdout"]["forecast"] < 100


@pytest.mark.parametrize(
    ("written", "typed", "said"),
    [
        (DAY_LOG + "f,2099-01-01\n", (), "a day that is still to come in row 9 (“2099-01-01”)"),
        (DAY_LOG, ("--calibration-end", "2099-01-01"), "2099-01-01 is still to come"),
        (
            DAY_LOG,
            ("--calibration-end", "2024-01-02", "--observation-end", "2099-01-01"),
            "2099-01-01 is still to come",
        ),
        (DAY_LOG, ("--observation-end", "2024-01-03"), "--observation-end needs --calibration-end"),
    ],
)
def test_days_that_cannot_be_are_refused(
    written: str, typed: tuple[str, ...], said: str, file: Path, stamkund: Stamkund
) -> None:
    file.write_text(written)
    done = stamkund("quant", "clv", str(file), "--id", "id", "--date", "date", *typed)
    assert done.code != 0
    assert said in done.err


@pytest.mark.parametrize(
    ("written", "typed", "said"),
    [
        ("id,x,t_x,T\na,1,2,5\nb,2,3,5\na,0,0,5\n", (), "an id stands a second time in row 3"),
        ("x,t_x,T\n1,2,5\n", ("--amount", "paid"), "are for a log"),
        ("x,t_x,T\n1,2,5\n", ("--calibration-end", "2024-01-01"), "are for a log"),
        ("x,t_x,T,m_x\n2,15,9,10\n2,5,9,20\n", ("--model", "gamma-gamma"), "later than T in row 1"),
        ("x,t_x,T,m_x\n2,5,9,1e300\n2,5,9,20\n", ("--model", "gamma-gamma"), "too large in row 1"),
    ],
)
def test_summaries_that_cannot_be_are_refused(
    written: str, typed: tuple[str, ...], said: str, file: Path, stamkund: Stamkund
) -> None:
    file.write_text(written)
    done = stamkund("quant", "clv", str(file), *typed)
    assert done.code != 0
    assert said in done.err


def test_an_empty_group_is_named_and_rows_of_nobody_do_no_harm(file: Path, stamkund: Stamkund) -> None:
    head = "x,t_x,T,weight,litt,g\n"
    file.write_text(head + "2,4,10,3,1.2,A\n1,3,10,0,1.0986,A\n3,6,10,2,1.9,B\n0,0,10,5,0,B\n")
    told = stamkund("quant", "clv", str(file), "--model", "mbg-cnbd-k", "--group", "g", "--json").json
    assert set(told["groups"]) == {"A", "B"}
    file.write_text(head + "2,4,10,3,1.2,A\n3,6,10,2,1.9,A\n0,0,10,5,0,A\n1,3,10,0,1.0986,C\n")
    assert "group C: no customers" in stamkund("quant", "clv", str(file), "--group", "g").err


def test_an_id_column_names_the_customers(file: Path, stamkund: Stamkund) -> None:
    file.write_text("id,x,t_x,T\n1003,2,5,9\n1,0,0,9\n2,1,4,9\n")
    output = file.with_name("forecast.csv")
    assert stamkund("quant", "clv", str(file), "--predict", "10", "--output", str(output)).code == 0
    assert [line.split(",")[0] for line in output.read_text().splitlines()[1:]] == ["1003", "1", "2"]


def test_rounded_gaps_are_gaps(file: Path, stamkund: Stamkund) -> None:
    file.write_text("x,t_x,T,litt\n1,30.43,38.86,3.4155\n1,1.71,38.86,0.5390\n2,9,38.86,2.9\n0,0,38.86,0\n")
    assert stamkund("quant", "clv", str(file), "--model", "bg-cnbd-k").code == 0
    file.write_text("x,t_x,T,litt\n1,30.43,38.86,5.36\n0,0,38.86,0\n")  # the same gap in days
    assert "same unit" in stamkund("quant", "clv", str(file), "--model", "bg-cnbd-k").err


def test_doubts_about_money_are_told(file: Path, stamkund: Stamkund) -> None:
    rows = "".join(f"{x},{x * 2},{x * 2 + 3},25\n" for x in range(1, 9))
    file.write_text("x,t_x,T,m_x\n" + rows)
    output = file.with_name("forecast.csv")
    told = stamkund("quant", "clv", str(file), "--predict", "5", "--output", str(output), "--json").json
    assert {"spend_at_boundary", "spend_flat"} <= set(told["doubts"])
    spend = stamkund("quant", "clv", str(file), "--model", "gamma-gamma", "--json").json
    assert (spend["identified"], spend["unique_tuples"]) == (False, 8)


def test_parameters_that_may_be_anything_are_not_identified(file: Path, stamkund: Stamkund) -> None:
    file.write_text("x,t_x,T,weight\n0,0,2,235\n1,1,2,52\n1,2,2,47\n2,2,2,66\n")
    told = stamkund("quant", "clv", str(file), "--model", "nbd", "--json").json
    assert (told["identified"], told["doubts"]) == (False, ["flat"])


def test_who_buys_like_clockwork_until_they_leave_is_forecast_by_their_own_model(
    file: Path, stamkund: Stamkund
) -> None:
    """All alike, some of their parameters may be anything; that they leave is told all the same."""
    chance = np.random.default_rng(3)
    rows = ["id,day"]
    for customer in range(200):
        gap, at = chance.uniform(20, 50), chance.uniform(0, 60)
        while at < 730:
            rows.append(f"{customer},{date(2023, 1, 1) + timedelta(days=int(at))}")
            at += gap * chance.normal(1, 0.1) if chance.random() > 0.07 else 730
    file.write_text("\n".join(rows))
    output = file.with_name("forecast.csv")
    typed = ("--id", "id", "--date", "day", "--model", "mbg-cnbd-k", "--predict", "26", "--output", str(output))
    told = stamkund("quant", "clv", str(file), *typed, "--json").json
    assert (told["parameters"]["k"], told["doubts"], "fallback" in told) == (12, ["flat"], False)
    assert min(row["p_alive"] for row in forecasts(output)) < 0.01
