"""``stamkund quant allocate``: customers and actions in a file, a budget, and what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stamkund.cli.quant.tables import Column, Kind, read_columns
from tests.cli.conftest import Stamkund

CHOICES = """customer,action,cost,value
anna,mail,1,3
anna,visit,20,30
bo,mail,1,2
bo,call,5,11
eva,call,5,4
eva,visit,20,45
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "val.csv"
    place.write_text(CHOICES)
    return place


def test_a_budget_is_spent_on_what_brings_most(file: Path, stamkund: Stamkund, tmp_path: Path) -> None:
    output = tmp_path / "chosen.csv"
    told = stamkund("quant", "allocate", str(file), "--budget", "26", "--json", "--output", str(output)).json
    wanted = [Column("customer", Kind.TEXT), Column("action", Kind.TEXT), Column("cost"), Column("value")]
    chosen = read_columns(output, wanted)

    assert (told["value"], told["cost"], told["bound"], told["gap"]) == (59, 26, 59, 0)
    assert told["shadow_price"] == pytest.approx(27 / 19)
    assert told["seconds"] >= 0
    assert list(zip(chosen["customer"], chosen["action"], strict=True)) == [
        ("anna", "mail"), ("bo", "call"), ("eva", "visit")]  # fmt: skip
    assert chosen["value"].sum() == 59


def test_limits_are_kept_and_told(file: Path, stamkund: Stamkund) -> None:
    typed = ("quant", "allocate", str(file), "--budget", "50", "--at-most", "action:visit=1")
    told = stamkund(*typed, "--json").json

    assert told["value"] == 59
    assert [(one["name"], one["used"]) for one in told["limits"]] == [("budget", 26), ("action visit", 1)]
    assert "action visit: 1.00 of 1.00" in stamkund(*typed).out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--budget", "-1"), "doing nothing costs 0, more than -1: budget"),
        (("--budget", "nan"), "the budget must be a finite number"),
        (("--budget", "26", "--at-least", "action:visit=2"), "these limits cannot all be met: budget, action visit"),
        (("--budget", "26", "--at-least", "action:visit=3"), "at most 2 can be reached of 3: action visit"),
        (("--budget", "26", "--at-most", "action=3"), "a limit is COLUMN:VALUE=N, not action=3"),
        (("--budget", "26", "--at-most", "action:visit=many"), "a limit is COLUMN:VALUE=N"),
        (("--budget", "26", "--at-most", "action:fax=3"), "no row has fax in column action"),
        (("--budget", "26", "--cost", "price"), "has no column price"),
        (("--budget", "26", "--customer", "action"), "a customer has the same action a second time in row 3, 5, 6"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    typed: tuple[str, ...], said: str, file: Path, stamkund: Stamkund
) -> None:
    done = stamkund("quant", "allocate", str(file), *typed)

    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert "mistake of Stamkund" not in done.err


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "has no rows"),
        ("a,m,1,2\na,m,2,3\n", "a customer has the same action a second time in row 2"),
        ("a,m,1,2\nb,m,-2,3\n", "cost is negative in row 2"),
        ("a,m,1,2\nb,m,,3\n", "column cost: not a number in row 2 (empty)"),
        ("a,m,1,2\n,m,1,3\n", "column customer: nothing in row 2 (empty)"),
    ],
)
def test_rows_that_cannot_be_are_named(rows: str, said: str, file: Path, stamkund: Stamkund) -> None:
    file.write_text("customer,action,cost,value\n" + rows)

    assert said in stamkund("quant", "allocate", str(file), "--budget", "1").err


@pytest.mark.parametrize(
    ("value", "least"), [((-1.536, -0.682, 0.662, 1.4188, 2.666, 1.6117), 0.1), ((-2, 1, 1, -3, 20, 1), 0.9)]
)
def test_the_gap_is_none_only_where_nothing_can_be_missing(
    value: tuple[float, ...], least: float, file: Path, stamkund: Stamkund
) -> None:
    """With a least share the value can be below 0, and the bound too."""
    rows = [f"{who},{what}" for who in "AB" for what in "xyz"]
    costs = (0, 3, 4, 5, 3, 5)
    lines = [f"{row},{cost},{one}" for row, cost, one in zip(rows, costs, value, strict=True)]
    file.write_text("\n".join(["customer,action,cost,value", *lines]))
    typed = ("quant", "allocate", str(file), "--budget", "0.43", "--at-least", "action:x=1", "--json")
    told = stamkund(*typed).json

    assert told["value"] < 0
    assert told["bound"] > told["value"]
    assert least < told["gap"] <= 1


def test_a_refusal_is_in_one_language(file: Path) -> None:
    file.write_text("customer,action,cost,value\na,m,1,2\na,m,2,3\n")
    run = "from stamkund.cli.main import run; run()"
    typed = [sys.executable, "-c", run, "quant", "allocate", str(file), "--budget", "1"]
    done = subprocess.run(
        typed, env={**os.environ, "LANGUAGE": "sv", "LC_ALL": "C.UTF-8"}, check=False, capture_output=True
    )

    assert done.stderr.decode().strip() == "stamkund: val.csv: en kund har samma åtgärd en andra gång på rad 2"
