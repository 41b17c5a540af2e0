"""The main characters' cards tell whole stories."""

from datetime import date

import pytest
from pydantic import ValidationError

from stamkund.demo.characters import play, read_scripts
from stamkund.demo.scripts import PartyScript
from stamkund.demo.tables import table
from tests.demo.conftest import TODAY


def test_karin_decides_at_the_office_has_a_daughter_and_sent_us_tomas() -> None:
    cast = play(read_scripts(), TODAY)
    roles = {(role.kind, role.at) for role in cast.roles if role.party == "karin_dalsjo"}

    assert roles == {("decides_at", "dalsjo_arkitekter"), ("parent", "elin_dalsjo"), ("refers", "tomas_grip")}


def test_two_entries_are_the_same_per_eriksson() -> None:
    scripts = read_scripts()

    assert scripts["per_ollas_eriksson"].phone == scripts["per_olof_eriksson"].phone


def test_a_story_moves_along_with_the_day_it_is_told() -> None:
    later = date(2027, 3, 1)
    last = max(happening.at for happening in play(read_scripts(), later).happenings)

    assert (later - last.date()).days == 1


def test_everything_bought_is_in_the_catalogue() -> None:
    goods = {number for script in read_scripts().values() for bought in script.bought for number in bought.goods}

    assert goods <= table("catalogue").keys()


def test_a_misspelt_word_in_a_script_is_an_error() -> None:
    with pytest.raises(ValidationError, match="fone"):
        PartyScript.model_validate({"since": {"days_ago": 3}, "fone": "070-174 06 12"})
