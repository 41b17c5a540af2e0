"""A whole base linked without being told anything: the published data sets, and families that must be kept apart."""

import csv
import gzip
import logging
import sys
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from stamkund.quant.linkage import Agreement, Base, MissingExtraError, agree, cluster, derive, recognise
from stamkund.quant.linkage.columns import Cells
from stamkund.quant.linkage.instances import COLUMNS, ENDS, GIVEN, STEMS, households
from stamkund.quant.linkage.text import plain
from stamkund.warehouse.engine import DuckEngine
from stamkund.warehouse.linkage.batch import compare_all
from stamkund.warehouse.linkage.blocking import choose_rules


def judge(columns: dict[str, Cells], truth: list[str]) -> Agreement:
    """Link by what the columns are recognised as, and compare with the truth."""
    found = compare_all(derive(columns, recognise(columns)))
    return agree(cluster(len(truth), found.pairs), truth)


def febrl(path: Path) -> tuple[dict[str, Cells], list[str]]:
    with gzip.open(path, "rt") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    columns: dict[str, Cells] = {name: [row[name] for row in rows] for name in rows[0] if name != "rec_id"}
    return columns, [row["rec_id"].split("-")[1] for row in rows]


@pytest.mark.data
@pytest.mark.slow
def test_febrl_3_comes_out_whole(shared_data: Path) -> None:
    """Splink out of the box: .9996 of 6,538 pairs."""
    assert judge(*febrl(shared_data / "febrl" / "dataset3.csv.gz")).f1 >= 0.999


@pytest.mark.data
@pytest.mark.slow
def test_fake_1000_comes_out_better_than_out_of_the_box(shared_data: Path) -> None:
    """Splink out of the box: .902."""
    with (shared_data / "splink" / "fake_1000.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    columns: dict[str, Cells] = {name: [row[name] for row in rows] for name in rows[0]}
    truth = columns.pop("cluster")
    columns.pop("unique_id")

    assert judge(columns, [str(one) for one in truth]).f1 > 0.957


@pytest.mark.slow
def test_families_at_one_address_are_kept_apart_and_duplicates_found() -> None:
    """Batch and online check agree on every weight."""
    made = households(4000, seed=11)
    fields = derive(made.columns, COLUMNS)
    found = compare_all(fields)
    judged = agree(cluster(made.person.size, found.pairs), made.person)

    assert judged.precision > 0.95
    assert judged.recall > 0.95
    base = Base(fields, found.model)
    for left, right, weight in zip(*(column.tolist()[:200] for column in astuple(found.pairs)), strict=True):
        record = {name: values[left] for name, values in fields.items()}
        known = {one.row: one.weight for one in base.check(record, least=0.0)}
        assert known.get(right, weight) == pytest.approx(weight, abs=1e-9)  # a crowded key is passed over online


@pytest.mark.slow
@pytest.mark.parametrize(("people", "seed"), [(300, 0), (600, 0)])
def test_a_base_of_a_few_hundred_keeps_families_apart_too(people: int, seed: int) -> None:
    """F1 .99, .98; before namesakes at home were a class of their own .87, or no answer at all."""
    made = households(people, seed)
    fields = derive(made.columns, COLUMNS)
    found = compare_all(fields)

    assert agree(cluster(made.person.size, found.pairs), made.person).f1 > 0.97
    assert "few_records" in found.doubts
    base = Base(fields, found.model)
    for left, right, weight in zip(*(column.tolist()[:50] for column in astuple(found.pairs)), strict=True):
        known = {one.row: one.weight for one in base.check({name: of[left] for name, of in fields.items()}, least=0.0)}
        assert known.get(right, weight) == pytest.approx(weight, abs=1e-9)


def test_a_field_in_which_no_two_agree_is_compared_all_the_same() -> None:
    """There is nothing to learn other fields by; nothing is forgotten of it either."""
    names = ["Karin Ek", "Karin Ek", "Bo Berg", "Eva Sund"]
    columns: dict[str, Cells] = {"name": names, "born": [f"19{60 + at}-03-0{at + 1}" for at in range(4)]}
    found = compare_all(derive(columns, recognise(columns)))

    assert {"given", "surname", "birth"} <= {one.comparison.field for one in found.model.weighed}
    assert cluster(4, found.pairs).tolist() == [0, 1, 2, 3]


def test_too_few_records_to_learn_from_are_said_so() -> None:
    two = compare_all(derive({"name": ["Karin Ek", "Bo Berg"]}, recognise({"name": ["Karin Ek", "Bo Berg"]})))

    assert two.doubts == ("nothing_agrees",)
    assert two.pairs.weight.size == 0


def test_no_weight_is_ever_not_a_number() -> None:
    columns: dict[str, Cells] = {
        "name": ["Karin Ek", "Karin Ek", "Bo Berg"],
        "city": ["Falun"] * 3,
        "phone": ["070", "", None],
    }
    found = compare_all(derive(columns, recognise(columns)))

    assert np.isfinite(found.pairs.weight).all()
    assert "few_records" in found.doubts
    assert cluster(3, found.pairs)[2] == 2


@pytest.mark.parametrize(
    "columns",
    [
        {"mail": ["a@b.se", "a@b.se", "c@d.se"]},
        {"phone": ["070-123 45 67", "070-123 45 67", "070-765 43 21"]},
        {"given": ["Karin", "Karin", "Bo"], "surname": ["Ek", "Ek", "Berg"]},
        {"company": ["Sala Sko AB", "Sala Sko", "Falu Bil"]},
    ],
)
def test_one_thing_to_compare_teaches_nothing_which_is_said(columns: dict[str, Cells]) -> None:
    found = compare_all(derive(columns, recognise(columns)))

    assert "not_trained" in found.doubts
    assert np.isfinite(found.pairs.weight).all()


@pytest.mark.parametrize("fields", [("mail", "phone"), ("mail", "phone", "street", "city")])
def test_records_alike_in_all_but_nobodys_own_are_joined_with_the_doubt_that_they_may_be_a_household(
    fields: tuple[str, ...],
) -> None:
    """Of a thousand persons recorded twice not one was found."""
    person = np.repeat(np.arange(1000), 2)
    cells: dict[str, Cells] = {
        "mail": [f"kund{one * 7919 % 100003}@ex{one % 37}.se" for one in person.tolist()],
        "phone": [f"070{1000000 + one * 7919 % 8999999}" for one in person.tolist()],
        "street": [f"Gata {one} {one % 9}" for one in person.tolist()],
        "city": [f"Ort{one % 50}" for one in person.tolist()],
    }
    columns = {name: cells[name] for name in fields}
    fields_of = derive(columns, recognise(columns))
    found = compare_all(fields_of)

    assert agree(cluster(person.size, found.pairs), person).f1 > 0.99
    assert "household_or_person" in found.doubts
    [twin] = Base(fields_of, found.model).check({name: of[0] for name, of in fields_of.items()}, least=0.9)[1:]
    assert twin.row == 1


@pytest.mark.slow
def test_a_mail_that_spells_the_name_does_not_say_it_a_second_time() -> None:
    """Names and mails of people of whom many have a name like another's: precision was .26."""
    columns, truth = mails_that_spell_names(1500)
    judged = judge(columns, truth)

    assert judged.precision > 0.9
    assert judged.recall > 0.9


def mails_that_spell_names(people: int, seed: int = 5) -> tuple[dict[str, Cells], list[str]]:
    """A third of them are recorded a second time, one in three of these with a letter left out of name or mail."""
    chance = np.random.default_rng(seed)
    rows: list[tuple[str, str, str, str]] = []
    for person in range(people):
        given, surname = str(chance.choice(GIVEN)), f"{chance.choice(STEMS)}{chance.choice(ENDS)}"
        where = chance.choice(["gmail.com", "telia.se", "hotmail.com"])
        mail = plain(f"{given}.{surname}").replace(" ", ".") + f"{chance.integers(100)}@{where}"
        rows.append((str(person), given, surname, mail))
        if chance.random() < 1 / 3:
            wrong = chance.integers(6)
            surname = surname[:2] + surname[3:] if wrong == 0 else surname
            rows.append((str(person), given, surname, mail[:2] + mail[3:] if wrong == 1 else mail))
    truth, given_names, surnames, mails = (list(column) for column in zip(*rows, strict=True))
    return {"given": given_names, "surname": surnames, "mail": mails}, truth


def test_rules_are_the_cheapest_that_the_budget_holds() -> None:
    with DuckEngine() as engine:
        engine.connection.execute(
            "CREATE TABLE records AS SELECT i % 1000 AS mail, i % 2 AS city, i % 50 AS given FROM RANGE(20000) AS t(i)"
        )
        rules = choose_rules(engine, ["mail", "city", "given"], 20_000)

    assert rules[0] == ("mail",)
    assert ("city",) not in rules


def test_without_splink_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'stamkund\[link\]'"):
        compare_all({"name": ["a", "b"], "city": ["c", "d"]})


@pytest.fixture(autouse=True)
def quiet() -> None:
    logging.getLogger("splink").setLevel(logging.ERROR)
