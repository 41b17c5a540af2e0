"""Swedish and Norwegian say everything that English says, with the same figures and names in it."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from tools.extract_messages import LOCALES, read, strings, template

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|</?\w+[^>]*>")


@pytest.fixture(scope="module")
def english() -> Catalog:
    """Every text in the code and the templates as they are now."""
    return template()


def messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_missing_and_none_is_left_over(english: Catalog, locale: str) -> None:
    said = {(message.id, message.context) for message in messages(english)}
    translated = {(message.id, message.context) for message in messages(read(locale)) if all(strings(message))}

    assert said - translated == set(), "run tools/extract_messages.py and translate what is new"
    assert translated - said == set(), "run tools/extract_messages.py"


@pytest.mark.parametrize("locale", LOCALES)
def test_no_translation_is_a_guess(locale: str) -> None:
    assert [message.id for message in messages(read(locale)) if message.fuzzy] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_and_markup_agree(locale: str) -> None:
    for message in messages(read(locale)):
        source = message.id if isinstance(message.id, str) else message.id[-1]
        assert placeholders(strings(message)[-1]) == placeholders(source), message.id


@pytest.mark.parametrize("locale", LOCALES)
def test_nobody_shouts(locale: str) -> None:
    assert [text for message in messages(read(locale)) for text in strings(message) if "!" in text] == []
