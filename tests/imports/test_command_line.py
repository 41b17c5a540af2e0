"""``stamkund import`` and ``stamkund imports``: results on standard output, one clear sentence when it fails."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stamkund.cli.commands.imports import import_app, imports_app
from stamkund.customers.models import Party
from stamkund.imports.models import Import, Mapping
from stamkund.purchases.models import Purchase

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
SALES = "Kvitto;Kund;Datum;Belopp\n1;7;2024-01-01;10,50\n2;8;2024-01-02;tio\n"


@pytest.fixture
def till(tmp_path: Path) -> Path:
    path = tmp_path / "kassan.csv"
    path.write_text(SALES, "utf-8")
    return path


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(import_app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def run_json(*arguments: str | Path) -> Any:
    return json.loads(run(*arguments, "--json"))


def test_the_result_for_machines_has_what_the_contract_names(till: Path) -> None:
    result = run_json(till)

    assert {name: result[name] for name in ("rows", "published", "unchanged", "refused", "parties", "purchases")} == {
        "rows": 2,
        "published": 1,
        "unchanged": 0,
        "refused": 1,
        "parties": 1,
        "purchases": 1,
    }
    assert (result["reasons"], result["amount"], result["currency"]) == ({"not_a_number": 1}, 10.5, "SEK")
    assert result["import"] == str(Import.objects.get().public_id)
    assert result["seconds"] >= 0


def test_several_files_give_a_list(till: Path) -> None:
    assert [result["published"] for result in run_json(till, till)] == [1, 0]


def test_the_result_for_people_can_be_read_aloud(till: Path) -> None:
    told = run(till)

    assert "1 published, 0 already here, 1 refused" in told
    assert "1 × Amount is not a number" in told


def test_a_file_of_customers_is_told_without_sales_and_sums_by_currency(tmp_path: Path) -> None:
    people, sales = tmp_path / "people.csv", tmp_path / "sales.csv"
    people.write_text("name,mail\nKarin Dalsjö,karin@dalsjo.example\n")
    sales.write_text(
        "customer,date,amount,currency\n1,2024-01-02,1000,SEK\n2,2024-01-03,2500.5,NOK\n1,2024-03-02,3,EUR\n"
    )

    assert "  1 new customer\n" in run(people, "--as", "parties")
    told = run(sales, "--as", "purchases")
    assert "2 new customers, 3 purchases, 2,500.50 NOK\n" in told
    assert "in other currencies: 1,000.00 SEK, 3.00 EUR\n" in told


def test_a_dry_run_writes_nothing_and_says_so(till: Path) -> None:
    assert "(nothing was written)" in run(till, "--dry-run")
    assert not Purchase.objects.exists()


def test_columns_are_told_by_name_letter_number_and_constant(till: Path) -> None:
    run(
        till,
        "--as",
        "purchases",
        "--map",
        "number=B",
        "--map",
        "customer=kvitto",
        "--map",
        "amount=-1",
        "--map",
        "currency==NOK",
    )
    purchase = Purchase.objects.get()

    assert (purchase.number, purchase.currency) == ("7", "NOK")
    assert Party.objects.get().identifiers.get().key == "1"


def test_a_mapping_is_kept_under_a_name_and_used_by_it(till: Path, tmp_path: Path) -> None:
    run(till, "--map", "customer=", "--map", "customer_name=Kund", "--mapping", "kassan")
    other = tmp_path / "annan.csv"
    other.write_text("Kvitto;Kund;Datum;Belopp;Kassör\n9;Gunvor;2024-01-01;1;x\n", "utf-8")
    run(other, "--mapping", "kassan")

    assert Mapping.objects.filter(name="kassan").exists()
    assert Party.objects.filter(name="Gunvor").exists()


def test_a_source_of_its_own_keeps_equal_numbers_apart(till: Path) -> None:
    run(till)
    assert run_json(till, "--source", "the other shop")["purchases"] == 1
    assert Party.objects.count() == 2


def test_the_list_shows_the_latest_first_and_one_is_taken_back(till: Path) -> None:
    run(till)
    listed = json.loads(CliRunner().invoke(imports_app, ["list", "--json"]).stdout)
    reverted = CliRunner().invoke(imports_app, ["revert", listed[0]["import"], "--json"])

    assert listed[0]["file"] == "kassan.csv"
    assert json.loads(reverted.stdout)["state"] == "reverted"
    assert not Purchase.objects.exists()
    assert "reverted" in CliRunner().invoke(imports_app, []).stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--map", "colour=Kund"], "There is no field “colour”."),
        (["--map", "customer=Färg"], "There is no column “Färg”. There are: Kvitto, Kund, Datum, Belopp."),
        (["--as", "purchases", "--map", "date="], "No column is matched with: Date."),
    ],
)
def test_what_cannot_be_matched_is_said_in_a_sentence(till: Path, arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(import_app, [str(till), *arguments])

    assert result.exit_code == 1
    assert str(result.exception) == sentence


def test_a_mapping_that_is_not_field_and_column_is_bad_usage(till: Path) -> None:
    assert CliRunner().invoke(import_app, [str(till), "--map", "customer"]).exit_code == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "This is a PDF, whatever it is called. Export the table as CSV or XLSX instead."),
        (b"Kund;Datum;Belopp\n", "The file has a heading, but no rows below it."),
    ],
)
def test_a_file_that_is_no_table_ends_the_command_with_its_name(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "fel.csv"
    path.write_bytes(content)
    result = CliRunner().invoke(import_app, [str(path)])

    assert (result.exit_code, str(result.exception)) == (1, f"{path}: {sentence}")


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    result = CliRunner().invoke(import_app, [str(tmp_path / "borta.csv")])

    assert str(result.exception) == f"{tmp_path / 'borta.csv'}: The file cannot be read: No such file or directory."


def test_an_import_that_is_not_there_cannot_be_taken_back() -> None:
    for name in ("42", "01a204b3-f73e-73ff-af56-e32aa4ae43ce"):
        assert str(CliRunner().invoke(imports_app, ["revert", name]).exception) == f"there is no import {name}"


def test_the_order_of_dates_is_told_remembered_and_forgotten(till: Path) -> None:
    till.write_text(SALES.replace("2024-01-01", "03/04/2024"), "utf-8")
    run(till, "--dates", "month-first")
    assert Purchase.objects.get().purchased_at.month == 3

    run(till, "--dry-run")
    assert Import.objects.latest("id").mapping["date_order"] == "mdy"
    run(till, "--dry-run", "--dates", "as-written")
    run(till, "--dry-run")
    assert Import.objects.latest("id").mapping["date_order"] == "dmy"


def test_what_is_under_way_is_stopped(till: Path) -> None:
    run(till, "--dry-run")
    Import.objects.update(work="publish")
    stopped = CliRunner().invoke(imports_app, ["stop", str(Import.objects.get().public_id), "--json"])
    assert json.loads(stopped.stdout)["state"] == "stopped"

    refused = CliRunner().invoke(imports_app, ["stop", str(Import.objects.get().public_id)])
    assert "being checked or published" in str(refused.exception)
    unknown = CliRunner().invoke(imports_app, ["stop", "42"])
    assert "there is no import 42" in str(unknown.exception)
