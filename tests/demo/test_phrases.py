"""Sentences are whole and take their words from the tables."""

import pytest

from stamkund.demo.chance import chance_for
from stamkund.demo.phrases import Card, fill_in, occasions

FACTS = {"thing": "the winter boots", "given": "Karin"}
LINES = [line for occasion in occasions().values() for line in occasion["lines"]]


@pytest.mark.parametrize("line", LINES)
def test_every_sentence_can_be_filled_in(line: str) -> None:
    text = fill_in(chance_for(1, "sentences"), line, FACTS)

    assert "{" not in text
    assert text[0].isupper()
    assert text[-1] in ".?”"


def test_a_thing_may_begin_a_sentence_or_lose_its_article() -> None:
    chance = chance_for(1, "sentences")

    assert fill_in(chance, "{thing_cap} are ready", FACTS) == "The winter boots are ready"
    assert fill_in(chance, "Send a picture of the {thing_bare}", FACTS) == "Send a picture of the winter boots"


def test_a_card_that_has_said_everything_says_no_more() -> None:
    card, occasion = Card(chance_for(1, "sentences")), {"lines": ["One.", "Two."]}

    assert {card.write(occasion, FACTS), card.write(occasion, FACTS)} == {"One.", "Two."}
    assert card.write(occasion, FACTS) is None


def test_a_word_that_no_table_has_is_an_error() -> None:
    with pytest.raises(KeyError, match="hat"):
        fill_in(chance_for(1, "sentences"), "Bought a {hat}.", FACTS)
