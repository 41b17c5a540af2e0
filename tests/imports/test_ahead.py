"""Reading ahead: the same items in the same order, one waiting at most, and nothing left running."""

import threading
from collections.abc import Iterator

import pytest

from stamkund.imports.publishing.ahead import Ahead


class TornPageError(Exception):
    """The file cannot be read on."""


def test_items_come_in_their_order_from_another_thread() -> None:
    made_in = list(Ahead(threading.current_thread().name for _ in range(3)))

    assert len(made_in) == 3
    assert threading.current_thread().name not in made_in


def test_never_more_than_one_is_waiting() -> None:
    made: list[int] = []

    def make() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    for number in Ahead(make()):
        assert max(made) <= number + 1


def test_the_next_is_made_while_the_first_is_used() -> None:
    made = threading.Event()

    def make() -> Iterator[str]:
        yield "first"
        made.set()
        yield "second"

    ahead = Ahead(make())
    items = iter(ahead)

    assert next(items) == "first"
    assert not made.is_set()
    ahead.begin()
    assert made.wait(timeout=10)
    assert list(items) == ["second"]


def test_what_making_raises_is_raised_in_its_turn() -> None:
    def make() -> Iterator[str]:
        yield "first"
        raise TornPageError

    items = iter(Ahead(make()))

    assert next(items) == "first"
    with pytest.raises(TornPageError):
        next(items)


def test_who_stops_taking_stops_the_making() -> None:
    before = set(threading.enumerate())
    for _ in Ahead(iter(range(1_000_000))):
        break

    assert set(threading.enumerate()) <= before
