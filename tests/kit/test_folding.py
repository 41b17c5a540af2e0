import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stamkund.kit.folding import alphabetical, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Åsa  Bjørk", "asa bjork"),
        ("Ærlig & Søn", "aerlig & son"),
        ("GÖTEBORG", "goteborg"),
        ("A\u030asa", "asa"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("\u00a0 ", ""),
    ],
)
def test_letters_fold_as_people_search(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_letters_alone_fold_as_letters_together(text: str) -> None:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    assert fold(text) == fold(bare)


@pytest.mark.parametrize(
    ("region", "in_order"),
    [
        ("SE", ["Ek", "Zackrisson", "Åberg", "Ärlig", "Öberg"]),
        ("NO", ["Ek", "Zackrisson", "Ærlig", "Øberg", "Åberg"]),
        ("GB", ["Åberg", "Ärlig", "Ek", "Öberg", "Zackrisson"]),
    ],
)
def test_names_stand_in_the_alphabet_of_the_country(region: str, in_order: list[str]) -> None:
    assert sorted(set(in_order), key=lambda name: alphabetical(name, region)) == in_order
