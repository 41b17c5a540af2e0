"""Sentences as a colleague would write them, put together from the tables of ``texts/phrases.toml``."""

from collections.abc import Mapping
from random import Random
from string import Formatter
from typing import Any

from stamkund.demo.tables import table

_FORMATTER = Formatter()


def occasions() -> dict[str, dict[str, Any]]:
    """Return every occasion to write something down, by name."""
    return {name: occasion for name, occasion in table("phrases").items() if name != "words"}


class Card:
    """What has been written about one customer: no sentence stands there twice."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._written: set[str] = set()

    def write(self, occasion: Mapping[str, Any], facts: Mapping[str, str]) -> str | None:
        """Return a new sentence for *occasion*, or nothing when all have been used."""
        unused = [line for line in occasion["lines"] if line not in self._written]
        if not unused:
            return None
        line = self._chance.choice(unused)
        self._written.add(line)
        return fill_in(self._chance, line, facts)


def fill_in(chance: Random, line: str, facts: Mapping[str, str]) -> str:
    """Return *line* with each slot filled: from *facts*, else with a word drawn from the table."""
    slots = [slot for _, slot, _, _ in _FORMATTER.parse(line) if slot]
    text = line.format(**{slot: _word_for(chance, slot, facts) for slot in slots})
    return text[0].upper() + text[1:]


def _word_for(chance: Random, slot: str, facts: Mapping[str, str]) -> str:
    name, _, form = slot.partition("_")
    words = table("phrases")["words"]
    if slot in words:
        return str(chance.choice(words[slot]))
    word = facts[name] if name in facts else chance.choice(words[name])
    if form == "bare":
        return word.removeprefix("the ")
    return word[0].upper() + word[1:] if form == "cap" else word
