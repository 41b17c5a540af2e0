"""Slips of the pen: one letter wrong, missing, too many, or two changed places.

Two words that differ by one such slip have a form in common when one letter is left out of either; so forms can be
looked up instead of every word compared ("symmetric delete", W. Garbe 2012). Only the first letters count: the rest of
a word is found by its beginning.
"""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

SHORTEST = 4
LONGEST_STEM = 6
LONGEST_WORD = 24
SHORTEST_PART = 3
NEAREST = 24


def is_learnt(word: str) -> bool:
    """Say whether the vocabulary learns *word*: letters only, and enough of them."""
    return len(word) >= SHORTEST_PART and word.isalpha()


def stems_of(word: str) -> Iterator[str]:
    """Yield the beginnings of *word* in which a slip is forgiven."""
    for length in range(SHORTEST, min(len(word), LONGEST_STEM) + 1):
        yield word[:length]


def slips_of(stem: str) -> set[str]:
    """Return *stem* and every form of it with one letter left out."""
    return {stem, *(stem[:place] + stem[place + 1 :] for place in range(len(stem)))}


def parts_of(word: str) -> Iterator[str]:
    """Yield *word* and its ends: an inner part of the word is the beginning of one of them."""
    for start in range(len(word) - SHORTEST_PART + 1):
        yield word[start:]


def nearest(word: str, stems: Iterable[str]) -> list[str]:
    """Return those *stems* that *word* may begin with but for one slip, the likeliest first."""
    shortest = min(len(word), LONGEST_STEM) - 1  # shorter ones begin far too many words
    graded = sorted((_distance(word, stem), -len(stem), stem) for stem in set(stems) if len(stem) >= shortest)
    return [stem for distance, _, stem in graded if distance <= 1][:NEAREST]


def _distance(word: str, stem: str) -> int:
    return min(OSA.distance(word[:length], stem) for length in range(len(stem) - 1, len(stem) + 2))
