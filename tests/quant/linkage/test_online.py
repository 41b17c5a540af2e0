"""One new record against the base: the levels and weights of the batch, and only what agrees on a rule is read."""

import subprocess
import sys
from collections.abc import Sequence

import duckdb
import numpy as np
import pytest

from stamkund.quant.linkage import Base, Model, Prior, comparisons_of, derive
from stamkund.quant.linkage.instances import COLUMNS, households
from stamkund.quant.linkage.model import Weighed

FIELDS = ("given", "surname", "name", "birth", "year", "phone", "city")


def model(
    fields: Sequence[str] = FIELDS, rules: tuple[tuple[str, ...], ...] = (("phone",), ("given", "birth"))
) -> Model:
    """Agreement is worth seven bits, likeness some, unlikeness minus five."""
    weighed = []
    for one in comparisons_of(fields):
        steps = len(one.levels)
        m = [0.8, *[0.17 / max(steps - 1, 1)] * (steps - 1), 0.03]
        weighed.append(Weighed(one, tuple(m), (0.8 / 128, *[0.02] * (steps - 1), 0.96)))
    return Model(Prior(-10.0, -3.0), tuple(weighed), rules)


@pytest.fixture
def base() -> Base:
    people = households(300, seed=1, duplicates=0.0)
    return Base({name: values for name, values in derive(people.columns, COLUMNS).items() if name in FIELDS}, model())


def record(base: Base, row: int) -> dict[str, str | None]:
    return {name: base.columns[name].texts[base.columns[name].codes[row]] for name in FIELDS}


def test_a_record_that_is_there_is_found_first(base: Base) -> None:
    found = base.check(record(base, 17))

    assert found[0].row == 17
    assert found[0].probability > 0.99
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)


def test_a_misspelt_record_is_found_too(base: Base) -> None:
    wrong = record(base, 17)
    wrong |= {"surname": f"{wrong['surname']}x", "city": None, "year": None, "birth": str(wrong["birth"])[:-1] + "9"}

    assert base.check(wrong, least=0.1)[0].row == 17


def test_the_rest_of_the_family_is_not(base: Base) -> None:
    phones = base.columns["phone"].codes
    shared = next(code for code in range(phones.max()) if np.count_nonzero(phones == code) > 1)
    row, sister = np.flatnonzero(phones == shared)[:2].tolist()
    found = [one.row for one in base.check(record(base, row))]

    assert row in found
    assert sister not in found


def test_nobody_is_found_where_no_rule_agrees(base: Base) -> None:
    assert base.check({"given": "xerxes", "birth": "18000101"}) == ()
    assert base.check({}) == ()


def test_a_key_that_everybody_shares_is_not_looked_through() -> None:
    crowd = Base({"city": ["falun"] * 500, "given": ["eva", "bo"] * 250}, model(("city", "given"), (("city",),)))

    assert crowd.candidates({"city": "falun"}).size == 0


def test_every_level_says_the_same_in_sql_and_in_python() -> None:
    """All comparisons on pairs of a made-up base, by DuckDB and here."""
    people = households(60, seed=4, duplicates=1.0, errors=0.6)
    people.columns["gender"] = ["f", "m", "m"] * 40
    fields = derive(people.columns, {**COLUMNS, "gender": COLUMNS["city"].TRAIT})
    rows = [dict(zip(fields, values, strict=True)) for values in zip(*fields.values(), strict=True)]
    connection = duckdb.connect()
    typed = {name: np.array(values, dtype=object) for name, values in fields.items()}
    connection.register("given", {"id": np.arange(len(rows)), **typed})
    casts = ", ".join(f"{name}::VARCHAR AS {name}" for name in fields)
    connection.execute(f"CREATE TABLE records AS SELECT id, {casts} FROM given")
    sides = (", ".join(f"{name} AS {name}_{side}" for name in ("id", *fields)) for side in "lr")
    pairs = "SELECT * FROM (SELECT {} FROM records) JOIN (SELECT {} FROM records) ON id_l < id_r".format(*sides)
    for one in comparisons_of(list(fields)):
        whens = " ".join(f"WHEN {level.sql} THEN {at}" for at, level in enumerate(one.levels))
        known = f"WHERE {one.field}_l IS NOT NULL AND {one.field}_r IS NOT NULL"
        told = connection.execute(f"SELECT id_l, id_r, CASE {whens} ELSE {len(one.levels)} END FROM ({pairs}) {known}")
        found = told.fetchall()
        assert found
        assert [(a, b, one.level(rows[a], rows[b])) for a, b, _ in found] == found, one.field


def test_the_room_needs_neither_django_nor_duckdb() -> None:
    program = "import sys, stamkund.quant.linkage; print(sorted({'django', 'duckdb', 'splink'} & set(sys.modules)))"

    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
