"""The file left for the tutorial is as a Swedish till would write it, with a few rows that are wrong."""

import csv
from pathlib import Path

import pytest

from stamkund.demo import SEED
from stamkund.demo.drafts import Company
from stamkund.demo.till_file import ENCODING, HEADINGS, NAME, WRONG, write_till_file


@pytest.fixture
def rows(tmp_path: Path, company: Company) -> list[list[str]]:
    path = write_till_file(tmp_path, seed=SEED, parties=company.parties)
    with path.open(encoding=ENCODING, newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_it_is_the_same_file_every_time(tmp_path: Path, company: Company, rows: list[list[str]]) -> None:
    first = (tmp_path / NAME).read_bytes()

    assert write_till_file(tmp_path, seed=SEED, parties=company.parties).read_bytes() == first


def test_it_has_swedish_headings_and_decimal_commas(rows: list[list[str]]) -> None:
    assert tuple(rows[0]) == HEADINGS
    assert all("," in row[7] for row in rows[1:] if "betalar" not in row[7])


def test_it_holds_known_customers_new_ones_and_people_without_a_name(rows: list[list[str]], company: Company) -> None:
    known = {point.value for party in company.parties for point in party.points}
    mails = {row[3] for row in rows[1:]}

    assert len(mails & known) > 100
    assert len(mails - known) > 50
    assert "" in mails


def test_the_receipts_are_a_year_in_order_with_the_wrong_ones_among_them(rows: list[list[str]]) -> None:
    days = [row[1] for row in rows[1:] if tuple(row) not in WRONG]

    assert all(list(wrong) in rows for wrong in WRONG)
    assert days == sorted(days)
    assert days[0].startswith("2025-01")
    assert days[-1].startswith("2025-12")
